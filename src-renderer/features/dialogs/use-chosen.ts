import { useMemo, useState, type KeyboardEvent } from 'react';
import { firstOf } from '#renderer/client/first-of.ts';
import { useClient } from '#renderer/client/react.tsx';
import type { DialogRow } from '#renderer/data/queries/views.ts';
import { matches } from '#renderer/kit/keys.ts';
import { detach } from '#shared/lib/detach.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { ListName } from '#shared/domain/lists.ts';
import { nextIndex } from '#renderer/kit/list-keys.ts';
import { extend, NOTHING, prune, step, toggle } from '#renderer/bulk/selection.ts';

/** More than this at once is no work of one person's hand. */
const MOST = 500;
const ALL = { code: 'KeyA', mod: true };

export interface Chosen {
  ids: ReadonlySet<Id>;
  /** By pointer: with Ctrl one more or less, with Shift all from the last one to here. */
  pick: (id: Id, how: 'one' | 'range') => void;
  all: () => void;
  keep: (ids: readonly Id[]) => void;
  /**
   * `x` (where it lies, in every layout) takes the active row in or out, Shift and an arrow take rows along, Ctrl+A all, Esc none.
   * @returns the row that is active then; null when the key was not meant so
   */
  onKeyDown: (event: KeyboardEvent, activeIndex: number) => number | null;
}

/** Several dialogs of one list, to do something to all of them. */
export function useChosen(name: ListName, rows: readonly DialogRow[] | undefined, total: number): Chosen {
  const client = useClient();
  const [selection, setSelection] = useState(NOTHING);
  const ids = useMemo(() => rows?.map((row) => row.dialog.id) ?? [], [rows]);
  // Only of a list that is known whole can be said who has left it.
  const now = rows !== undefined && rows.length >= total ? prune(selection, new Set(ids)) : selection;
  if (now !== selection) setSelection(now);

  function all(): void {
    detach(
      firstOf(client.queries.list(name, MOST)).then(({ rows: found }) =>
        setSelection({ chosen: new Set(found.map((row) => row.dialog.id)), anchor: null }),
      ),
      (error) => console.error('the list could not be read', error),
    );
  }

  function onKeyDown(event: KeyboardEvent, activeIndex: number): number | null {
    const active = ids[activeIndex];
    if (matches(event.nativeEvent, ALL)) {
      all();
      return activeIndex;
    }
    if (event.altKey || event.ctrlKey || event.metaKey) return null;
    if (event.key === 'Escape' && now.chosen.size > 0) {
      setSelection(NOTHING);
      return activeIndex;
    }
    if (active === undefined) return null;
    if (event.code === 'KeyX' && !event.shiftKey) {
      setSelection(toggle(now, active));
      return activeIndex;
    }
    if (!event.shiftKey || (event.key !== 'ArrowDown' && event.key !== 'ArrowUp')) return null;
    const next = nextIndex(event.key, activeIndex, ids.length, 1);
    const entered = next === null ? undefined : ids[next];
    if (next === null || entered === undefined) return null;
    if (next !== activeIndex) setSelection(step(now, ids, active, entered));
    return next;
  }

  return {
    ids: now.chosen,
    pick: (id, how) => setSelection(how === 'one' ? toggle(now, id) : extend(now, ids, id)),
    all,
    keep: (left) => setSelection({ chosen: new Set(left), anchor: null }),
    onKeyDown,
  };
}
