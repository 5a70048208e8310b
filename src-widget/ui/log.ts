import { entriesOf } from '../core/entries.ts';
import { firstSeq, unreadCount } from '../core/items.ts';
import type { ChatState } from '../core/state.ts';
import type { Language } from '../i18n/language.ts';
import { plural, type Texts } from '../i18n/texts.ts';
import { el, icon, setAttribute, setText, takeOut } from './dom.ts';
import { ICONS } from './icons.ts';
import type { MessageActions } from './message.ts';
import { Rows } from './rows.ts';

/** So near to the end, in px, that the reader means to be at it. */
const NEAR_END = 60;
/** So near to the beginning that earlier messages are fetched. */
const NEAR_START = 120;

export interface LogActions extends MessageActions {
  following(following: boolean): void;
  loadEarlier(): void;
}

/** What the rows are made of; nothing else of the state touches them. */
type Shown = Pick<ChatState, 'items' | 'outgoing' | 'confirmed' | 'readUpTo' | 'config'>;

/** The log of the talk: keeps the reader's place, follows the end when he is there. */
export class LogView {
  readonly node: HTMLElement;
  readonly #language: Language;
  readonly #texts: Texts;
  readonly #actions: LogActions;
  readonly #log: HTMLElement;
  readonly #list = el('div', { class: 'list' });
  readonly #rows: Rows;
  readonly #earlier: HTMLElement;
  readonly #newest: HTMLElement;
  readonly #badge = el('span', { class: 'badge', 'aria-hidden': 'true' });
  readonly #dots = el('div', { class: 'dots', 'aria-hidden': 'true' }, el('i'), el('i'), el('i'));
  #following = true;
  #shown: Shown | null = null;
  #height = 0;

  constructor(language: Language, texts: Texts, actions: LogActions) {
    this.#language = language;
    this.#texts = texts;
    this.#actions = actions;
    const attributes = { class: 'log', role: 'log', 'aria-label': texts.conversation, tabindex: '0' };
    this.#log = el('div', attributes, this.#list);
    this.#rows = new Rows(this.#list, language, texts, actions);
    this.#earlier = el('button', { type: 'button', class: 'earlier' }, texts.earlier);
    this.#newest = el('button', { type: 'button', class: 'newest' }, icon(...ICONS.down), this.#badge);
    this.node = el('div', { class: 'middle' }, this.#log, this.#newest);
    this.#listen();
  }

  toEnd(): void {
    this.#log.scrollTop = this.#log.scrollHeight;
  }

  update(state: ChatState): void {
    const { items } = state;
    const before = this.#shown;
    const heightBefore = this.#log.scrollHeight;
    setAttribute(this.#log, 'aria-busy', state.loadingEarlier ? 'true' : null);
    if (firstSeq(items) === 1) takeOut(this.#earlier);
    else if (!this.#earlier.isConnected) this.#list.prepend(this.#earlier);
    this.#showRows(state);
    if (!state.typing) takeOut(this.#dots);
    else if (!this.#dots.isConnected) this.#list.append(this.#dots);

    const prepended = before !== null && firstSeq(before.items) > firstSeq(items);
    const said = (before?.outgoing.length ?? 0) < state.outgoing.length;
    if (prepended) this.#log.scrollTop += this.#log.scrollHeight - heightBefore;
    else if (this.#following || said) this.toEnd();
    this.#showNewest(unreadCount(items, state.seenUpTo));
  }

  #showRows(state: ChatState): void {
    const { items, outgoing, confirmed, readUpTo, config } = state;
    const shown: Shown = { items, outgoing, confirmed, readUpTo, config };
    const before = this.#shown;
    this.#shown = shown;
    if (before && (Object.keys(shown) as (keyof Shown)[]).every((key) => shown[key] === before[key])) return;
    const greeting = config?.greeting[this.#language] ?? '';
    this.#rows.show(entriesOf(state, greeting), this.#earlier, this.#dots, before !== null);
  }

  #showNewest(unread: number): void {
    this.#newest.hidden = this.#following;
    this.#badge.hidden = unread === 0;
    setText(this.#badge, String(Math.min(unread, 99)));
    const { toNewest, newMessages } = this.#texts;
    setAttribute(
      this.#newest,
      'aria-label',
      unread === 0 ? toNewest : plural(this.#language, newMessages, unread),
    );
  }

  #listen(): void {
    const log = this.#log;
    log.addEventListener('scroll', () => {
      // The log became smaller a moment ago (the field grew, a keyboard opened): nobody scrolled, and the observer below
      // has not had its turn.
      if (log.clientHeight !== this.#height) return;
      const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_END;
      if (atEnd !== this.#following) this.#actions.following((this.#following = atEnd));
      if (log.scrollTop < NEAR_START) this.#actions.loadEarlier();
    });
    new ResizeObserver(() => {
      this.#height = log.clientHeight;
      if (this.#following) this.toEnd();
    }).observe(log);
    this.#earlier.addEventListener('click', () => this.#actions.loadEarlier());
    this.#newest.addEventListener('click', () => {
      this.toEnd();
      log.focus({ preventScroll: true });
    });
  }
}
