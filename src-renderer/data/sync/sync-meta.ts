import { z } from 'zod';
import { covers, cursorSchema, type Cursor } from '#shared/domain/cursor.ts';
import type { Scope } from '#shared/domain/scope.ts';
import { REPLICA_FORMAT, syncedTables, type ReplicaDb } from '../db/database.ts';

/** Where the replica stands. Changes only in the transaction that changes the rows it speaks of. */
const syncMetaSchema = z.object({
  /** Everything in the feed below it is in the rows; null before the first snapshot is whole. */
  cursor: cursorSchema.nullable(),
  /** Counts snapshots; every dialog carries the number of the one that last confirmed it. */
  generation: z.int().nonnegative(),
  /** A snapshot on its way: `next` asks for the next page. It goes on from there after a restart. */
  snapshot: z
    .object({
      cursor: cursorSchema,
      next: z.string(),
      done: z.int().nonnegative(),
      total: z.int().nonnegative(),
    })
    .nullable(),
  /** The rows can no longer be brought up to date by the feed: take a new snapshot before anything else. */
  outdated: z.boolean(),
});
export type SyncMeta = z.infer<typeof syncMetaSchema>;

const EMPTY: SyncMeta = { cursor: null, generation: 0, snapshot: null, outdated: false };

/** Reads the replica's place. An unreadable one counts as none: then a snapshot is taken. */
export async function readSyncMeta(db: ReplicaDb): Promise<SyncMeta> {
  const row = await db.meta.get('sync');
  const parsed = syncMetaSchema.safeParse(row?.value);
  return parsed.success ? parsed.data : EMPTY;
}

export async function writeSyncMeta(db: ReplicaDb, meta: SyncMeta): Promise<void> {
  await db.meta.put({ key: 'sync', value: meta });
}

/** The session's rights, for screens that have to know what it may. Inside a transaction over the synced tables. */
export async function rememberScope(db: ReplicaDb, scope: Scope | undefined): Promise<void> {
  if (scope) await db.meta.put({ key: 'scope', value: scope });
}

/** Remembers that only a new snapshot helps: the hub said so. */
export async function markOutdated(db: ReplicaDb): Promise<void> {
  await db.transaction('rw', db.meta, async () => {
    await writeSyncMeta(db, { ...(await readSyncMeta(db)), snapshot: null, outdated: true });
  });
}

/** What sync has to do next, by where the replica stands. */
export type NextStep =
  | { kind: 'begin_snapshot' }
  | { kind: 'continue_snapshot'; after: string }
  | { kind: 'live'; cursor: Cursor };

export function nextStep(meta: SyncMeta): NextStep {
  if (meta.outdated) return { kind: 'begin_snapshot' };
  if (meta.snapshot) return { kind: 'continue_snapshot', after: meta.snapshot.next };
  return meta.cursor ? { kind: 'live', cursor: meta.cursor } : { kind: 'begin_snapshot' };
}

/** Throws the copy away when its rows have another format than this code reads. The outbox and the drafts stay. */
export async function checkFormat(db: ReplicaDb): Promise<void> {
  await db.transaction('rw', syncedTables(db), async () => {
    if ((await db.meta.get('format'))?.value === REPLICA_FORMAT) return;
    await clearReplica(db);
    await db.meta.put({ key: 'format', value: REPLICA_FORMAT });
  });
}

/** Empties the copy, keeping its format mark. Inside a transaction over the synced tables. */
export async function clearReplica(db: ReplicaDb): Promise<void> {
  for (const table of syncedTables(db)) if (table.name !== db.meta.name) await table.clear();
  await db.meta.bulkDelete(['sync', 'archive', 'deferred', 'scope']);
}

/** Whether the replica, as it stands, has the effects of `position`. */
export function coveredBy(meta: SyncMeta): (position: Cursor) => boolean {
  const { cursor } = meta;
  return (position) => cursor !== null && covers(cursor, position);
}

/** Order of two cursors of one epoch; null across epochs, where there is none. */
export function compareCursors(a: Cursor, b: Cursor): number | null {
  if (a.epoch !== b.epoch) return null;
  const [x, y] = [BigInt(a.xid), BigInt(b.xid)];
  return x === y ? 0 : x < y ? -1 : 1;
}
