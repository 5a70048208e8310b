import type { FocusEvent, KeyboardEvent, MouseEvent, PointerEvent } from 'react';
import type { Draft, TranscriptItem } from '#renderer/data/queries/views.ts';
import type { Id } from '#shared/domain/ids.ts';
import { ARTICLE } from './message-element.ts';
import type { MarksPort, MenuPlace } from './marks-port.ts';
import { isUnsent } from './may-do.ts';
import type { Pointed } from './pointed.ts';

interface Input {
  items: readonly TranscriptItem[];
  marks: MarksPort;
  pointed: Pointed;
  openMenu: (place: MenuPlace) => void;
  /** Takes what could not be sent back into the message field. */
  edit: (messageId: Id, back: Draft) => void;
}

/**
 * Pointer and keyboard over all messages of the transcript. Arrows walk from message to message; on one of them Enter and the menu key
 * open its menu, R answers, E edits, Delete deletes, Escape goes back to the message field.
 */
export function messageHandlers({ items, marks, pointed, openMenu, edit }: Input) {
  const itemOf = (article: Element | null): TranscriptItem | null => {
    const id = article instanceof HTMLElement ? article.dataset['messageId'] : undefined;
    return items.find(({ message }) => message.id === id) ?? null;
  };
  const articleOf = (target: EventTarget): HTMLElement | null =>
    target instanceof Element ? target.closest<HTMLElement>(ARTICLE) : null;
  const point = (target: EventTarget): void => {
    const id = articleOf(target)?.dataset['messageId'];
    if (id !== undefined) pointed.set(id);
  };
  const openAtArticle = (article: HTMLElement): void => {
    const item = itemOf(article);
    const box = article.getBoundingClientRect();
    if (item) openMenu({ item, x: box.left + 24, y: Math.min(box.bottom, window.innerHeight - 80) });
  };

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    const { target, currentTarget, code } = event;
    const modified = event.altKey || event.ctrlKey || event.metaKey || event.shiftKey;
    const article = articleOf(target);
    const onMessage = article !== null && article === target;
    if (modified || (target !== currentTarget && !onMessage)) return;
    if (code === 'ArrowUp' || code === 'ArrowDown') {
      if (step(currentTarget, article, code === 'ArrowUp' ? -1 : 1)) event.preventDefault();
      return;
    }
    const item = itemOf(article);
    if (!article || !item) return;
    const deed = code === 'Escape' ? toField : deedsOn(article, item)[code];
    if (!deed) return;
    event.preventDefault();
    event.stopPropagation();
    deed();
  }

  function deedsOn(article: HTMLElement, { message, pending }: TranscriptItem): Deeds {
    if (isUnsent(pending)) return { KeyE: () => edit(message.id, draftOf(message)) };
    const may = marks.may(message);
    return {
      Enter: () => openAtArticle(article),
      KeyR: may.reply && (() => marks.reply(message)),
      KeyE: may.edit && (() => marks.edit(message)),
      Delete: may.delete && (() => marks.remove(message)),
    };
  }

  function onContextMenu(event: MouseEvent<HTMLElement>): void {
    const article = articleOf(event.target);
    const item = itemOf(article);
    const elsewhere =
      event.target instanceof Element && event.target.closest('a, img, video, audio') !== null;
    // Words that were selected, and links, have the system's own menu.
    if (
      !article ||
      !item ||
      isUnsent(item.pending) ||
      elsewhere ||
      window.getSelection()?.isCollapsed === false
    )
      return;
    event.preventDefault();
    // The menu key says no place of its own.
    if (event.button === 0 && event.detail === 0) openAtArticle(article);
    else openMenu({ item, x: event.clientX, y: event.clientY });
  }

  return {
    onKeyDown,
    onContextMenu,
    onPointerOver: (event: PointerEvent<HTMLElement>) => {
      if (event.pointerType === 'mouse') point(event.target);
    },
    onPointerLeave: () => pointed.set(null),
    onFocus: (event: FocusEvent<HTMLElement>) => point(event.target),
  };
}

type Deeds = Partial<Record<string, (() => void) | false>>;

function draftOf({ body, visibility }: TranscriptItem['message']): Draft {
  return { text: body.kind === 'text' ? body.text : '', hidden: visibility === 'hidden' };
}

function toField(): void {
  document.querySelector<HTMLElement>('[data-area=composer]')?.focus();
}

function step(log: HTMLElement, from: HTMLElement | null, by: 1 | -1): boolean {
  const all = [...log.querySelectorAll<HTMLElement>(ARTICLE)];
  if (from === null && by === 1) return false;
  const at = from === null ? all.length : all.indexOf(from);
  const next = all[at + by];
  if (!next) return false;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: 'nearest' });
  return true;
}
