/** What was quoted of a message: gone with the message itself. */
import { sql } from 'kysely';
import type { Message } from '#shared/domain/message.ts';
import { unquote } from '#shared/domain/transcript.ts';
import { toMessage } from '../db/rows.ts';
import type { Db } from '../db/transaction.ts';
import type { Also } from './persist.ts';

/**
 * Messages that quote a deleted one, as they are without its words. Under the dialog's lock: nobody quotes it anew meanwhile.
 */
export async function quotingWithout(db: Db, workspaceId: string, deleted: Message): Promise<Message[]> {
  const rows = await db
    .selectFrom('messages')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('dialog_id', '=', deleted.dialogId)
    .where(sql<string>`reply_to ->> 'messageId'`, '=', deleted.id)
    .orderBy('seq')
    .execute();
  return rows.map((row) => unquote(toMessage(row)));
}

/** Statement that writes them, as part of the change in `changed`. Their feed entries are the dialog's own. */
export function unquoteSteps(quoting: readonly Message[]): Also[] {
  if (quoting.length === 0) return [];
  const rows = JSON.stringify(quoting.map(({ seq, replyTo, rev }) => ({ seq, reply_to: replyTo, rev })));
  return [
    sql`unquoted as (update messages m set reply_to = q.reply_to, rev = q.rev
      from changed, jsonb_to_recordset(${rows}::jsonb) as q(seq int, reply_to jsonb, rev int)
      where m.workspace_id = changed.workspace_id and m.dialog_id = changed.id and m.seq = q.seq)`,
  ];
}
