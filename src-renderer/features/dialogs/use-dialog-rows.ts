import { useCallback, useState } from 'react';
import { useClient, useLive } from '#renderer/client/react.tsx';
import type { DialogRow } from '#renderer/data/queries/views.ts';
import { useKept } from '#renderer/kit/keep.ts';
import type { ListName } from '#shared/domain/lists.ts';

/** Two screens, and as little as can be: it is read again at every commit, and before the first picture. */
const FIRST = 40;
const STEP = 200;

export interface DialogRows {
  /** Undefined until the replica has answered, which takes a frame or two. */
  rows: DialogRow[] | undefined;
  total: number;
  /** Asks for more rows; cheap to call again. */
  wantMore: () => void;
}

/** The rows of a list, read in portions: the live query stays bounded while nobody scrolls. */
export function useDialogRows(name: ListName): DialogRows {
  const client = useClient();
  const [limit, setLimit] = useState(FIRST);
  const live = useLive(() => client.queries.list(name, limit), [client, name, limit]);
  const view = useKept(live, name);
  const rows = view?.rows;
  const total = view?.total ?? 0;
  const loaded = rows?.length ?? 0;
  const wantMore = useCallback(() => {
    // Only when the last portion has arrived, so that fast scrolling asks once per portion.
    if (loaded >= limit && loaded < total) setLimit(loaded + STEP);
  }, [loaded, limit, total]);
  return { rows, total, wantMore };
}
