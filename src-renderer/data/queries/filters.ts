import type { Id } from '#shared/domain/ids.ts';
import { NEW_FILTER, type FilterBase, type SavedFilter } from '#shared/domain/saved-filter.ts';
import { mayKeep } from '#shared/intents/filter-rules.ts';
import { OWN_LANE } from '#shared/domain/lanes.ts';
import { deletedFilter } from '#shared/intents/filter-delete.ts';
import { savedFilter } from '#shared/intents/filter-save.ts';
import { isPending } from '../db/outbox-entry.ts';
import type { ReplicaReader } from './reader.ts';
import type { SavedFilterView } from './views.ts';

/** Kept filters as the person should see them: his own changes at once, before the hub has heard of them. By name. */
export async function readFilters(reader: ReplicaReader): Promise<SavedFilterView[]> {
  return reader.look(async () => {
    const { actor, clockOffset } = await reader.context();
    const rows = await reader.db.directory
      .where('[kind+id]')
      .between(['filter', ''], ['filter', '\uffff'])
      .toArray();
    const laid = new Map<Id, { filter: SavedFilter; basedOn: FilterBase; pending: boolean }>();
    for (const row of rows)
      if (row.kind === 'filter')
        laid.set(row.id, { filter: row.row, basedOn: { rev: row.row.rev, intentId: null }, pending: false });
    for (const { intent, state } of await reader.entries(OWN_LANE)) {
      if ((intent.name !== 'filter.save' && intent.name !== 'filter.delete') || !isPending(state)) continue;
      const before = laid.get(intent.args.id);
      const by = { operatorId: actor.operatorId, now: intent.at + clockOffset };
      const filter =
        intent.name === 'filter.save'
          ? savedFilter(before?.filter ?? null, intent.args, by)
          : before && deletedFilter(before.filter, by);
      const rev = before?.basedOn.rev ?? NEW_FILTER.rev;
      if (filter) laid.set(filter.id, { filter, basedOn: { rev, intentId: intent.id }, pending: true });
    }
    return [...laid.values()]
      .filter(({ filter }) => !filter.deleted)
      .map((one) => ({ ...one, mayEdit: mayKeep(actor, one.filter) }))
      .toSorted((a, b) => a.filter.name.localeCompare(b.filter.name) || (a.filter.id < b.filter.id ? -1 : 1));
  });
}
