import { defaultRangeExtractor, useVirtualizer, type Range, type Virtualizer } from '@tanstack/react-virtual';
import { useCallback, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import type { DialogRow } from '#renderer/data/queries/views.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { ListName } from '#shared/domain/lists.ts';
import { ROW_HEIGHT } from './dialog-row.tsx';
import { rowShift } from './row-shift.ts';

/** Where each list was left; lives as long as the window. */
const places = new Map<ListName, number>();

export interface RowWindow {
  scroller: RefObject<HTMLDivElement | null>;
  virtual: Virtualizer<HTMLDivElement, Element>;
  /** -1 when nothing is active. */
  activeIndex: number;
  setActive: (index: number) => void;
  /** Rows that fit on a screen. */
  page: () => number;
}

/**
 * Virtual rows, the keyboard's place and the remembered scroll position of one list. The active row is kept by id, so
 * that the keyboard stays on the same client when rows move, and is always in the DOM, as aria-activedescendant needs.
 */
export function useRowWindow(
  name: ListName,
  rows: DialogRow[] | undefined,
  selectedId: Id | null,
): RowWindow {
  const scroller = useRef<HTMLDivElement>(null);
  const [activeId, setActiveId] = useState<Id | null>(selectedId);
  /** Where the active row was seen last. */
  const [stood, setStood] = useState<number | null>(null);
  const found = rows?.findIndex((row) => row.dialog.id === (activeId ?? selectedId)) ?? -1;
  const activeIndex = found >= 0 ? found : (rows?.length ?? 0) > 0 ? 0 : -1;
  if (found >= 0 && found !== stood) setStood(found);
  // It has left the list, mostly because its work is done: the keyboard stays at that place, and does not begin anew at the top.
  const heir = found < 0 && stood !== null ? rows?.at(Math.min(stood, rows.length - 1)) : undefined;
  if (heir !== undefined) setActiveId(heir.dialog.id);

  const rangeExtractor = useCallback(
    (range: Range) => {
      const indexes = defaultRangeExtractor(range);
      if (activeIndex < 0 || indexes.includes(activeIndex)) return indexes;
      return [...indexes, activeIndex].toSorted((a, b) => a - b);
    },
    [activeIndex],
  );
  // oxlint-disable-next-line react/incompatible-library -- its functions are called here and in the list, never handed to a memo
  const virtual = useVirtualizer<HTMLDivElement, Element>({
    count: rows?.length ?? 0,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 6,
    rangeExtractor,
  });

  const ready = rows !== undefined;
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!ready || element === null) return undefined;
    element.scrollTop = places.get(name) ?? 0;
    const remember = (): void => {
      places.set(name, element.scrollTop);
    };
    element.addEventListener('scroll', remember, { passive: true });
    return () => element.removeEventListener('scroll', remember);
  }, [name, ready]);

  useStillRows(scroller, rows);

  const setActive = (index: number): void => {
    const row = rows?.[index];
    if (row === undefined) return;
    setActiveId(row.dialog.id);
    virtual.scrollToIndex(index);
  };
  const page = (): number => Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / ROW_HEIGHT) - 1);
  return { scroller, virtual, activeIndex, setActive, page };
}

/**
 * Scrolled away from its top, a list stands still while rows come and go above: a press in that moment must not meet another
 * client. At the top one sees what comes.
 */
function useStillRows(scroller: RefObject<HTMLDivElement | null>, rows: DialogRow[] | undefined): void {
  const before = useRef<readonly Id[]>([]);
  useLayoutEffect(() => {
    const [was, now] = [before.current, rows?.map((row) => row.dialog.id) ?? []];
    before.current = now;
    const element = scroller.current;
    if (element === null || element.scrollTop < ROW_HEIGHT) return;
    const first = Math.floor(element.scrollTop / ROW_HEIGHT);
    const last = Math.ceil((element.scrollTop + element.clientHeight) / ROW_HEIGHT);
    element.scrollBy({ top: rowShift(was, now, first, last) * ROW_HEIGHT, behavior: 'instant' });
  }, [scroller, rows]);
}
