import { entriesOf, type Entry } from '../core/entries.ts';
import { unreadCount } from '../core/items.ts';
import type { ChatState } from '../core/state.ts';
import type { Language } from '../i18n/language.ts';
import { plural, type Texts } from '../i18n/texts.ts';
import { exhaustive } from '#shared/lib/exhaustive.ts';
import { el, icon, setAttribute, setText } from './dom.ts';
import { ICONS } from './icons.ts';
import { createMessage, type MessageActions } from './message.ts';
import { dayName } from './times.ts';

/** So near to the end, in px, that the reader means to be at it. */
const NEAR_END = 60;
/** So near to the beginning that earlier messages are fetched. */
const NEAR_START = 120;

export interface LogActions extends MessageActions {
  following(following: boolean): void;
  loadEarlier(): void;
}

interface Row {
  node: HTMLElement;
  update(entry: Entry): void;
}

export interface LogView {
  node: HTMLElement;
  update(state: ChatState): void;
  toEnd(): void;
}

/** The log of the talk: keeps the reader's place, follows the end when he is there. */
export function createLog(language: Language, texts: Texts, actions: LogActions): LogView {
  const list = el('div', { class: 'list' });
  const log = el('div', { class: 'log', role: 'log', 'aria-label': texts.conversation, tabindex: '0' }, list);
  const earlier = el('button', { type: 'button', class: 'earlier' }, texts.earlier);
  const badge = el('span', { class: 'badge', 'aria-hidden': 'true' });
  const newest = el('button', { type: 'button', class: 'newest' }, icon(...ICONS.down), badge);
  const node = el('div', { class: 'middle' }, log, newest);
  const dots = el('div', { class: 'dots', 'aria-hidden': 'true' }, el('i'), el('i'), el('i'));
  const rows = new Map<string, Row>();
  let following = true;
  let filled = false;
  let previous: Pick<ChatState, 'items' | 'outgoing' | 'confirmed' | 'readUpTo'> | null = null;
  let previousGreeting = '';

  const toEnd = (): void => {
    log.scrollTop = log.scrollHeight;
  };

  function create(entry: Entry): Row {
    switch (entry.kind) {
      case 'message': {
        const view = createMessage(entry, language, texts, actions);
        return { node: view.node, update: (now) => now.kind === 'message' && view.update(now) };
      }
      case 'greeting': {
        const words = el('div', { class: 'bubble', dir: 'auto' }, entry.text);
        const row = el('div', { class: 'msg first last', role: 'article', 'data-from': 'greeting' }, words);
        return { node: row, update: (now) => now.kind === 'greeting' && setText(words, now.text) };
      }
      case 'day': {
        const day = el('div', { class: 'day' }, dayName(language, texts, entry.at, Date.now()));
        return { node: day, update: () => setText(day, dayName(language, texts, entry.at, Date.now())) };
      }
      default:
        return exhaustive(entry, 'entry of the log');
    }
  }

  /** Brings the elements in line with the entries; those that stay are not touched more than needed. */
  function reconcile(entries: Entry[]): void {
    const wanted = new Set(entries.map((entry) => entry.key));
    for (const [key, row] of rows) {
      if (wanted.has(key)) continue;
      row.node.remove();
      rows.delete(key);
    }
    let at: Element | null = earlier.isConnected ? earlier.nextElementSibling : list.firstElementChild;
    for (const entry of entries) {
      let row = rows.get(entry.key);
      if (row === undefined) {
        row = create(entry);
        rows.set(entry.key, row);
        // Only what comes while somebody looks slides in, not a whole page of history.
        if (filled && (at === null || at === dots)) row.node.classList.add('fresh');
      }
      if (row.node === at) at = at.nextElementSibling;
      else list.insertBefore(row.node, at);
      row.update(entry);
    }
  }

  function update(state: ChatState): void {
    const greeting = state.config?.greeting[language] ?? '';
    const { items, outgoing, confirmed, readUpTo } = state;
    const said = (previous?.outgoing.length ?? 0) < outgoing.length;
    const heightBefore = log.scrollHeight;
    const prepended = previous !== null && (previous.items[0]?.seq ?? 1) > (items[0]?.seq ?? 1);
    setAttribute(log, 'aria-busy', state.loadingEarlier ? 'true' : null);

    if ((items[0]?.seq ?? 1) > 1) list.prepend(earlier);
    else earlier.remove();
    const same =
      previous?.items === items &&
      previous.outgoing === outgoing &&
      previous.confirmed === confirmed &&
      previous.readUpTo === readUpTo &&
      previousGreeting === greeting;
    if (!same) reconcile(entriesOf(state, greeting));
    previous = { items, outgoing, confirmed, readUpTo };
    previousGreeting = greeting;
    filled = true;
    if (state.typing) list.append(dots);
    else dots.remove();

    if (prepended) log.scrollTop += log.scrollHeight - heightBefore;
    else if (following || said) toEnd();
    newest.hidden = following;
    const unread = unreadCount(items, state.seenUpTo);
    badge.hidden = unread === 0;
    setText(badge, String(Math.min(unread, 99)));
    setAttribute(
      newest,
      'aria-label',
      unread === 0 ? texts.toNewest : plural(language, texts.newMessages, unread),
    );
  }

  let height = 0;
  log.addEventListener('scroll', () => {
    // The log became smaller a moment ago (the field grew, a keyboard opened): nobody scrolled, and the observer below
    // has not had its turn.
    if (log.clientHeight !== height) return;
    const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_END;
    if (atEnd !== following) actions.following((following = atEnd));
    if (log.scrollTop < NEAR_START) actions.loadEarlier();
  });
  // Who was at the end stays there.
  new ResizeObserver(() => {
    height = log.clientHeight;
    if (following) toEnd();
  }).observe(log);
  earlier.addEventListener('click', () => actions.loadEarlier());
  newest.addEventListener('click', () => {
    toEnd();
    log.focus({ preventScroll: true });
  });
  return { node, update, toEnd };
}
