import type { Id } from '#shared/domain/ids.ts';
import type { SnapshotPage } from '#shared/wire/http/snapshot.ts';
import { syncedTables, type ReplicaDb } from '../db/database.ts';
import { removeCovered, resendForEpoch } from '../outbox/outbox.ts';
import { mergeChanges, mergeSnapshotBundle, putDirectory } from './merge.ts';
import { loadStaging, nothingTouched, writeStaging, type Touched } from './staging-io.ts';
import { directoryKey } from './staging.ts';
import {
  clearReplica,
  compareCursors,
  coveredBy,
  readSyncMeta,
  writeSyncMeta,
  type SyncMeta,
} from './sync-meta.ts';

/**
 * Snapshots: everything in scope by pages, each page written in one transaction with the place to go on from.
 *
 * Every dialog of a page gets the snapshot's number (`generation`); after the last page, dialogs with an older number are
 * no longer there, or no longer ours, and go. A snapshot of another epoch begins with an empty copy, because its revisions
 * do not compare with ours.
 */

export type PageWritten =
  | { kind: 'more'; next: string; done: number; total: number }
  | { kind: 'whole' }
  /** The page belongs to another snapshot than the one on its way: another window was here. Look where the replica stands. */
  | { kind: 'elsewhere' };

/**
 * Writes one page.
 * @param after what the page was asked with; null for a first page, which begins a new snapshot.
 */
export async function writeSnapshotPage(
  db: ReplicaDb,
  me: Id,
  after: string | null,
  page: SnapshotPage,
): Promise<PageWritten> {
  return db.transaction('rw', [...syncedTables(db), db.outbox], async () => {
    const meta = after === null ? await begin(db, page) : await readSyncMeta(db);
    if (after !== null && !continues(meta, after, page)) return { kind: 'elsewhere' };
    await writeRows(db, me, meta, page);
    const done = (after === null ? 0 : (meta.snapshot?.done ?? 0)) + page.bundles.length;
    if (page.next === null) {
      await finish(db, me, meta, page);
      return { kind: 'whole' };
    }
    const total = Math.max(page.total, done);
    await writeSyncMeta(db, { ...meta, snapshot: { cursor: page.cursor, next: page.next, done, total } });
    return { kind: 'more', next: page.next, done, total };
  });
}

async function begin(db: ReplicaDb, page: SnapshotPage): Promise<SyncMeta> {
  const meta = await readSyncMeta(db);
  await resendForEpoch(db, page.cursor.epoch);
  const epoch = meta.cursor?.epoch ?? meta.snapshot?.cursor.epoch;
  if (epoch !== undefined && epoch !== page.cursor.epoch) {
    await clearReplica(db);
    return { cursor: null, generation: meta.generation + 1, snapshot: null, outdated: false };
  }
  await removeOtherDirectory(db, page);
  return { ...meta, generation: meta.generation + 1, snapshot: null, outdated: false };
}

function continues(meta: SyncMeta, after: string, page: SnapshotPage): boolean {
  return meta.snapshot?.next === after && compareCursors(meta.snapshot.cursor, page.cursor) === 0;
}

/** The first page brings the whole directory: what is not in it is no longer there. */
async function removeOtherDirectory(db: ReplicaDb, page: SnapshotPage): Promise<void> {
  const here = new Set(page.directory.map((entry) => directoryKey(entry.kind, entry.row.id)));
  const keys = await db.directory.toCollection().primaryKeys();
  await db.directory.bulkDelete(keys.filter(([kind, id]) => !here.has(directoryKey(kind, id))));
}

async function writeRows(db: ReplicaDb, me: Id, meta: SyncMeta, page: SnapshotPage): Promise<void> {
  const staging = await loadStaging(db, touchedByPage(page));
  for (const entry of page.directory) putDirectory(staging, entry);
  for (const bundle of page.bundles)
    mergeSnapshotBundle(staging, { me, generation: meta.generation }, bundle);
  await writeStaging(db, staging);
}

function touchedByPage(page: SnapshotPage): Touched {
  const touched = nothingTouched();
  touched.directory = page.directory;
  for (const bundle of page.bundles) {
    touched.dialogs.add(bundle.dialog.id);
    touched.contacts.add(bundle.contact.id);
    touched.messages.push(...bundle.page.messages);
  }
  return touched;
}

async function finish(db: ReplicaDb, me: Id, meta: SyncMeta, page: SnapshotPage): Promise<void> {
  const stale = await db.dialogs.where('generation').below(meta.generation).primaryKeys();
  const changes = stale.map((dialogId) => ({ type: 'gone', dialogId }) as const);
  const touched: Touched = { ...nothingTouched(), dialogs: new Set(stale), leaving: new Set(stale) };
  const staging = await loadStaging(db, touched);
  mergeChanges(staging, { me, generation: meta.generation }, changes);
  await writeStaging(db, staging);
  const next: SyncMeta = { ...meta, cursor: page.cursor, snapshot: null };
  await writeSyncMeta(db, next);
  await removeCovered(db, coveredBy(next));
}
