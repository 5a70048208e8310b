import { useEffect, useRef, useState, type RefObject } from 'react';

const NEAR_PX = 48;

export interface Bottom {
  scroller: RefObject<HTMLDivElement | null>;
  /** The newest message is on the screen. */
  atBottom: boolean;
  toBottom: () => void;
}

/**
 * The scroller is laid out from its end (`column-reverse`), so its zero is the newest message: opening shows the newest
 * without scrolling, new ones push older ones up while at the end, and older pages above move nothing.
 */
export function useBottom(onBottom: () => void): Bottom {
  const scroller = useRef<HTMLDivElement>(null);
  const [atBottom, setAtBottom] = useState(true);
  const reached = useRef(onBottom);
  useEffect(() => {
    reached.current = onBottom;
  });

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    let was = true;
    const onScroll = (): void => {
      const now = Math.abs(element.scrollTop) < NEAR_PX;
      if (now === was) return;
      was = now;
      setAtBottom(now);
      if (now) reached.current();
    };
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => element.removeEventListener('scroll', onScroll);
  }, []);

  const toBottom = (): void => {
    scroller.current?.scrollTo({ top: 0, behavior: 'instant' });
  };
  return { scroller, atBottom, toBottom };
}
