import { z } from 'zod';
import type { Cursor } from '#shared/domain/cursor.ts';
import type { Id } from '#shared/domain/ids.ts';
import { changeSchema, type Change } from '#shared/wire/change.ts';
import type { Bytes } from '#shared/lib/utf8.ts';
import type { ArchiveHead } from '#shared/wire/http/archive.ts';
import { newPack, packWithout } from '../db/archive.ts';
import type { ReplicaDb } from '../db/database.ts';
import { LAYOUT, type Layout } from '../db/pages.ts';
import type { PackRow } from '../db/rows.ts';
import { mergeChanges } from './merge.ts';
import { tablesWithUploads } from './preview-cache.ts';
import { addToCounters, loadStaging, touchedBy, writeStaging } from './staging-io.ts';
import { nextStep, readSyncMeta } from './sync-meta.ts';

/**
 * The archive on its way into the replica, while the feed goes on.
 *
 * Packs were read at some place S of the feed; the replica may stand above it. What happened in between to dialogs that were
 * not here found nothing to change. So, while the archive is on its way, such changes are put by (`deferred`) and applied to the
 * packs that they are about when these come: revisions decide as always. All of it lies in the database, so it holds for several
 * writers and across restarts.
 */
const placeSchema = z.object({
  /** Asks for the next packs; null: all that are wanted are here. */
  next: z.string().nullable(),
  /** Dialogs that came, wherever they are now. */
  done: z.int().nonnegative(),
  /** Null before the first answer. */
  total: z.int().nonnegative().nullable(),
});
export type ArchivePlace = z.infer<typeof placeSchema>;

const NO_ARCHIVE: ArchivePlace = { next: null, done: 0, total: 0 };

const deferredSchema = z.object({
  /** Changes below were forgotten: packs that were read earlier are of no use. */
  floor: z.string(),
  entries: z.array(z.object({ xid: z.string(), change: changeSchema })),
});
type Deferred = z.infer<typeof deferredSchema>;

/** More changes of dialogs that are not here than this are not kept; packs read before them are asked for again. */
const MAX_DEFERRED = 1000;

export async function readArchivePlace(db: ReplicaDb): Promise<ArchivePlace> {
  const parsed = placeSchema.safeParse((await db.meta.get('archive'))?.value);
  return parsed.success ? parsed.data : NO_ARCHIVE;
}

async function writePlace(db: ReplicaDb, place: ArchivePlace): Promise<void> {
  await db.meta.put({ key: 'archive', value: place });
  if (place.next === null) await db.meta.delete('deferred');
}

/** Empties the archive and remembers where a new one begins. Inside a transaction over the synced tables. */
export async function beginArchive(db: ReplicaDb, next: string | null): Promise<void> {
  await clearArchive(db);
  await writePlace(db, { next, done: 0, total: null });
}

/** What is here is all that is wanted. Deletes only, so that it can be done on a full disk. */
export async function endArchive(db: ReplicaDb): Promise<void> {
  await db.meta.bulkDelete(['archive', 'deferred']);
}

/** Inside a transaction over the synced tables. */
export async function clearArchive(db: ReplicaDb): Promise<void> {
  await db.meta.bulkDelete(['archive', 'deferred']);
  if (((await db.counters.get('archived'))?.count ?? 0) === 0) return;
  await db.archive.clear();
  await db.counters.delete('archived');
  // Clients of whom only archived dialogs were here.
  const places = await db.dialogs.orderBy('[contactId+createdAt]').keys();
  const housed = new Set(places.map((place) => (Array.isArray(place) ? place[0] : place)));
  const contacts = await db.contacts.toCollection().primaryKeys();
  await db.contacts.bulkDelete(contacts.filter((id) => !housed.has(id)));
}

async function readDeferred(db: ReplicaDb): Promise<Deferred> {
  const parsed = deferredSchema.safeParse((await db.meta.get('deferred'))?.value);
  return parsed.success ? parsed.data : { floor: '0', entries: [] };
}

/** Puts changes by that found nothing here, for packs still to come. @param at the replica's cursor behind them */
export async function deferChanges(db: ReplicaDb, changes: readonly Change[], at: Cursor): Promise<void> {
  if (changes.length === 0 || (await readArchivePlace(db)).next === null) return;
  const { floor, entries } = await readDeferred(db);
  const all = [...entries, ...changes.map((change) => ({ xid: at.xid, change }))];
  const kept = all.slice(-MAX_DEFERRED);
  const dropped = all.at(-MAX_DEFERRED - 1);
  await db.meta.put({ key: 'deferred', value: { floor: dropped?.xid ?? floor, entries: kept } });
}

/** A pack as it came: its head, and its body unread. */
export interface IncomingPack {
  head: ArchiveHead;
  body: Bytes;
}

export interface ArchiveBatch {
  /** What the packs were asked with, or `next` of the pack before them. */
  after: string;
  /** Where the hub's feed stood when they were read. */
  cursor: Cursor;
  total: number;
  packs: readonly IncomingPack[];
  /** Asks for what comes after them. */
  next: string | null;
}

export type ArchiveWritten =
  | 'written'
  /** The archive on its way is another one now, or none: look where it stands. */
  | 'elsewhere'
  /** Read too long ago: ask again. */
  | 'stale';

/** Writes packs with the place to go on from, in one transaction. @param most dialogs to keep altogether */
export async function writePacks(
  db: ReplicaDb,
  me: Id,
  batch: ArchiveBatch,
  most: number,
  layout: Layout = LAYOUT,
): Promise<ArchiveWritten> {
  return db.transaction('rw', tablesWithUploads(db), async () => {
    const meta = await readSyncMeta(db);
    const place = await readArchivePlace(db);
    if (place.next !== batch.after || nextStep(meta).kind !== 'live') return 'elsewhere';
    if (meta.cursor?.epoch !== batch.cursor.epoch) return 'elsewhere';
    const deferred = await readDeferred(db);
    const readAt = BigInt(batch.cursor.xid);
    if (readAt < BigInt(deferred.floor)) return 'stale';
    const here = await rowsAmong(db, batch.packs);
    const rows = batch.packs.flatMap((pack) => packRow(pack, here) ?? []);
    await db.archive.bulkPut(rows);
    await addToCounters(db, { archived: rows.reduce((sum, row) => sum + row.ids.length, 0) });
    const later = deferred.entries.filter((entry) => BigInt(entry.xid) > readAt);
    await applyDeferred(db, { me, generation: meta.generation, layout }, later, rows);
    if (later.length < deferred.entries.length)
      await db.meta.put({ key: 'deferred', value: { ...deferred, entries: later } });
    const done = place.done + batch.packs.reduce((sum, { head }) => sum + head.ids.length, 0);
    const next = done >= most ? null : batch.next;
    await writePlace(db, { next, done, total: Math.min(batch.total, most) });
    return 'written';
  });
}

/** Dialogs of the packs that are rows already: these are at least as new, and stay. */
async function rowsAmong(db: ReplicaDb, packs: readonly IncomingPack[]): Promise<Set<Id>> {
  const ids = packs.flatMap(({ head }) => head.ids).toSorted();
  const [first, last] = [ids[0], ids.at(-1)];
  if (first === undefined || last === undefined) return new Set();
  // Ids rise with time, and rows are mostly younger than the archive: a range of them is few, and one question.
  const rows = new Set(await db.dialogs.where('id').between(first, last, true, true).primaryKeys());
  return new Set(ids.filter((id) => rows.has(id)));
}

function packRow({ head, body }: IncomingPack, here: ReadonlySet<Id>): PackRow | null {
  const { newest, ids, contactIds, messages } = head;
  const row = newPack({ newest, ids, contactIds, messages, body });
  return ids.some((id) => here.has(id)) ? packWithout(row, here) : row;
}

async function applyDeferred(
  db: ReplicaDb,
  ctx: { me: Id; generation: number; layout: Layout },
  entries: Deferred['entries'],
  rows: readonly PackRow[],
): Promise<void> {
  const ids = new Set(rows.flatMap((row) => [...row.ids, ...row.contactIds]));
  // A dialog that went to another client needs that one, of whom the pack knows nothing.
  for (const { change } of entries)
    if (change.type === 'dialog' && ids.has(change.dialog.id)) ids.add(change.dialog.contactId);
  const changes = entries.map((entry) => entry.change).filter((change) => ids.has(subjectOf(change)));
  if (changes.length === 0) return;
  const staging = await loadStaging(db, touchedBy(changes));
  mergeChanges(staging, ctx, changes);
  await writeStaging(db, staging, ctx.layout);
}

/** Id of the dialog or the client that a deferred change is about. */
function subjectOf(change: Change): Id {
  switch (change.type) {
    case 'dialog':
      return change.dialog.id;
    case 'message':
      return change.message.dialogId;
    case 'gone':
      return change.dialogId;
    case 'contact':
      return change.contact.id;
    default:
      return '';
  }
}
