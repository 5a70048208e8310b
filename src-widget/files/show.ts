import type { ChatFile } from '#shared/wire/chat/file.ts';
import { el } from '../ui/dom.ts';
import { headersOf, type FilesContext } from './context.ts';
import { named, sizeWords, type FileWords } from './words.ts';

const MOST_SIDE = 240;
const NEAR_END = 80;

/** Shows the files of a message. Hostile: pictures as the hub made them anew, players, and what can only be saved. */
export function showFiles(
  context: FilesContext,
  words: FileWords,
  box: HTMLElement,
  files: readonly ChatFile[],
): void {
  const log = box.closest('.log');
  const atEnd = log !== null && log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_END;
  const pictures = files.filter((file) => file.kind === 'image' && file.preview === 'ready');
  const tiles = pictures.map((file) => pictureTile(context, words, file, pictures.length === 1));
  const cards = files
    .filter((file) => !pictures.includes(file))
    .map((file) => fileCard(context, words, file));
  box.replaceChildren(...(tiles.length > 0 ? [el('div', { class: 'pics' }, ...tiles)] : []), ...cards);
  box.className = 'files';
  if (atEnd && log) log.scrollTop = log.scrollHeight;
}

/** @throws when it cannot be had */
async function fetchBlob(context: FilesContext, path: string): Promise<Blob> {
  const response = await fetch(`${context.base}/${path}`, {
    headers: await headersOf(context),
    credentials: 'omit',
  });
  if (!response.ok) throw new Error(`${response.status}`);
  return await response.blob();
}

function pictureTile(context: FilesContext, words: FileWords, file: ChatFile, alone: boolean): HTMLElement {
  const picture = el('img', { alt: '' });
  const node = el(
    'button',
    { type: 'button', class: 'pic', 'aria-label': named(words.open, file.name) },
    picture,
  );
  // Its room is known before it is there.
  const [width, height] = [file.width ?? MOST_SIDE, file.height ?? MOST_SIDE];
  const scale = Math.min(1, MOST_SIDE / width, MOST_SIDE / height);
  node.style.width = `${alone ? Math.max(80, Math.round(width * scale)) : 116}px`;
  node.style.height = `${alone ? Math.max(60, Math.round(height * scale)) : 116}px`;
  const fallback = (): void => node.replaceWith(fileCard(context, words, file));
  // A page's policy may forbid the picture although it could be fetched.
  picture.addEventListener('error', fallback);
  fetchBlob(context, `${file.id}/preview`).then(
    (blob) => (picture.src = URL.createObjectURL(blob)),
    fallback,
  );
  node.addEventListener('click', () => {
    if (picture.src !== '') enlarge(picture.src, file.name, words, node);
  });
  return node;
}

/** The picture over the whole page, until a press or Escape. */
function enlarge(address: string, name: string, words: FileWords, opener: HTMLElement): void {
  const close = el('button', { type: 'button', 'aria-label': words.close }, '×');
  const node = el(
    'div',
    { class: 'large', role: 'dialog', 'aria-modal': 'true', 'aria-label': name },
    el('img', { src: address, alt: name }),
    close,
  );
  const end = (): void => {
    node.parentNode?.removeChild(node);
    opener.focus();
  };
  node.addEventListener('click', end);
  node.addEventListener('keydown', (event) => {
    event.stopPropagation();
    if (event.key === 'Escape') end();
    // There is nothing else to go to.
    if (event.key === 'Tab') event.preventDefault();
  });
  opener.closest('.root')?.append(node);
  close.focus();
}

function fileCard(context: FilesContext, words: FileWords, file: ChatFile): HTMLElement {
  const playable = file.kind === 'audio' || file.kind === 'voice' || file.kind === 'video';
  const facts = el('small', {}, sizeWords(file.size, words));
  const label = named(playable ? words.play : words.save, file.name);
  const node = el(
    'button',
    { type: 'button', class: 'file', 'aria-label': label },
    playable ? '▶' : '↓',
    el('span', {}, el('b', { dir: 'auto' }, file.name), facts),
  );
  node.addEventListener('click', () => {
    fetchBlob(context, file.id).then(
      (blob) => (playable ? play(blob, file, node) : save(blob, file.name)),
      () => (facts.textContent = words.unavailable),
    );
  });
  return node;
}

function play(blob: Blob, { mime, kind, name }: ChatFile, place: HTMLElement): void {
  const player = el(kind === 'video' ? 'video' : 'audio', { controls: '', 'aria-label': name });
  player.src = URL.createObjectURL(blob.slice(0, blob.size, mime));
  player.addEventListener('error', () => save(blob, name));
  place.replaceWith(player);
  player.play().catch(() => undefined);
}

function save(blob: Blob, name: string): void {
  // Never a type of which a browser makes a page.
  const link = el('a', {
    href: URL.createObjectURL(blob.slice(0, blob.size, 'application/octet-stream')),
    download: name,
  });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
