import type { Id } from '#shared/domain/ids.ts';
import type { Change } from '#shared/wire/change.ts';
import type { Cursor } from '#shared/domain/cursor.ts';
import type { ReplicaDb } from '../db/database.ts';
import { removeCovered } from '../outbox/outbox.ts';
import { LAYOUT, type Layout } from '../db/pages.ts';
import { clearArchive, deferChanges } from './archive-store.ts';
import { mergeChanges, unheeded } from './merge.ts';
import { loadStaging, touchedBy, writeStaging } from './staging-io.ts';
import { clearPreviews, tablesWithUploads } from './preview-cache.ts';
import {
  compareCursors,
  coveredBy,
  nextStep,
  readSyncMeta,
  rememberScope,
  writeSyncMeta,
} from './sync-meta.ts';
import { applyTalkChanges } from './talk-store.ts';

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
  /** Applied, and the feed alone does not help any more (the rights of the session changed): take a new snapshot. */
  | { kind: 'outdated' };

/**
 * Applies changes of the feed: rows, counters, cursor and the end of pending effects in one transaction, so that nothing
 * is ever half there.
 *
 * Safe with several writers (windows without Web Locks): the cursor in the database decides. What is already covered is
 * skipped, what does not follow on is refused.
 */
export async function applyBatch(
  db: ReplicaDb,
  me: Id,
  batch: Batch,
  layout: Layout = LAYOUT,
): Promise<Applied> {
  return db.transaction('rw', [...tablesWithUploads(db), db.outbox], async () => {
    // At once: with one message, the ways to the database and back are most of the time.
    const [meta, staging] = await Promise.all([
      readSyncMeta(db),
      batch.changes.length > 0 ? loadStaging(db, touchedBy(batch.changes)) : null,
    ]);
    if (nextStep(meta).kind !== 'live' || !meta.cursor) return { kind: 'elsewhere' };
    const ahead = compareCursors(meta.cursor, batch.cursor);
    const follows = compareCursors(meta.cursor, batch.base);
    if (ahead === null || follows === null || follows < 0) return { kind: 'elsewhere' };
    // In the database and not in memory: a crash here must not leave rows that are no longer ours.
    const scoped = batch.changes.some((change) => change.type === 'scope');
    let missed = false;
    if (ahead < 0) {
      if (staging) {
        mergeChanges(staging, { me, generation: meta.generation, layout }, batch.changes);
        await writeStaging(db, staging, layout);
        await deferChanges(db, unheeded(staging, batch.changes), batch.cursor);
        missed = staging.strangers.size > 0;
        await applyTalkChanges(db, batch.changes);
      }
      if (scoped) {
        await clearArchive(db);
        await clearPreviews(db);
      }
      await rememberScope(db, batch.changes.findLast((change) => change.type === 'scope')?.scope);
      const next = { ...meta, cursor: batch.cursor, outdated: scoped || missed };
      await Promise.all([writeSyncMeta(db, next), removeCovered(db, coveredBy(next))]);
    }
    return { kind: scoped || missed ? 'outdated' : 'applied' };
  });
}
