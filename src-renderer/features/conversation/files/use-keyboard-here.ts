import { useEffect, type RefObject } from 'react';

/** Gives the keyboard to what is scrolled, if it is at the viewer as a whole and not at one of its buttons. */
export function useKeyboardHere(place: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const { activeElement } = document;
    if (activeElement === document.body || activeElement?.getAttribute('role') === 'dialog') {
      place.current?.focus({ preventScroll: true });
    }
  }, [place]);
}
