import type { Entry } from '../core/entries.ts';
import type { Language } from '../i18n/language.ts';
import type { Texts } from '../i18n/texts.ts';
import { exhaustive } from '#shared/lib/exhaustive.ts';
import { el, setText, takeOut } from './dom.ts';
import { createMessage, type MessageActions } from './message.ts';
import { dayName } from './times.ts';

interface Row {
  node: HTMLElement;
  update(entry: Entry): void;
}

/** The elements of the log's entries, each as long as its entry. */
export class Rows {
  readonly #list: HTMLElement;
  readonly #language: Language;
  readonly #texts: Texts;
  readonly #actions: MessageActions;
  readonly #rows = new Map<string, Row>();

  constructor(list: HTMLElement, language: Language, texts: Texts, actions: MessageActions) {
    this.#list = list;
    this.#language = language;
    this.#texts = texts;
    this.#actions = actions;
  }

  /**
   * Brings the elements in line with the entries; those that stay are not touched more than needed.
   * @param first what stands above them in the list, and stays
   * @param last what stands below them
   * @param slide whether what is added at the end slides in: news do, a page of history does not
   */
  show(entries: readonly Entry[], first: Element, last: Element, slide: boolean): void {
    const wanted = new Set(entries.map((entry) => entry.key));
    for (const [key, row] of this.#rows) {
      if (wanted.has(key)) continue;
      takeOut(row.node);
      this.#rows.delete(key);
    }
    let at = first.parentNode === this.#list ? first.nextElementSibling : this.#list.firstElementChild;
    for (const entry of entries) {
      let row = this.#rows.get(entry.key);
      if (row === undefined) {
        row = this.#create(entry);
        this.#rows.set(entry.key, row);
        if (slide && (at === null || at === last)) row.node.classList.add('fresh');
      }
      if (row.node === at) at = at.nextElementSibling;
      else this.#list.insertBefore(row.node, at);
      row.update(entry);
    }
  }

  #create(entry: Entry): Row {
    switch (entry.kind) {
      case 'message': {
        const view = createMessage(entry, this.#language, this.#texts, this.#actions);
        return { node: view.node, update: (now) => now.kind === 'message' && view.update(now) };
      }
      case 'greeting': {
        const words = el('div', { class: 'bubble', dir: 'auto' });
        const node = el('div', { class: 'msg first last', role: 'article', 'data-from': 'greeting' }, words);
        return { node, update: (now) => now.kind === 'greeting' && setText(words, now.text) };
      }
      case 'day': {
        const node = el('div', { class: 'day' });
        // "Today" becomes "Yesterday" on a page that stays open over night.
        const name = (): string => dayName(this.#language, this.#texts, entry.at, Date.now());
        return { node, update: () => setText(node, name()) };
      }
      default:
        return exhaustive(entry, 'entry of the log');
    }
  }
}
