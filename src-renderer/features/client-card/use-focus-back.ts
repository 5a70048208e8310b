import { useEffect, useRef, type RefObject } from 'react';
import { focusIsLost } from '#renderer/kit/focus.ts';

/**
 * When a field that had taken a button's place goes, and the keyboard with it, the keyboard goes back to the button. Whoever went
 * elsewhere himself stays there.
 */
export function useFocusBack<Element extends HTMLElement>(open: boolean): RefObject<Element | null> {
  const back = useRef<Element>(null);
  const was = useRef(open);
  useEffect(() => {
    if (was.current && !open && focusIsLost()) back.current?.focus();
    was.current = open;
  }, [open]);
  return back;
}
