import type { ChatFile } from '#shared/wire/chat/file.ts';
import type { ChatItem } from '#shared/wire/chat/item.ts';
import { uuidv7 } from '#shared/lib/ids.ts';
import { inBackground } from '../core/background.ts';
import type { Answer } from '../marks/answer.ts';
import { el, icon } from '../ui/dom.ts';
import type { FilesContext } from './context.ts';
import { openKept, type Kept, type KeptFile } from './kept.ts';
import { NotTaken, upload } from './upload.ts';
import { named, sizeWords, type FileWords } from './words.ts';

const CLIP = 'm18.5 11.5-6.6 6.6a4 4 0 0 1-5.7-5.7l7-7a2.7 2.7 0 0 1 3.8 3.8l-6.8 6.8';
const MOST_FILES = 10;
const MOST_BYTES = 50_000_000;

/** What the visitor has chosen and not sent yet: files, and what he answers. */
export interface Tray {
  /** Those to send; null while one of them is not there yet, or cannot be sent. */
  ready(): ChatFile[] | null;
  quote(): ChatItem['quote'];
  clear(): void;
}

interface TrayHost {
  changed: () => void;
  answer: Answer;
}

interface Item {
  file: ChatFile;
  state: 'running' | 'done' | 'failed';
  node: HTMLElement;
  abort: AbortController;
}

export function createTray(
  context: FilesContext,
  words: FileWords,
  form: HTMLElement,
  { changed, answer }: TrayHost,
): Tray {
  const list = el('ul', { class: 'tray' });
  const note = el('p', { role: 'status' }, words.limit);
  const input = el('input', { type: 'file', multiple: '', hidden: '', tabindex: '-1' });
  const kept = openKept(context.channelId);
  let items: Item[] = [];
  const clip = clipButton(words, () => input.click());
  const field = form.querySelector('.field');
  // In the place that the form keeps free for it; before the text field also for the keyboard.
  field?.prepend(clip, input, list);

  function show(): void {
    list.replaceChildren(...items.map((item) => item.node), ...(items.length > 0 ? [note] : []));
    note.textContent = items.length > MOST_FILES ? words.tooMany : words.limit;
    changed();
  }

  function take({ id, file: source }: KeptFile, known: boolean): void {
    const { item, facts, remove, bar } = itemOf(id, source, words);
    remove.addEventListener('click', () => {
      item.abort.abort();
      items = items.filter((one) => one !== item);
      kept.drop([id]);
      show();
    });
    const end = (state: 'done' | 'failed', said?: string): void => {
      item.state = state;
      item.node.dataset['state'] = state;
      bar.hidden = true;
      if (said !== undefined) facts.textContent = said;
      changed();
    };
    items.push(item);
    if (source.size > MOST_BYTES) return end('failed', words.tooLarge);
    // Before its first byte goes: a reload in the middle goes on with it.
    if (!known) {
      const lost = (): void => {
        if (item.state !== 'failed') facts.textContent += ` · ${words.notKept}`;
      };
      inBackground(keep(kept, { id, file: source }, () => items.includes(item), lost));
    }
    upload(context, id, source, item.abort.signal, (sent) => (bar.value = sent)).then(
      () => end('done'),
      (error: unknown) => end('failed', error instanceof NotTaken ? words.failed : words.unavailable),
    );
  }

  const add = (files: Iterable<File>): void => {
    for (const file of files) take({ id: newId(), file }, false);
    show();
  };
  const takeUp = (left: readonly KeptFile[]): void => {
    for (const file of unsaid(context, kept, left)) take(file, true);
    if (items.length > 0) show();
  };
  inBackground(kept.all().then(takeUp));
  input.addEventListener('change', () => {
    add(input.files ?? []);
    input.value = '';
  });
  receiveFiles(form, add);
  return {
    ready: () =>
      items.length <= MOST_FILES && items.every(({ state }) => state === 'done')
        ? items.map(({ file }) => file)
        : null,
    quote: () => answer.quote(),
    clear() {
      kept.drop(items.map(({ file }) => file.id));
      items = [];
      answer.clear();
      show();
    },
  };
}

const newId = (): string => uuidv7(Date.now(), crypto.getRandomValues(new Uint8Array(10)));

function itemOf(id: string, source: File, words: FileWords) {
  const name = source.name || 'image.png';
  const facts = el('small', {}, sizeWords(source.size, words));
  const remove = el('button', { type: 'button', 'aria-label': named(words.remove, name) }, '×');
  const bar = el('progress', { max: String(source.size), value: '0', 'aria-label': name });
  const blank = { width: null, height: null, durationMs: null, preview: 'none' } as const;
  const item: Item = {
    file: { id, name, size: source.size, mime: source.type, kind: 'other', ...blank },
    state: 'running',
    node: el('li', {}, el('b', { dir: 'auto' }, name), facts, remove, bar),
    abort: new AbortController(),
  };
  return { item, facts, remove, bar };
}

function clipButton(words: FileWords, onPress: () => void): HTMLElement {
  const attributes = { type: 'button', class: 'clip', 'aria-label': words.attach, title: words.attach };
  const clip = el('button', attributes);
  clip.append(icon(CLIP));
  clip.addEventListener('click', onPress);
  return clip;
}

/** @param onLost it could not be kept */
async function keep(
  kept: Kept,
  file: KeptFile,
  stillThere: () => boolean,
  onLost: () => void,
): Promise<void> {
  if (!(await kept.put(file))) onLost();
  // Taken away meanwhile.
  if (!stillThere()) kept.drop([file.id]);
}

/** Without those that a message has said, of which the page has not heard any more. */
function unsaid({ store }: FilesContext, kept: Kept, left: readonly KeptFile[]): KeptFile[] {
  const { items, outgoing } = store.state;
  const said = new Set([...items, ...outgoing].flatMap(({ files }) => files.map(({ id }) => id)));
  kept.drop(left.filter(({ id }) => said.has(id)).map(({ id }) => id));
  return left.filter(({ id }) => !said.has(id));
}

/** From the clipboard, and dropped anywhere on the chat. */
function receiveFiles(form: HTMLElement, add: (files: Iterable<File>) => void): void {
  const receive = (event: Event, from: DataTransfer | null): void => {
    const files = [...(from?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    add(files);
  };
  form.addEventListener('paste', (event) => receive(event, event.clipboardData));
  const panel = form.closest<HTMLElement>('.panel');
  panel?.addEventListener('dragover', (event) => event.preventDefault());
  panel?.addEventListener('drop', (event) => receive(event, event.dataTransfer));
}
