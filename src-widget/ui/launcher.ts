import { unreadCount } from '../core/items.ts';
import type { ChatState } from '../core/state.ts';
import type { Language } from '../i18n/language.ts';
import { plural, type Texts } from '../i18n/texts.ts';
import { previewOf } from '#shared/lib/text.ts';
import { el, icon, setAttribute, setText } from './dom.ts';
import { ICONS } from './icons.ts';

export interface Launcher {
  nodes: HTMLElement[];
  update(state: ChatState): void;
  focus(): void;
}

/** The round button in the corner, its badge, and a glimpse of the newest answer while the chat is closed. */
export function createLauncher(language: Language, texts: Texts, toggle: () => void): Launcher {
  const badge = el('span', { class: 'badge', 'aria-hidden': 'true' });
  const button = el('button', {
    type: 'button',
    class: 'launcher',
    'aria-haspopup': 'dialog',
    'aria-controls': 'panel',
  });
  button.append(icon(...ICONS.chat), icon(...ICONS.down), badge);
  const author = el('b', { dir: 'auto' });
  const words = el('p', { dir: 'auto' });
  const show = el('button', { type: 'button', class: 'teaser-open' }, author, words);
  const dismiss = el(
    'button',
    { type: 'button', class: 'teaser-close', 'aria-label': texts.dismiss },
    icon(...ICONS.close),
  );
  const teaser = el('div', { class: 'teaser' }, show, dismiss);
  // Says the news to those who cannot see the badge. Empty at first, so that it is known to be live before it speaks.
  const status = el('div', { class: 'sr', role: 'status' });
  let dismissedUpTo = 0;
  let newest = 0;

  button.addEventListener('click', toggle);
  show.addEventListener('click', toggle);
  dismiss.addEventListener('click', () => {
    dismissedUpTo = newest;
    teaser.hidden = true;
  });

  function update(state: ChatState): void {
    const unread = state.open ? 0 : unreadCount(state.items, state.seenUpTo);
    const news = unread === 0 ? '' : plural(language, texts.unread, unread);
    badge.hidden = unread === 0;
    setText(badge, unread > 99 ? '99+' : String(unread));
    const label = state.open ? texts.closeChat : texts.openChat;
    setAttribute(button, 'aria-label', news === '' ? label : `${label}, ${news}`);
    setAttribute(button, 'aria-expanded', String(state.open));
    setText(status, news);
    const last = state.items.findLast((item) => item.from === 'company');
    newest = last?.seq ?? 0;
    teaser.hidden = unread === 0 || last === undefined || newest <= dismissedUpTo;
    if (teaser.hidden || last === undefined) return;
    setText(author, last.authorName ?? state.config?.companyName ?? '');
    setText(words, previewOf(last.text, 200));
  }

  return { nodes: [teaser, button, status], update, focus: () => button.focus({ preventScroll: true }) };
}
