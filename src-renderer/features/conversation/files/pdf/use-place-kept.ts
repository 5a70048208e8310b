import type { VirtualItem, Virtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef, useState } from 'react';

interface Place {
  index: number;
  /** Of the page, from its top to what is in the middle of the window, from 0 to 1. */
  part: number;
}

/**
 * What is in the middle stays there when all pages become larger or smaller: the place of page 1000 is another one then.
 * @param size what the sizes of pages follow from
 */
export function usePlaceKept(
  virtual: Virtualizer<HTMLDivElement, Element>,
  current: VirtualItem | undefined,
  size: string,
): void {
  const place = useRef<Place | null>(null);
  const measured = useRef('');
  const [back, setBack] = useState<Place | null>(null);
  useLayoutEffect(() => {
    if (measured.current === size) return;
    measured.current = size;
    virtual.measure();
    setBack(place.current);
  }, [virtual, size]);
  // Not before there is room for it: the whole is as long as it will be only with the drawing after the measuring.
  useLayoutEffect(() => {
    const element = virtual.scrollElement;
    const item = back && virtual.measurementsCache[back.index];
    if (!element || !item) return;
    const top = item.start + back.part * item.size - element.clientHeight / 2;
    element.scrollTo({ top, behavior: 'instant' });
  }, [virtual, back]);
  useEffect(() => {
    if (current === undefined) return;
    const middle = (virtual.scrollOffset ?? 0) + (virtual.scrollElement?.clientHeight ?? 0) / 2;
    place.current = { index: current.index, part: (middle - current.start) / current.size };
  });
}
