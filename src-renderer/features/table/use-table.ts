import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { onOtherRights } from '#renderer/client/on-other-rights.ts';
import { useClient, useLive } from '#renderer/client/react.tsx';
import { useHubNow } from '#renderer/kit/clock.ts';
import { conditionsOf } from '#shared/domain/table-filter.ts';
import type { Prefs } from './prefs.ts';
import { TableView, type TableLook, type TablePicture } from './table-view.ts';

/** Days end at midnight; a minute late is soon enough. */
const DAY_STEP_MS = 60_000;

/** The table as it is asked for by `prefs`, kept true while it is on the screen. */
export function useTable(prefs: Pick<Prefs, 'filter' | 'sort' | 'where'>): {
  view: TableView;
  picture: TablePicture;
} {
  const client = useClient();
  const [view] = useState(() => new TableView(client.table));
  const picture = useSyncExternalStore(view.subscribe, view.current);
  const laid = useLive(() => client.queries.laidRows(), [client]);
  const online = useLive(() => client.queries.status(), [client])?.connection.kind === 'online';
  const look = useLook(prefs);
  useEffect(() => view.open(), [view]);
  useEffect(() => view.setLook(look), [view, look]);
  useEffect(() => onOtherRights(client.queries.rightsMark(), () => view.forgetHub()), [client, view]);
  useEffect(() => {
    if (laid) view.setLaid(laid);
  }, [view, laid]);
  useEffect(() => {
    if (online) view.retryHub();
  }, [view, online]);
  return { view, picture };
}

/** The same object as long as the same is asked. */
function useLook({ filter, sort, where }: Pick<Prefs, 'filter' | 'sort' | 'where'>): TableLook {
  const me = useClient().session.operator.id;
  const now = useHubNow(DAY_STEP_MS);
  const conditions = JSON.stringify(conditionsOf(filter, me, now));
  return useMemo(
    () => ({ conditions: JSON.parse(conditions) as TableLook['conditions'], sort, where }),
    [conditions, sort, where],
  );
}
