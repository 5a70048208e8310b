import type { Attachment } from '#shared/domain/attachment.ts';
import type { Id, Timestamp } from '#shared/domain/ids.ts';
import type { ReplicaDb } from '../db/database.ts';
import type { UploadRow } from '../db/upload-row.ts';

/**
 * Files beside the outbox: chosen into a dialog, then said by a message of it. They go when the hub has confirmed the message, or
 * when the person takes them back.
 */

export interface ChosenFile {
  file: Attachment;
  purpose: 'file' | 'voice';
  blob: Blob;
  /** A small picture of it, if one could be made here. */
  preview: Blob | null;
}

/** Puts a file over the text field of a dialog; it is uploaded from now on. */
export async function addUpload(
  db: ReplicaDb,
  dialogId: Id,
  { file, purpose, blob, preview }: ChosenFile,
  now: Timestamp,
): Promise<void> {
  await db.transaction('rw', db.uploads, db.files, db.previews, async () => {
    await db.files.put({ id: file.id, blob });
    if (preview) await db.previews.put({ id: file.id, blob: preview, usedAt: now });
    await db.uploads.add({
      id: file.id,
      dialogId,
      messageId: null,
      file,
      purpose,
      state: { kind: 'waiting' },
      sent: 0,
      begun: false,
    });
  });
}

/** The same with a file that the hub has already: the new one is made of it there. @param id of the new one */
export async function addCopy(
  db: ReplicaDb,
  placeId: Id,
  of: Attachment,
  id: Id,
  now: Timestamp,
): Promise<void> {
  await db.transaction('rw', db.uploads, db.previews, async () => {
    const preview = await db.previews.get(of.id);
    if (preview) await db.previews.put({ id, blob: preview.blob, usedAt: now });
    await db.uploads.add({
      id,
      dialogId: placeId,
      messageId: null,
      file: { ...of, id },
      purpose: of.kind === 'voice' ? 'voice' : 'file',
      copyOf: of.id,
      state: { kind: 'waiting' },
      sent: 0,
      begun: false,
    });
  });
}

/** Takes a file back that no message has said yet. */
export async function removeUpload(db: ReplicaDb, id: Id): Promise<void> {
  await db.transaction('rw', db.uploads, db.files, async () => {
    const row = await db.uploads.where('id').equals(id).first();
    if (row?.messageId === null) await forget(db, [row]);
  });
}

/** What lies over the text field goes with the message. Within a transaction of the caller's. */
export async function takeLoose(db: ReplicaDb, dialogId: Id, messageId: Id): Promise<Attachment[]> {
  const rows = await looseOf(db, dialogId);
  await db.uploads.bulkPut(rows.map((row) => ({ ...row, messageId })));
  return rows.map((row) => row.file);
}

export async function looseOf(db: ReplicaDb, dialogId: Id): Promise<UploadRow[]> {
  const rows = await db.uploads.where('dialogId').equals(dialogId).sortBy('n');
  return rows.filter((row) => row.messageId === null);
}

/**
 * The files of one message become those of another, or lie over the text field again (null). What had failed is tried anew. Within
 * a transaction of the caller's.
 */
export async function moveUploads(db: ReplicaDb, from: Id, to: Id | null): Promise<void> {
  const rows = await db.uploads.where('messageId').equals(from).toArray();
  await db.uploads.bulkPut(rows.map((row) => ({ ...anew(row), messageId: to })));
}

/** What lies over the text field of one dialog lies over that of another. */
export async function carryLoose(db: ReplicaDb, from: Id, to: Id): Promise<void> {
  await db.transaction('rw', db.uploads, async () => {
    const rows = await looseOf(db, from);
    await db.uploads.bulkPut(rows.map((row) => ({ ...row, dialogId: to })));
  });
}

/** As if it had never been tried. */
function anew({ failing: _, ...row }: UploadRow): UploadRow {
  return { ...row, state: { kind: 'waiting' }, sent: 0 };
}

/** A file that could not be sent is tried once more. */
export async function retryUpload(db: ReplicaDb, id: Id): Promise<void> {
  await db.transaction('rw', db.uploads, async () => {
    const row = await db.uploads.where('id').equals(id).first();
    if (row) await db.uploads.put(anew(row));
  });
}

/** Forgets the files of messages that are no longer in the outbox: the hub has them, or the person threw them away. */
export async function sweepUploads(db: ReplicaDb): Promise<void> {
  await db.transaction('rw', db.uploads, db.files, db.outbox, async () => {
    const said = (await db.uploads.toArray()).filter((row) => row.messageId !== null);
    if (said.length === 0) return;
    const unsent = await db.outbox
      .where('id')
      .anyOf(said.map((row) => row.messageId ?? ''))
      .toArray();
    const waiting = new Set(unsent.map((row) => row.id));
    await forget(
      db,
      said.filter((row) => !waiting.has(row.messageId ?? '')),
    );
  });
}

async function forget(db: ReplicaDb, rows: readonly UploadRow[]): Promise<void> {
  if (rows.length === 0) return;
  await db.uploads.bulkDelete(rows.map((row) => row.n));
  await db.files.bulkDelete(rows.map((row) => row.id));
}
