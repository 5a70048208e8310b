/** Kept filters of the table of dialogs: a person's own, or everybody's. */
import { sql } from 'kysely';
import type { IntentArgs, OnFilters } from '#shared/intents/all.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { SavedFilter, Sharing } from '#shared/domain/saved-filter.ts';
import type { Scope } from '#shared/domain/scope.ts';
import { deletedFilter, refuseFilterDelete } from '#shared/intents/filter-delete.ts';
import {
  refuseFilterSave,
  refuseIfFull,
  savedFilter,
  takenBack,
  type FilterPlace,
} from '#shared/intents/filter-save.ts';
import type { NewEntry } from '../feed/append.ts';
import { fromSavedFilter, toSavedFilter } from '../db/filter-rows.ts';
import type { Changed } from '../replies/change.ts';
import { lock, type Db, type Tx } from '../db/transaction.ts';

interface FilterAct {
  workspaceId: string;
  scope: Scope;
  intentId: Id;
  now: number;
}

export async function changeFilters(
  tx: Tx,
  { workspaceId, scope }: { workspaceId: string; scope: Scope },
  intent: OnFilters,
  now: number,
): Promise<Changed> {
  const act = { workspaceId, scope, intentId: intent.id, now };
  return intent.name === 'filter.save'
    ? await saveFilter(tx, act, intent.args)
    : await deleteFilter(tx, act, intent.args);
}

async function saveFilter(tx: Tx, act: FilterAct, args: IntentArgs<'filter.save'>): Promise<Changed> {
  const place = await readFilter(tx, act, args.id);
  const { operatorId } = act.scope;
  const refusal =
    refuseFilterSave(act.scope, place, args) ??
    refuseIfFull(place.filter, args.sharing, await countFilters(tx, act, place, args.sharing));
  if (refusal) return { ok: false, refusal };
  const next = savedFilter(place.filter, args, { operatorId, now: act.now });
  await writeFilter(tx, act, next);
  const gone = place.filter && takenBack(place.filter, next.sharing);
  return { ok: true, entries: [...(gone ? [entryOf(gone)] : []), entryOf(next)] };
}

async function deleteFilter(tx: Tx, act: FilterAct, args: IntentArgs<'filter.delete'>): Promise<Changed> {
  const place = await readFilter(tx, act, args.id);
  const refusal = refuseFilterDelete(act.scope, place, args);
  if (refusal) return { ok: false, refusal };
  if (!place.filter || place.filter.deleted) return { ok: true, entries: [] };
  const next = deletedFilter(place.filter, { operatorId: act.scope.operatorId, now: act.now });
  await writeFilter(tx, act, next);
  return { ok: true, entries: [entryOf(next)] };
}

/** Under a lock of the filter's own: others may be changing what all have. */
async function readFilter(tx: Tx, { workspaceId }: FilterAct, id: Id): Promise<FilterPlace> {
  await lock(tx, workspaceId, 'filter', id);
  const row = await tx.db
    .selectFrom('saved_filters')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst();
  return { filter: row ? toSavedFilter(row) : null, lastIntentId: row?.intent_id ?? null };
}

/** Those where it is to be kept, under a lock of that place: of two who add the last one, one does. */
async function countFilters(
  tx: Tx,
  { workspaceId, scope }: FilterAct,
  { filter }: FilterPlace,
  sharing: Sharing,
): Promise<number> {
  const ownerId = filter?.ownerId ?? scope.operatorId;
  await lock(tx, workspaceId, 'filters', sharing === 'company' ? sharing : ownerId);
  const { count } = await tx.db
    .selectFrom('saved_filters')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .where('workspace_id', '=', workspaceId)
    .where('deleted', '=', false)
    .where('sharing', '=', sharing)
    .$if(sharing === 'personal', (query) => query.where('owner_id', '=', ownerId))
    .executeTakeFirstOrThrow();
  return Number(count);
}

async function writeFilter(tx: Tx, { workspaceId, intentId }: FilterAct, filter: SavedFilter): Promise<void> {
  const values = { ...fromSavedFilter(filter), intent_id: intentId };
  await tx.db
    .insertInto('saved_filters')
    .values({ workspace_id: workspaceId, id: filter.id, owner_id: filter.ownerId, ...values })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'id']).doUpdateSet(values))
    .execute();
}

function entryOf(filter: SavedFilter): NewEntry {
  return {
    change: { type: 'directory', entry: { kind: 'filter', row: filter } },
    audience:
      filter.sharing === 'company' ? { kind: 'everybody' } : { kind: 'operator', operatorId: filter.ownerId },
  };
}

/** Forgets those that were deleted so many days ago. They are few, and no index leads to them. */
export async function pruneFilters(db: Db, workspaceId: string, days: number): Promise<void> {
  await sql`
    delete from saved_filters
    where workspace_id = ${workspaceId} and deleted and updated_at < now() - make_interval(days => ${days})`.execute(
    db,
  );
}
