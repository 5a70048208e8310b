import { useRef, useState } from 'react';
import type { Id } from '#shared/domain/ids.ts';
import type { TableRow } from '#shared/domain/table-row.ts';
import { detach } from '#shared/lib/detach.ts';

/** More than this at once is no work of one person's hand. */
export const MOST_CHOSEN = 500;

export interface ChosenLines {
  rows: ReadonlyMap<Id, TableRow>;
  toggle: (index: number) => void;
  /** All from the last one to here, beside what is chosen already. */
  extend: (index: number) => void;
  all: () => void;
  keep: (ids: readonly Id[]) => void;
}

/** @param read lines by their places, also those that are not on the screen */
export function useChosenLines(
  total: number,
  read: (offset: number, limit: number) => Promise<readonly TableRow[]>,
): ChosenLines {
  const [rows, setRows] = useState<ReadonlyMap<Id, TableRow>>(new Map());
  const anchor = useRef(0);

  const add = (offset: number, limit: number): void =>
    detach(
      read(offset, Math.min(limit, MOST_CHOSEN)).then((found) =>
        setRows((before) => new Map([...before, ...found.map((row): [Id, TableRow] => [row.id, row])])),
      ),
      (error) => console.error('lines of the table could not be read', error),
    );

  return {
    rows,
    toggle(index) {
      anchor.current = index;
      detach(
        read(index, 1).then(([row]) => {
          if (row === undefined) return;
          setRows((before) => {
            const next = new Map(before);
            if (!next.delete(row.id)) next.set(row.id, row);
            return next;
          });
        }),
        (error) => console.error('a line of the table could not be read', error),
      );
    },
    extend(index) {
      const last = Math.max(anchor.current, index);
      // Of more than can be chosen, those next to where it began.
      const first = Math.max(Math.min(anchor.current, index), anchor.current - MOST_CHOSEN + 1);
      add(first, last - first + 1);
    },
    all: () => add(0, total),
    keep: (ids) => setRows((before) => new Map([...before].filter(([id]) => ids.includes(id)))),
  };
}
