import { linkify } from '#shared/lib/linkify.ts';
import type { MessageEntry, Way } from '../core/entries.ts';
import type { Language } from '../i18n/language.ts';
import type { Texts } from '../i18n/texts.ts';
import { el, icon, setAttribute, takeOut } from './dom.ts';
import { ICONS } from './icons.ts';
import { quoteOf, reactionsOf } from './marks.ts';
import { timeOfDay } from './times.ts';

export interface MessageActions {
  retry(clientId: string): void;
  discard(clientId: string): void;
  showFiles(box: HTMLElement, files: MessageEntry['files']): void;
  showForm(message: HTMLElement, id: string): void;
}

/** The words as they are, with addresses made into links that tell the other site nothing and open apart. */
function content(text: string): (Node | string)[] {
  return linkify(text).map((part) =>
    part.href === null
      ? part.text
      : el(
          'a',
          { href: part.href, target: '_blank', rel: 'noopener noreferrer nofollow ugc', dir: 'ltr' },
          part.text,
        ),
  );
}

const WAY_ICONS: Record<Exclude<Way, null>, readonly string[]> = {
  pending: ICONS.clock,
  sent: ICONS.sent,
  read: ICONS.read,
  failed: ICONS.failed,
};

function wayText(texts: Texts, way: Exclude<Way, null>): string {
  return { pending: texts.waiting, sent: texts.sent, read: texts.read, failed: texts.failed }[way];
}

/** One message of the log. The element lives as long as the message; `update` moves it along its way. */
export interface MessageView {
  node: HTMLElement;
  update(entry: MessageEntry): void;
}

export function createMessage(
  entry: MessageEntry,
  language: Language,
  texts: Texts,
  actions: MessageActions,
): MessageView {
  const own = entry.from === 'visitor';
  const author = own ? texts.you : (entry.authorName ?? texts.company);
  const who = el('div', { class: 'who', 'aria-hidden': 'true', dir: 'auto' }, entry.authorName ?? '');
  const time = el('time', { datetime: new Date(entry.at).toISOString() }, timeOfDay(language, entry.at));
  const meta = el('span', { class: 'meta' });
  const words = el('span', { dir: 'auto', class: 'words' });
  // The direction is that of the text, so that the bubble of a right-to-left text reads as one.
  const bubble = el('div', { class: 'bubble', dir: 'auto' });
  const [under, box, way] = [el('div'), el('div'), el('span')];
  const attributes = { role: 'article', 'data-from': entry.from };
  const node = el('div', attributes, el('span', { class: 'sr' }, `${author}:`), who, bubble, under);
  let trouble: HTMLElement | null = null;
  let shown: Way | undefined;
  let said = '';

  function showTrouble(now: MessageEntry): void {
    takeOut(trouble);
    trouble = null;
    if (now.way !== 'failed') return;
    const button = (text: string, act: (clientId: string) => void): HTMLButtonElement => {
      const made = el('button', { type: 'button' }, text);
      made.addEventListener('click', () => act(now.key));
      return made;
    };
    const reason = now.failure === 'too_long' ? texts.tooLong : texts.failed;
    trouble = el('div', { class: 'trouble' }, el('span', {}, reason));
    if (now.failure !== 'too_long') trouble.append(button(texts.retry, (id) => actions.retry(id)));
    trouble.append(button(texts.remove, (id) => actions.discard(id)));
    node.append(trouble);
  }

  /** All that can be changed after it was said; most messages never are. */
  function showContent({ text, files, marks }: MessageEntry): void {
    const now = JSON.stringify([text, files, marks]);
    if (now === said) return;
    said = now;
    if (files.length > 0) actions.showFiles(box, files);
    const gone = marks?.deleted === true;
    words.replaceChildren(...(gone ? [texts.deleted] : content(text)));
    meta.replaceChildren(marks?.edited === true && !gone ? texts.edited : '', time, way);
    bubble.replaceChildren(quoteOf(marks, texts), gone ? '' : box, words, ' ', meta);
    under.replaceChildren(marks && !gone ? reactionsOf(marks) : '');
    setAttribute(node, 'data-seq', marks && String(marks.seq));
  }

  function update(now: MessageEntry): void {
    showContent(now);
    const classes = [
      'msg',
      own && 'own',
      now.first && 'first',
      now.last && 'last',
      now.way === 'failed' && 'failed',
      now.marks?.deleted && 'deleted',
    ];
    const fresh = node.classList.contains('fresh') && 'fresh';
    setAttribute(node, 'class', [...classes, fresh].filter(Boolean).join(' '));
    who.hidden = own || !now.first || now.authorName === null;
    if (now.way === shown) return;
    shown = now.way;
    setAttribute(node, 'data-delivery', now.way);
    way.replaceChildren();
    if (now.way !== null) {
      const text = wayText(texts, now.way);
      way.title = text;
      way.append(icon(...WAY_ICONS[now.way]), el('span', { class: 'sr' }, text));
    }
    showTrouble(now);
  }

  update(entry);
  if (entry.form) actions.showForm(node, entry.key);
  return { node, update };
}
