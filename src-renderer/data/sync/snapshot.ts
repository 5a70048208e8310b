import type { Id } from '#shared/domain/ids.ts';
import type { RepliesPart, SnapshotPage } from '#shared/wire/http/snapshot.ts';
import type { ReplicaDb } from '../db/database.ts';
import { removeCovered, resendForEpoch } from '../outbox/outbox.ts';
import { LAYOUT, type Layout } from '../db/pages.ts';
import {
  mergeChanges,
  mergeSnapshotBundles,
  putDirectory,
  putNotice,
  putQuickReply,
  putReplySlot,
  type MergeContext,
} from './merge.ts';
import { beginArchive } from './archive-store.ts';
import { clearPreviews, tablesWithUploads } from './preview-cache.ts';
import { loadStaging, nothingTouched, writeStaging, type Touched } from './staging-io.ts';
import { directoryKey } from './staging.ts';
import { writeTalkBundles } from './talk-store.ts';
import {
  clearReplica,
  compareCursors,
  coveredBy,
  readSyncMeta,
  rememberScope,
  writeSyncMeta,
  type SyncMeta,
} from './sync-meta.ts';

/**
 * Snapshots: everything in scope by pages, each page written in one transaction with the place to go on from.
 *
 * Archived dialogs are no part of it: what changed of them meanwhile nobody tells, so they are dropped and taken anew.
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
  layout: Layout = LAYOUT,
): Promise<PageWritten> {
  return db.transaction('rw', [...tablesWithUploads(db), db.outbox], async () => {
    const meta = after === null ? await begin(db, page) : await readSyncMeta(db);
    if (after !== null && !continues(meta, after, page)) return { kind: 'elsewhere' };
    const ctx = { me, generation: meta.generation, layout };
    await writeRows(db, ctx, page);
    if (after === null) {
      await writeTalkBundles(db, page.talks);
    }
    const done = (after === null ? 0 : (meta.snapshot?.done ?? 0)) + page.bundles.length;
    if (page.next === null) {
      await finish(db, ctx, meta, page);
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
    await beginArchive(db, page.archive);
    await rememberScope(db, page.scope);
    return { cursor: null, generation: meta.generation + 1, snapshot: null, outdated: false };
  }
  await removeOtherDirectory(db, page);
  await removeOtherNotices(db, page);
  await removeOtherSlots(db, page);
  await beginArchive(db, page.archive);
  const scope = (await db.meta.get('scope'))?.value;
  // Away for long, it has heard of other rights from nobody.
  if (JSON.stringify(scope) !== JSON.stringify(page.scope)) await clearPreviews(db);
  await rememberScope(db, page.scope);
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

/** The first page brings the newest ones; what older ones became nobody tells any more. */
async function removeOtherNotices(db: ReplicaDb, page: SnapshotPage): Promise<void> {
  const here = new Set(page.notices.map((notice) => notice.id));
  const ids = await db.notices.toCollection().primaryKeys();
  await db.notices.bulkDelete(ids.filter((id) => !here.has(id)));
}

async function removeOtherSlots(db: ReplicaDb, page: SnapshotPage): Promise<void> {
  const here = new Set(page.replySlots.map(({ slot }) => slot));
  const slots = await db.replySlots.toCollection().primaryKeys();
  await db.replySlots.bulkDelete(slots.filter((slot) => !here.has(slot)));
}

/** A page of quick replies brings all of a range of ids: what else lies in it was deleted, or is out of sight. */
async function removeOtherReplies(db: ReplicaDb, { after, upTo, rows }: RepliesPart): Promise<void> {
  const here = new Set(rows.map(({ id }) => id));
  const ids = await db.quickReplies
    .where('id')
    .between(after ?? '', upTo ?? '\uffff', false, true)
    .primaryKeys();
  await db.quickReplies.bulkDelete(ids.filter((id) => !here.has(id)));
}

async function writeRows(db: ReplicaDb, ctx: MergeContext, page: SnapshotPage): Promise<void> {
  if (page.replies) await removeOtherReplies(db, page.replies);
  const staging = await loadStaging(db, touchedByPage(page));
  for (const entry of page.directory) putDirectory(staging, entry);
  for (const notice of page.notices) putNotice(staging, notice);
  for (const slot of page.replySlots) putReplySlot(staging, slot);
  for (const reply of page.replies?.rows ?? []) putQuickReply(staging, reply);
  mergeSnapshotBundles(staging, ctx, page.bundles);
  await writeStaging(db, staging, ctx.layout);
}

function touchedByPage(page: SnapshotPage): Touched {
  const touched = nothingTouched();
  touched.directory = page.directory;
  touched.notices = new Set(page.notices.map((notice) => notice.id));
  touched.replySlots = new Set(page.replySlots.map(({ slot }) => slot));
  touched.quickReplies = new Set(page.replies?.rows.map(({ id }) => id));
  for (const bundle of page.bundles) {
    touched.dialogs.add(bundle.dialog.id);
    touched.contacts.add(bundle.contact.id);
    touched.messages.push(...bundle.page.messages);
  }
  return touched;
}

async function finish(db: ReplicaDb, ctx: MergeContext, meta: SyncMeta, page: SnapshotPage): Promise<void> {
  // A first snapshot has nothing older beside it.
  if (meta.generation > 1) await sweep(db, ctx);
  const next: SyncMeta = { ...meta, cursor: page.cursor, snapshot: null };
  await writeSyncMeta(db, next);
  await removeCovered(db, coveredBy(next));
}

/** Dialogs looked at together. */
const SWEEP = 500;

/** Takes away what the snapshot did not confirm. In batches along the primary key: an index over it would cost every write. */
async function sweep(db: ReplicaDb, ctx: MergeContext): Promise<void> {
  let after = '';
  for (;;) {
    const records = await db.dialogs.where('id').above(after).limit(SWEEP).toArray();
    const last = records.at(-1);
    if (!last) break;
    after = last.id;
    const stale = new Set(
      records.filter((record) => record.generation < ctx.generation).map((record) => record.id),
    );
    if (stale.size === 0) continue;
    const staging = await loadStaging(db, { ...nothingTouched(), dialogs: stale });
    mergeChanges(
      staging,
      ctx,
      [...stale].map((dialogId) => ({ type: 'gone', dialogId })),
    );
    await writeStaging(db, staging, ctx.layout);
  }
}
