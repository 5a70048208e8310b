import type { ChatState } from '../core/state.ts';
import type { FilesPart } from '../files/part.ts';
import type { Language } from '../i18n/language.ts';
import { withName, type Texts } from '../i18n/texts.ts';
import { createComposer, type ComposerActions } from './composer.ts';
import { el, icon, setAttribute, setText } from './dom.ts';
import { ICONS } from './icons.ts';
import { LogView, type LogActions } from './log.ts';

export interface PanelActions extends ComposerActions, LogActions {
  close(): void;
}

export interface Panel {
  node: HTMLElement;
  update(state: ChatState): void;
  equip: (part: FilesPart) => void;
  /** Puts the keyboard where the person will want it. */
  focus(): void;
}

export function createPanel(
  layout: 'launcher' | 'page',
  draft: string,
  language: Language,
  texts: Texts,
  actions: PanelActions,
): Panel {
  const face = el('div', { class: 'face', 'aria-hidden': 'true' });
  // A page of its own has a heading of its own; over another page the chat is one part among others.
  const title = el(layout === 'page' ? 'h1' : 'h2', { class: 'title', dir: 'auto' });
  const subtitle = el('p', { dir: 'auto' });
  const header = el('header', {}, face, el('div', { class: 'titles' }, title, subtitle));
  if (layout === 'launcher') {
    const close = el('button', { type: 'button', class: 'close', 'aria-label': texts.closeChat });
    close.append(icon(...ICONS.close));
    close.addEventListener('click', () => actions.close());
    header.append(close);
  }
  const bar = el('div', { class: 'bar', role: 'status' });
  const log = new LogView(language, texts, actions);
  const composer = createComposer(draft, texts, actions);
  const node = el(
    layout === 'page' ? 'main' : 'section',
    { class: 'panel', id: 'panel' },
    header,
    bar,
    log.node,
    composer.node,
  );
  // A page of its own is no dialog over something else.
  if (layout === 'launcher') node.setAttribute('role', 'dialog');

  function update(state: ChatState): void {
    const name = state.config?.companyName ?? '';
    setText(title, name);
    setText(face, /[\p{L}\p{N}]/u.exec(name)?.[0].toUpperCase() ?? '•');
    setAttribute(node, 'aria-label', name === '' ? texts.openChat : withName(texts.chatWith, name));
    const typist = state.typing?.authorName ?? null;
    const typing = typist === null ? texts.typing : withName(texts.typingName, typist);
    setText(subtitle, state.typing === null ? texts.subtitle : typing);
    setText(bar, state.offline ? texts.offline : '');
    log.update(state);
  }

  return {
    node,
    update,
    equip: composer.equip,
    focus() {
      log.toEnd();
      // A touch keyboard that springs up covers what the person opened the chat to read.
      if (matchMedia('(pointer: coarse)').matches)
        node.querySelector<HTMLElement>('.log')?.focus({ preventScroll: true });
      else composer.focus();
    },
  };
}
