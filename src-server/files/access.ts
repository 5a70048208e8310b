/** Who may fetch a file: whoever brought it, as long as nothing has it, and whoever may see its message or its quick reply. */
import { sql } from 'kysely';
import type { Scope } from '#shared/domain/scope.ts';
import type { Db } from '../db/transaction.ts';
import { visible } from '../feed/scope-sql.ts';
import { replyVisible } from '../replies/rows.ts';
import { talkVisible } from '../talks/scope-sql.ts';
import type { FileRow } from './rows.ts';
import type { FileKey } from './store.ts';

/** @returns undefined when there is no such file, or not for this operator: the hub does not say which */
export async function fileForOperator(
  db: Db,
  scope: Scope,
  { workspaceId, fileId }: FileKey,
): Promise<FileRow | undefined> {
  const { rows } = await sql<FileRow>`
    select f.* from files f
    left join message_files mf on mf.workspace_id = f.workspace_id and mf.file_id = f.id
    left join quick_reply_files rf on rf.workspace_id = f.workspace_id and rf.file_id = f.id
    left join messages m on m.workspace_id = f.workspace_id and m.id = mf.message_id and m.kind = 'text'
    left join dialogs d on d.workspace_id = f.workspace_id and d.id = m.dialog_id
    where f.workspace_id = ${workspaceId} and f.id = ${fileId}
      and ((mf.file_id is null and rf.file_id is null and f.operator_id = ${scope.operatorId} and not exists (
          select from talk_files tf where tf.workspace_id = f.workspace_id and tf.file_id = f.id))
        or (d.id is not null and ${visible(scope)})
        or exists (select from quick_replies q
          where q.workspace_id = rf.workspace_id and q.id = rf.reply_id and ${replyVisible(scope)})
        or exists (select from talk_files tf
          join talk_messages tm on tm.workspace_id = tf.workspace_id and tm.id = tf.message_id
          join talks t on t.workspace_id = tm.workspace_id and t.id = tm.talk_id
          where tf.workspace_id = f.workspace_id and tf.file_id = f.id and ${talkVisible(scope)}))`.execute(
    db,
  );
  return rows[0];
}

/** A visitor's own, and what was said to him: see the table's constraints. */
export async function fileForVisitor(
  db: Db,
  visitorId: string,
  { workspaceId, fileId }: FileKey,
): Promise<FileRow | undefined> {
  const { rows } = await sql<FileRow>`
    select f.* from files f
    where f.workspace_id = ${workspaceId} and f.id = ${fileId} and (f.visitor_id = ${visitorId}
      or exists (select from sitechat_files s
        where s.workspace_id = f.workspace_id and s.visitor_id = ${visitorId} and s.file_id = f.id))`.execute(
    db,
  );
  return rows[0];
}
