import { useCallback, type MouseEvent } from 'react';
import type { Id } from '#shared/domain/ids.ts';
import { optionId } from './dialog-row.tsx';

type OnMenu = (target: { dialogId: Id; x: number; y: number }) => void;

/** The menu of a row: by the other button of the mouse, a long touch, the menu key or Shift+F10, or the button in the row. */
export function useRowMenu(activeId: Id | undefined, onMenu: OnMenu) {
  const onContextMenu = (event: MouseEvent): void => {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[role=option]') : null;
    if (row?.dataset['dialogId'] !== undefined) {
      event.preventDefault();
      onMenu({ dialogId: row.dataset['dialogId'], x: event.clientX, y: event.clientY });
      return;
    }
    // By the keyboard, which the whole list has: its active row is meant.
    if (activeId === undefined) return;
    event.preventDefault();
    const box = document.getElementById(optionId(activeId))?.getBoundingClientRect();
    if (box) onMenu({ dialogId: activeId, x: box.left + 24, y: box.bottom - 12 });
  };
  const onButton = useCallback(
    (dialogId: Id, button: Element) => {
      const { left, bottom } = button.getBoundingClientRect();
      onMenu({ dialogId, x: left, y: bottom });
    },
    [onMenu],
  );
  return { onContextMenu, onButton };
}
