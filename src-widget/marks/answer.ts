import type { ChatItem } from '#shared/wire/chat/item.ts';
import { openStorage } from '../core/storage.ts';
import type { FilesContext } from '../files/context.ts';
import { named } from '../files/words.ts';
import { el, takeOut } from '../ui/dom.ts';
import type { MarkWords } from './words.ts';

const KEY = 'answers';
const MOST_QUOTED = 200;

/** What the visitor is answering. */
export interface Answer {
  begin: (item: ChatItem) => void;
  /** What the next message answers. */
  quote(): ChatItem['quote'];
  clear(): void;
}

/** The line over the field that says what is being answered. It outlives a reload, as the draft does. */
export function createAnswer(
  { channelId, store }: FilesContext,
  words: MarkWords,
  form: HTMLElement,
): Answer {
  // Of this tab: the other one may be answering something else.
  const storage = openStorage(channelId, () => sessionStorage);
  const field = form.querySelector('textarea');
  const author = el('b', { dir: 'auto' });
  const text = el('span', { dir: 'auto' });
  const cancel = el('button', { type: 'button', 'aria-label': words.cancel, title: words.cancel }, '×');
  const line = el('div', { class: 'answers', role: 'group' }, el('div', {}, author, text), cancel);
  let answered: number | null = Number(storage.get(KEY)) || null;
  let shown = '';

  const find = (): ChatItem | undefined =>
    answered === null
      ? undefined
      : store.state.items.find(({ seq, deleted }) => seq === answered && !deleted);

  /** As it stands there now; of what was deleted meanwhile nothing is answered any more. */
  function update(): void {
    const item = find();
    const now = item ? JSON.stringify([item.seq, item.text]) : '';
    if (now === shown) return;
    shown = now;
    if (!item) return takeOut(line);
    const name = item.from === 'visitor' ? words.you : (item.authorName ?? words.company);
    author.textContent = named(words.replyTo, name);
    line.setAttribute('aria-label', author.textContent);
    text.textContent = wordsOf(item, words);
    form.querySelector('.field')?.prepend(line);
  }

  function answer(seq: number | null): void {
    answered = seq;
    if (seq === null) storage.remove(KEY);
    else storage.set(KEY, String(seq));
    update();
  }

  cancel.addEventListener('click', () => {
    answer(null);
    field?.focus();
  });
  form.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !find()) return;
    // The next one closes the chat.
    event.stopPropagation();
    answer(null);
    field?.focus();
  });
  store.subscribe(update);
  update();
  return {
    begin(item) {
      answer(item.seq);
      field?.focus({ preventScroll: true });
    },
    quote() {
      const item = find();
      if (!item) return null;
      const { seq, from, authorName } = item;
      return { seq, from, authorName, text: wordsOf(item, words) };
    },
    clear: () => answer(null),
  };
}

function wordsOf({ text, files }: ChatItem, words: MarkWords): string {
  const said = text.replace(/\s+/g, ' ').slice(0, MOST_QUOTED);
  return said || (files[0]?.name ?? words.file);
}
