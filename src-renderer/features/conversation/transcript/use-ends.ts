import { useEffect, useEffectEvent, type RefObject } from 'react';

/** The top stands still for so many frames: nothing above gets another height any more. */
const STILL_FRAMES = 3;
/** Each page that comes from the replica moves the top on; a person who wants to go on presses again. */
const MOST_FRAMES = 60;

/**
 * Home and End in the conversation. The browser's own Home aims at a height that is guessed as far as messages were
 * never on the screen, and stops short; this one goes on until the top stands still or the person does anything else.
 */
export function useEnds(scroller: RefObject<HTMLElement | null>, toBottom: () => void): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    const modified = event.altKey || event.ctrlKey || event.metaKey || event.shiftKey;
    if (modified || event.target !== scroller.current || scroller.current === null) return;
    if (event.key !== 'Home' && event.key !== 'End') return;
    event.preventDefault();
    if (event.key === 'End') toBottom();
    else leadToTop(scroller.current);
  });
  useEffect(() => {
    const end = new AbortController();
    scroller.current?.addEventListener('keydown', onKeyDown, { signal: end.signal });
    return () => end.abort();
  }, [scroller]);
}

function leadToTop(element: HTMLElement): void {
  const end = new AbortController();
  const options = { capture: true, passive: true, signal: end.signal };
  for (const type of ['keydown', 'wheel', 'pointerdown', 'touchstart'])
    window.addEventListener(type, () => end.abort(), options);
  let still = 0;
  let frames = 0;
  const step = (): void => {
    if (end.signal.aborted) return;
    const top = element.clientHeight - element.scrollHeight;
    still = Math.abs(element.scrollTop - top) < 1 ? still + 1 : 0;
    frames += 1;
    if (still === STILL_FRAMES || frames === MOST_FRAMES) return end.abort();
    element.scrollTo({ top, behavior: 'instant' });
    requestAnimationFrame(step);
  };
  step();
}
