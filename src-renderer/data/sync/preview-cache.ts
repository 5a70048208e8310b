import type { Table } from 'dexie';
import type { Id, Timestamp } from '#shared/domain/ids.ts';
import { syncedTables, type ReplicaDb } from '../db/database.ts';
import { descending } from '../db/descending.ts';
import { pagesBetween, readPage } from '../db/pages.ts';
import { filesOf } from './staged-transcript.ts';
import type { Staging } from './staging.ts';

/** Small pictures kept for looking at offline: some hundred of them. */
const MOST_BYTES = 64 * 1024 * 1024;
/** Using one is noted so often at most: reading must not write each time. */
const NOTED_EVERY_MS = 3600 * 1000;

export async function keptPreview(db: ReplicaDb, id: Id, now: Timestamp): Promise<Blob | null> {
  const row = await db.previews.get(id);
  if (!row) return null;
  if (now - row.usedAt > NOTED_EVERY_MS) await db.previews.update(id, { usedAt: now });
  return row.blob;
}

/** Keeps one, and lets the least used go where they become too many. */
export async function keepPreview(
  db: ReplicaDb,
  id: Id,
  blob: Blob,
  now: Timestamp,
  mostBytes: number = MOST_BYTES,
): Promise<void> {
  await db.transaction('rw', db.previews, async () => {
    await db.previews.put({ id, blob, usedAt: now });
    let bytes = 0;
    const surplus: Id[] = [];
    await descending(db.previews.orderBy('usedAt')).each((row) => {
      bytes += row.blob.size;
      if (bytes > mostBytes && row.id !== id) surplus.push(row.id);
    });
    await db.previews.bulkDelete(surplus);
  });
}

/** Tables of a transaction that lets pictures go: those of files on their way out stay. */
export function tablesWithUploads(db: ReplicaDb): Table[] {
  return [...syncedTables(db), db.uploads];
}

/** Whose rights changed has no claim to any of them. Within a transaction over `tablesWithUploads`. */
export async function clearPreviews(db: ReplicaDb): Promise<void> {
  await forget(db, await db.previews.toCollection().primaryKeys());
}

/** Pictures of what a merge takes away, before its rows are written. Within a transaction over `tablesWithUploads`. */
export async function forgetPreviews(db: ReplicaDb, { lostFiles, goneRows }: Staging): Promise<void> {
  const ids = new Set(lostFiles);
  for (const dialogId of goneRows) {
    const rows = await db.messages
      .where('[dialogId+seq]')
      .between([dialogId, 0], [dialogId, Infinity])
      .toArray();
    const pages = await pagesBetween(db, dialogId, 0, Infinity);
    for (const message of [...rows, ...pages.flatMap((page) => readPage(page) ?? [])])
      for (const id of filesOf(message)) ids.add(id);
  }
  await forget(db, [...ids]);
}

async function forget(db: ReplicaDb, ids: readonly Id[]): Promise<void> {
  if (ids.length === 0) return;
  const kept = new Set((await db.uploads.where('id').anyOf(ids).toArray()).map(({ id }) => id));
  await db.previews.bulkDelete(ids.filter((id) => !kept.has(id)));
}
