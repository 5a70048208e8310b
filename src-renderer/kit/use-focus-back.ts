import { useLayoutEffect, useRef, type RefObject } from 'react';
import { focusIsLost } from './focus.ts';

/**
 * When something that had taken the keyboard goes, and the keyboard with it, the keyboard goes on to what is given this ref. Whoever went
 * elsewhere himself stays there.
 */
export function useFocusBack<Element extends HTMLElement>(open: boolean): RefObject<Element | null> {
  const back = useRef<Element>(null);
  const was = useRef(open);
  // Before a window sees that it has lost the keyboard: it would take it for itself.
  useLayoutEffect(() => {
    if (was.current && !open && focusIsLost()) back.current?.focus();
    was.current = open;
  }, [open]);
  return back;
}
