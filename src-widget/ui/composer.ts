import type { ChatFile } from '#shared/wire/chat/file.ts';
import type { ChatItem } from '#shared/wire/chat/item.ts';
import { isBlank } from '#shared/lib/text.ts';
import type { SayOutcome } from '../core/talk.ts';
import type { FilesPart } from '../files/part.ts';
import type { Tray } from '../files/tray.ts';
import type { Texts } from '../i18n/texts.ts';
import { el, icon } from './dom.ts';
import { ICONS } from './icons.ts';

const MOST_HEIGHT = 152;

export interface ComposerActions {
  say(text: string, files: readonly ChatFile[], quote: ChatItem['quote']): SayOutcome;
  draft(text: string): void;
  typing(): void;
}

export interface Composer {
  node: HTMLElement;
  /** The second script is here: files can be attached. */
  equip: (part: FilesPart) => void;
  focus(): void;
}

/** The field to write in. Enter sends, Shift+Enter breaks the line; an Enter that belongs to an input method does neither. */
export function createComposer(draft: string, texts: Texts, actions: ComposerActions): Composer {
  const field = el('textarea', {
    rows: '1',
    'aria-label': texts.message,
    placeholder: texts.placeholder,
    enterkeyhint: 'send',
    autocomplete: 'off',
    dir: 'auto',
  });
  const error = el('p', { class: 'error', role: 'alert' });
  const send = el('button', { type: 'submit', class: 'send', 'aria-label': texts.send, title: texts.send });
  send.append(icon(...ICONS.send));
  const node = el('form', {}, el('div', { class: 'field' }, field, error), send);
  let tray: Tray | undefined;
  field.value = draft;
  error.hidden = true;

  function fit(): void {
    // `aria-disabled` and not `disabled`: a button that vanishes from under the finger or the focus is a trap.
    const files = chosen();
    send.setAttribute('aria-disabled', String(!files || (isBlank(field.value) && !files.length)));
    field.style.height = 'auto';
    const border = field.offsetHeight - field.clientHeight;
    field.style.height = `${Math.min(field.scrollHeight + border, MOST_HEIGHT)}px`;
  }

  /** Null while a file is on its way. */
  const chosen = (): readonly ChatFile[] | null => (tray ? tray.ready() : []);

  function submit(): void {
    const files = chosen();
    const outcome = files && actions.say(field.value, files, tray?.quote() ?? null);
    error.hidden = outcome !== 'too_long';
    error.textContent = outcome === 'too_long' ? texts.tooLong : '';
    if (outcome !== 'taken') return;
    field.value = '';
    tray?.clear();
    actions.draft('');
    fit();
  }

  field.addEventListener('input', () => {
    error.hidden = true;
    actions.draft(field.value);
    if (!isBlank(field.value)) actions.typing();
    fit();
  });
  field.addEventListener('keydown', (event) => {
    // keyCode 229: Safari ends a composition before it reports its Enter.
    const composing = event.isComposing || event.keyCode === 229;
    if (event.key !== 'Enter' || event.shiftKey || event.altKey || composing) return;
    event.preventDefault();
    submit();
  });
  node.addEventListener('submit', (event) => {
    event.preventDefault();
    submit();
    field.focus({ preventScroll: true });
  });
  // Lines break anew with the width, which is known only once the panel is laid out. Not with the height: that is our own
  // doing, and measuring makes the field small for a moment, which would move the log above it.
  let width = 0;
  new ResizeObserver(() => {
    if (node.clientWidth !== width) fit();
    width = node.clientWidth;
  }).observe(node);
  return {
    node,
    equip: (part) => (tray = part.tray(node, fit)),
    focus: () => field.focus({ preventScroll: true }),
  };
}
