import { defaultRangeExtractor, useVirtualizer, type Range, type Virtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import type { Id } from '#shared/domain/ids.ts';
import { HEAD_HEIGHT } from './head.tsx';
import { LINE_HEIGHT } from './line.tsx';
import type { TablePicture, TableView } from './table-view.ts';

interface Place {
  top: number;
  index: number;
  id: Id | null;
}

/** Where each person left the table in this window. */
const left = new Map<Id, Place>();

export interface LinesWindow {
  scroller: RefObject<HTMLDivElement | null>;
  virtual: Virtualizer<HTMLDivElement, Element>;
  /** Where the keyboard is; -1: nowhere. */
  active: number;
  setActive: (index: number) => void;
  /** Lines that fit on a screen. */
  page: () => number;
  /** To the top: something else is looked at. */
  reset: () => void;
}

/**
 * Virtual lines, the keyboard's place and the remembered place. The active line is kept by its id, so that the keyboard stays on the same
 * dialog when lines move; scrolled away from the top, what is on the screen stands still while lines come and go above.
 */
export function useLines(view: TableView, picture: TablePicture, me: Id): LinesWindow {
  const scroller = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<Place>(() => left.get(me) ?? { top: 0, index: 0, id: null });
  const count = picture.total ?? 0;
  const known = place.id === null ? undefined : picture.places.get(place.id);
  const active = count === 0 ? -1 : Math.min(known ?? place.index, count - 1);
  const activeRow = picture.rows.get(active);

  const rangeExtractor = useCallback(
    (range: Range) => {
      const indexes = defaultRangeExtractor(range);
      if (active < 0 || indexes.includes(active)) return indexes;
      return [...indexes, active].toSorted((a, b) => a - b);
    },
    [active],
  );
  // oxlint-disable-next-line react/incompatible-library -- its functions are called here and in the grid, never handed to a memo
  const virtual = useVirtualizer<HTMLDivElement, Element>({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_HEIGHT,
    overscan: 8,
    paddingStart: HEAD_HEIGHT,
    scrollPaddingStart: HEAD_HEIGHT,
    initialOffset: place.top,
    rangeExtractor,
  });

  // A line that has come under the keyboard is known from now on.
  const id = activeRow?.id ?? null;
  if (
    id !== null &&
    (place.id === null || (known === undefined && place.index === active)) &&
    place.id !== id
  )
    setPlace({ ...place, index: active, id });

  const first = Math.floor((virtual.scrollOffset ?? 0) / LINE_HEIGHT);
  const height = virtual.scrollRect?.height ?? 0;
  const last = first + Math.ceil(height / LINE_HEIGHT);
  const topId = picture.rows.get(first + 1)?.id ?? null;
  useEffect(() => {
    const watched = [place.id, topId].filter((one) => one !== null);
    view.setRange(first, Math.max(last, first + 1), watched);
  }, [view, first, last, place.id, topId]);

  useStillLines(scroller, picture, topId, first + 1);

  const ready = picture.total !== null;
  const latest = useRef(place);
  latest.current = { ...place, index: active };
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!ready || element === null) return undefined;
    element.scrollTop = left.get(me)?.top ?? 0;
    return () => {
      left.set(me, { ...latest.current, top: element.scrollTop });
    };
  }, [ready, me]);

  return {
    scroller,
    virtual,
    active,
    setActive(index) {
      setPlace({ top: 0, index, id: picture.rows.get(index)?.id ?? null });
      virtual.scrollToIndex(index);
    },
    page: () =>
      Math.max(1, Math.floor(((scroller.current?.clientHeight ?? 0) - HEAD_HEIGHT) / LINE_HEIGHT) - 1),
    reset() {
      setPlace({ top: 0, index: 0, id: null });
      left.delete(me);
      scroller.current?.scrollTo({ top: 0, behavior: 'instant' });
    },
  };
}

/** A press must not meet another line than the one that was aimed at: what was at the top of the screen stays there. */
function useStillLines(
  scroller: RefObject<HTMLDivElement | null>,
  picture: TablePicture,
  topId: Id | null,
  topIndex: number,
): void {
  const before = useRef<{ id: Id | null; index: number }>({ id: null, index: 0 });
  useLayoutEffect(() => {
    const { id, index } = before.current;
    const element = scroller.current;
    const now = id === null ? undefined : picture.places.get(id);
    if (element !== null && element.scrollTop >= LINE_HEIGHT && now !== undefined && now !== index)
      element.scrollBy({ top: (now - index) * LINE_HEIGHT, behavior: 'instant' });
    before.current = { id: topId, index: topIndex };
    // Only a new picture moves lines.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [picture]);
  useLayoutEffect(() => {
    before.current = { id: topId, index: topIndex };
  }, [topId, topIndex]);
}
