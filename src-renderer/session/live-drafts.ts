import type { Id } from '#shared/domain/ids.ts';
import { keepRecent } from '#shared/lib/recent.ts';
import type { ReplicaDb } from '../data/db/database.ts';
import { liveQuery } from '../data/queries/live.ts';
import type { Draft, Live, Queries } from '../data/queries/views.ts';

/** More dialogs than anybody goes round in; a forgotten one is only asked for anew. */
const MAX_KEPT = 100;

/** Unsent texts as they lie in the store, told to every window when one of them writes or sends. */
export function liveDrafts(db: ReplicaDb, queries: Queries): (dialogId: Id) => Live<Draft> {
  const kept = new Map<Id, Live<Draft>>();
  return (dialogId) => {
    const live =
      kept.get(dialogId) ??
      liveQuery(db, [{ table: 'drafts', from: dialogId }], () => queries.draft(dialogId));
    keepRecent(kept, dialogId, live, MAX_KEPT);
    return live;
  };
}
