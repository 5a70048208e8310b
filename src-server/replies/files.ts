import { sql } from 'kysely';
import type { QuickReply, ReplyDraft } from '#shared/domain/quick-reply.ts';
import type { Attachable } from '../files/attach.ts';
import { broughtBy, readFiles, toAttachment, type Uploader } from '../files/rows.ts';
import type { Db } from '../db/transaction.ts';

/** The files that somebody wants to keep with a reply: what it has already, whoever brought it, and his own that are nowhere else. */
export async function attachableToReply(
  db: Db,
  uploader: Uploader,
  { id: replyId, attachments: wanted }: Pick<ReplyDraft, 'id' | 'attachments'>,
): Promise<Attachable> {
  if (wanted.length === 0) return { ok: true, attachments: [] };
  const rows = await readFiles(
    db,
    uploader.workspaceId,
    wanted.map(({ id }) => id),
  );
  const attachments = [];
  for (const { id } of wanted) {
    const row = rows.get(id);
    const loose = row && broughtBy(row, uploader) && row.message_id === null && row.reply_id === null;
    const attachment = row && (loose || row.reply_id === replyId) ? toAttachment(row) : null;
    if (!attachment) return { ok: false, fileId: id };
    attachments.push(attachment);
  }
  return { ok: true, attachments };
}

/** Notes which files belong to the reply; what it has no more is thrown away in time. */
export async function fileReply(
  db: Db,
  workspaceId: string,
  { id: replyId, attachments }: QuickReply,
): Promise<void> {
  const ids = attachments.map(({ id }) => id);
  await sql`delete from quick_reply_files
    where workspace_id = ${workspaceId} and reply_id = ${replyId} and file_id <> all(${ids}::uuid[])`.execute(
    db,
  );
  if (ids.length === 0) return;
  await db
    .insertInto('quick_reply_files')
    .values(ids.map((file_id) => ({ workspace_id: workspaceId, file_id, reply_id: replyId })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
