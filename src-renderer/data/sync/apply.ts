import type { Id } from '#shared/domain/ids.ts';
import type { Change } from '#shared/wire/change.ts';
import type { Cursor } from '#shared/wire/cursor.ts';
import { syncedTables, type ReplicaDb } from '../db/database.ts';
import { removeCovered } from '../outbox/outbox.ts';
import { mergeChanges } from './merge.ts';
import { loadStaging, touchedBy, writeStaging } from './staging-io.ts';
import { compareCursors, coveredBy, nextStep, readSyncMeta, writeSyncMeta } from './sync-meta.ts';

export interface Batch {
  /** Where the connection stood before this batch. */
  base: Cursor;
  changes: readonly Change[];
  /** Where the replica stands after it. */
  cursor: Cursor;
}

export type Applied =
  /** In the replica now, or it already was. */
  | { kind: 'applied' }
  /** The replica is not where this connection thinks: another window took a snapshot. Connect again from its place. */
  | { kind: 'elsewhere' }
  /** Applied, and the rights of the session changed: take a new snapshot. */
  | { kind: 'scope_changed' };

/**
 * Applies changes of the feed: rows, counters, cursor and the end of pending effects in one transaction, so that nothing
 * is ever half there.
 *
 * Safe with several writers (windows without Web Locks): the cursor in the database decides. What is already covered is
 * skipped, what does not follow on is refused.
 */
export async function applyBatch(db: ReplicaDb, me: Id, batch: Batch): Promise<Applied> {
  return db.transaction('rw', [...syncedTables(db), db.outbox], async () => {
    const meta = await readSyncMeta(db);
    if (nextStep(meta).kind !== 'live' || !meta.cursor) return { kind: 'elsewhere' };
    const ahead = compareCursors(meta.cursor, batch.cursor);
    const follows = compareCursors(meta.cursor, batch.base);
    if (ahead === null || follows === null || follows < 0) return { kind: 'elsewhere' };
    // In the database and not in memory: a crash here must not leave rows that are no longer ours.
    const scoped = batch.changes.some((change) => change.type === 'scope');
    if (ahead < 0) {
      if (batch.changes.length > 0) {
        const staging = await loadStaging(db, touchedBy(batch.changes));
        mergeChanges(staging, { me, generation: meta.generation }, batch.changes);
        await writeStaging(db, staging);
      }
      const next = { ...meta, cursor: batch.cursor, outdated: scoped };
      await writeSyncMeta(db, next);
      await removeCovered(db, coveredBy(next));
    }
    return { kind: scoped ? 'scope_changed' : 'applied' };
  });
}
