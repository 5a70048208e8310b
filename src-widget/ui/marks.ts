import type { Marks } from '../core/entries.ts';
import type { Texts } from '../i18n/texts.ts';
import { el } from './dom.ts';

/** What a message answers; a press leads there, if it is in the log. */
export function quoteOf(marks: Marks | null, texts: Texts): HTMLElement | string {
  const quote = marks?.quote;
  if (!quote) return '';
  const author = quote.from === 'visitor' ? texts.you : (quote.authorName ?? texts.company);
  const node = el('button', { type: 'button', class: 'quote' });
  node.append(el('b', { dir: 'auto' }, author), el('span', { dir: 'auto' }, quote.text || texts.deleted));
  node.addEventListener('click', () => {
    const log = node.closest('.list');
    log?.querySelector(`[data-seq="${quote.seq}"]`)?.scrollIntoView({ block: 'center' });
  });
  return node;
}

/** Reactions under a message, each picture once. */
export function reactionsOf({ reactions: { company, visitor } }: Marks): HTMLElement {
  const node = el('div', { class: 'marks' });
  for (const emoji of new Set(visitor === null ? company : [...company, visitor])) {
    const both = emoji === visitor && company.includes(emoji);
    node.append(el('span', {}, both ? `${emoji} 2` : emoji));
  }
  return node;
}
