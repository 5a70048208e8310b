import { useEffect, useRef } from 'react';
import type { DialogRow } from '#renderer/data/queries/views.ts';
import type { Id } from '#shared/domain/ids.ts';
import { detach } from '#shared/lib/detach.ts';

/** So long nothing has changed in the list, in milliseconds: under a stream of messages nothing is read ahead. */
const QUIET_MS = 100;
/** Dialogs at a time: each has its first picture in memory. */
const MOST = 12;
/** One alone would mostly wait for the database; all of them would stand in the way of the one that is opened. */
const AT_A_TIME = 3;

/**
 * As soon as a list stands, and while nothing else happens, reads its dialogs on the screen, from the first on: one of them is opened
 * next.
 */
export function useReadAhead(
  rows: readonly DialogRow[] | undefined,
  visible: { startIndex: number; endIndex: number } | null,
  prepare: (dialogId: Id) => Promise<void>,
): void {
  const first = visible?.startIndex ?? 0;
  const last = Math.min(visible?.endIndex ?? -1, first + MOST - 1);
  const begun = useRef(false);
  useEffect(() => {
    if (rows === undefined) return undefined;
    let left = false;
    const waiting = rows.slice(first, last + 1).values();
    const readAll = async (): Promise<void> => {
      for (const { dialog } of waiting) {
        if (left) return;
        // What cannot be read is said when it is opened.
        await prepare(dialog.id).catch(() => undefined);
      }
    };
    const begin = (): void => {
      begun.current ||= last >= first;
      for (let i = 0; i < AT_A_TIME; i += 1) detach(readAll(), () => undefined);
    };
    // Of a list that has just come nobody knows whether it is quiet, and somebody is about to click.
    const timer = setTimeout(begin, begun.current ? QUIET_MS : 0);
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [rows, first, last, prepare]);
}
