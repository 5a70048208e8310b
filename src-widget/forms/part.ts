/**
 * The third script of the site chat, fetched when a form is to be shown: fields to fill in, and what was answered. Where the page's policy
 * keeps it out the company's words stand alone, and are answered by words.
 */
import type { ChatForm } from '#shared/wire/chat/form.ts';
import { toJson } from '../core/json.ts';
import type { Store } from '../core/state.ts';
import { openStorage } from '../core/storage.ts';
import type { Talk } from '../core/talk.ts';
import { addSheet } from '../files/styles.ts';
import type { Language } from '../i18n/language.ts';
import { el, takeOut } from '../ui/dom.ts';
import { wordsOf } from './check.ts';
import { createFields, type Fields } from './fields.ts';
import { formState, type FormState } from './form-state.ts';
import { FORM_STYLES } from './styles.ts';
import { FORM_TEXTS, type FormTexts } from './words.ts';

const NEAR_END = 80;

interface FormsContext {
  channelId: string;
  language: Language;
  talk: Talk;
  store: Store;
}

/** Shows the form of a message under its words. */
export type ShowForm = (message: HTMLElement, id: string) => void;

export function openForms(context: FormsContext): ShowForm {
  /** One each for as long as its message is in the log. */
  const shown = new Set<FormView>();
  context.store.subscribe(() => {
    for (const view of shown) {
      if (view.isThere()) view.update();
      else shown.delete(view);
    }
  });
  return (message, id) => {
    addSheet(message, FORM_STYLES);
    const view = new FormView(context, message, id);
    shown.add(view);
    view.update();
  };
}

/** One form: its fields until it is answered, and then the answers. */
class FormView {
  readonly #context: FormsContext;
  readonly #message: HTMLElement;
  readonly #id: string;
  readonly #texts: FormTexts;
  /** Of the visitor, not of a tab: as with what he is writing. */
  readonly #storage: ReturnType<typeof openStorage>;
  readonly #key: string;
  #sent: readonly (string | null)[] | null = null;
  #fields: Fields | null = null;
  #node: HTMLElement | null = null;
  #shown = '';

  constructor(context: FormsContext, message: HTMLElement, id: string) {
    this.#context = context;
    this.#message = message;
    this.#id = id;
    this.#texts = FORM_TEXTS[context.language];
    this.#storage = openStorage(context.channelId, () => localStorage);
    this.#key = `form:${id}`;
  }

  isThere(): boolean {
    return this.#message.isConnected;
  }

  update(): void {
    const state = formState(this.#context.store.state, this.#id, this.#sent);
    const now = toJson(state);
    if (now === this.#shown) return;
    this.#shown = now;
    if (state.kind === 'refused') this.#takeBack(state);
    else if (state.kind === 'open') this.#ask(state.form);
    else {
      if (state.kind === 'sending') this.#sent = state.values;
      if (state.kind === 'answered' && state.late) this.#context.talk.discard(state.late);
      // What is gone may come back: a talk is emptied for a moment when it is fetched anew.
      if (state.kind !== 'gone') this.#storage.remove(this.#key);
      this.#fields = null;
      this.#put(state.kind === 'gone' ? null : this.#answers(state));
    }
  }

  /** What the hub did not take goes back where it was typed, with a word. */
  #takeBack({ form, values, clientId }: Extract<FormState, { kind: 'refused' }>): void {
    this.#sent = null;
    this.#keep(values);
    this.#ask(form);
    this.#fields?.fill(values);
    this.#fields?.say(this.#texts.refused);
    this.#context.talk.discard(clientId);
  }

  #ask(form: ChatForm): void {
    if (this.#fields) return;
    const fields = createFields(form, {
      id: `ask-${this.#id}`,
      texts: this.#texts,
      changed: () => this.#keep(fields.values()),
      send: (values) => this.#send(form, values),
    });
    this.#fields = fields;
    fields.fill(this.#kept());
    this.#put(fields.node);
  }

  #send(form: ChatForm, typed: string[]): void {
    const values = typed.flatMap((one, field) => (one.trim() === '' ? [] : [{ field, value: one.trim() }]));
    const answers = { formId: this.#id, values };
    this.#context.talk.say(
      wordsOf(
        form,
        typed.map((one) => one.trim()),
      ),
      [],
      null,
      answers,
    );
    this.update();
    // The fields have gone with the keyboard in them.
    this.#node?.focus({ preventScroll: true });
  }

  #answers({ kind, form, values }: Extract<FormState, { kind: 'sending' | 'answered' }>): HTMLElement {
    const title = kind === 'answered' ? this.#texts.answered : this.#texts.sending;
    const list = el('dl');
    form.fields.forEach(({ label }, place) => {
      const value = values[place];
      if (value) list.append(el('dt', { dir: 'auto' }, label), el('dd', { dir: 'auto' }, value));
    });
    const attributes = { class: 'ask', role: 'group', 'aria-label': title, tabindex: '-1' };
    return el('div', attributes, el('b', {}, title), list);
  }

  #put(node: HTMLElement | null): void {
    const log = this.#message.closest('.log');
    const atEnd = log !== null && log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_END;
    const focused = this.#node?.contains((this.#message.getRootNode() as ShadowRoot).activeElement) === true;
    takeOut(this.#node);
    this.#node = node;
    const bubble = this.#message.querySelector('.bubble');
    if (node && bubble) bubble.parentNode?.insertBefore(node, bubble.nextSibling);
    // Answered in another tab, or by Enter here: the keyboard must not fall out of the chat.
    if (focused) node?.focus({ preventScroll: true });
    if (atEnd && log) log.scrollTop = log.scrollHeight;
  }

  #keep(values: readonly (string | null)[]): void {
    this.#storage.set(this.#key, toJson(values));
  }

  #kept(): string[] {
    try {
      const kept: unknown = JSON.parse(this.#storage.get(this.#key) ?? '[]');
      return Array.isArray(kept) ? kept.map((one) => (typeof one === 'string' ? one : '')) : [];
    } catch {
      return [];
    }
  }
}
