import { useEffect, useEffectEvent } from 'react';
import { matches, type Combo } from './keys.ts';

/**
 * Every shortcut of the window in one place. No Ctrl+Shift and no Alt+Shift: on Windows these switch the keyboard
 * layout, which a Russian-speaking operator does all day.
 */
export const SHORTCUTS = {
  listUnanswered: { code: 'Digit1', alt: true },
  listMine: { code: 'Digit2', alt: true },
  listAll: { code: 'Digit3', alt: true },
  listClosed: { code: 'Digit4', alt: true },
  previousDialog: { code: 'ArrowUp', alt: true },
  nextDialog: { code: 'ArrowDown', alt: true },
  nextArea: { code: 'F6' },
  previousArea: { code: 'F6', shift: true },
  focusList: { code: 'Digit1', mod: true },
  focusTranscript: { code: 'Digit2', mod: true },
  focusComposer: { code: 'Digit3', mod: true },
  answer: { code: 'Enter', mod: true },
  markRead: { code: 'KeyM', alt: true },
  finish: { code: 'End', alt: true },
  toggleCard: { code: 'KeyI', alt: true },
  help: { code: 'F1' },
} as const satisfies Record<string, Combo>;

export type ShortcutName = keyof typeof SHORTCUTS;

/** Calls `handler` when the shortcut is pressed anywhere in the window while no dialog or menu lies over it. */
export function useShortcut(name: ShortcutName, handler: () => void, enabled = true): void {
  const run = useEffectEvent(handler);
  useEffect(() => {
    if (!enabled) return undefined;
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.repeat || event.isComposing) return;
      if (!matches(event, SHORTCUTS[name]) || isCovered()) return;
      event.preventDefault();
      run();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [name, enabled]);
}

function isCovered(): boolean {
  return document.querySelector('[role=dialog], [role=alertdialog], [role=menu]') !== null;
}
