import { useEffect, useEffectEvent, useRef, type RefObject } from 'react';

/** So far above the picture the next portion is wanted. */
const AHEAD_PX = 1200;

/**
 * Tells when the top of what is loaded comes near.
 * @param step changes when something was loaded, so that a mark that is still near tells again; null: nothing is wanted now
 * @returns for the element at the top
 */
export function useNear(
  scroller: RefObject<HTMLElement | null>,
  step: string | null,
  onNear: () => void,
): RefObject<HTMLDivElement | null> {
  const mark = useRef<HTMLDivElement>(null);
  const near = useEffectEvent(onNear);
  useEffect(() => {
    const [element, root] = [mark.current, scroller.current];
    if (element === null || root === null || step === null) return undefined;
    // What the observer saw may be over when it says so: the person has gone to the newest meanwhile.
    const isNear = (): boolean =>
      element.getBoundingClientRect().bottom > root.getBoundingClientRect().top - AHEAD_PX;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.at(-1)?.isIntersecting === true && isNear()) near();
      },
      { root, rootMargin: `${AHEAD_PX}px 0px 0px 0px` },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller, step]);
  return mark;
}
