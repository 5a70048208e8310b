import type { Attachment } from '#shared/domain/attachment.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { Refusal } from '#shared/domain/refusal.ts';
import type { OnDialog } from '#shared/intents/all.ts';
import type { Db } from '../db/transaction.ts';
import { broughtBy, readFiles, toAttachment, type Uploader } from './rows.ts';

export type Attachable = { ok: true; attachments: Attachment[] } | { ok: false; fileId: Id };

/**
 * The files that somebody wants to say in a message, as the hub knows them: whole, his own, and in no message or quick reply yet. That they stay
 * so until the message is written is held by the key of `message_files`.
 */
export async function attachable(db: Db, uploader: Uploader, ids: readonly Id[]): Promise<Attachable> {
  if (ids.length === 0) return { ok: true, attachments: [] };
  const rows = await readFiles(db, uploader.workspaceId, ids);
  const attachments: Attachment[] = [];
  for (const id of ids) {
    const row = rows.get(id);
    const free = row && row.message_id === null && row.reply_id === null;
    const attachment = free && broughtBy(row, uploader) ? toAttachment(row) : null;
    if (!attachment) return { ok: false, fileId: id };
    attachments.push(attachment);
  }
  return { ok: true, attachments };
}

/**
 * The intent with what the hub knows of its files in place of what the client said of them.
 */
export async function withStoredFiles(
  db: Db,
  workspaceId: Id,
  operatorId: Id,
  intent: OnDialog,
): Promise<{ ok: true; intent: OnDialog } | { ok: false; refusal: Refusal }> {
  if (intent.name !== 'message.send' || intent.args.attachments.length === 0) return { ok: true, intent };
  const ids = intent.args.attachments.map(({ id }) => id);
  const found = await attachable(db, { kind: 'operator', workspaceId, id: operatorId }, ids);
  if (!found.ok) return { ok: false, refusal: { code: 'file_missing', fileId: found.fileId } };
  return { ok: true, intent: { ...intent, args: { ...intent.args, attachments: found.attachments } } };
}
