import { sql, type Insertable, type RawBuilder, type Selectable } from 'kysely';
import type { QuickReply, ReplyShelf, ReplySlot } from '#shared/domain/quick-reply.ts';
import type { Scope } from '#shared/domain/scope.ts';
import type { QuickRepliesTable, QuickReplySlotsTable } from '../db/own-tables.ts';
import type { Db } from '../db/transaction.ts';

export type ReplyRow = Selectable<QuickRepliesTable>;

export function toReply(row: ReplyRow): QuickReply {
  return {
    id: row.id,
    shelf: toShelf(row),
    folder: row.folder,
    title: row.title,
    text: row.text,
    shortcut: row.shortcut,
    attachments: row.attachments,
    updatedAt: row.updated_at.getTime(),
    updatedBy: row.updated_by,
    deleted: row.deleted_at !== null,
    rev: row.rev,
  };
}

function toShelf({ id, operator_id, line_id }: ReplyRow): ReplyShelf {
  if (operator_id !== null && line_id !== null) throw new Error(`An impossible quick reply: ${id}`);
  if (operator_id !== null) return { kind: 'personal', operatorId: operator_id };
  return line_id === null ? { kind: 'company' } : { kind: 'line', lineId: line_id };
}

export function fromReply(
  workspaceId: string,
  reply: QuickReply,
  intentId: string,
): Insertable<QuickRepliesTable> {
  const { shelf } = reply;
  return {
    workspace_id: workspaceId,
    id: reply.id,
    shelf: shelf.kind,
    operator_id: shelf.kind === 'personal' ? shelf.operatorId : null,
    line_id: shelf.kind === 'line' ? shelf.lineId : null,
    folder: reply.folder,
    title: reply.title,
    text: reply.text,
    shortcut: reply.shortcut,
    attachments: JSON.stringify(reply.attachments),
    updated_at: new Date(reply.updatedAt),
    updated_by: reply.updatedBy,
    deleted_at: reply.deleted ? new Date(reply.updatedAt) : null,
    intent_id: intentId,
    rev: reply.rev,
  };
}

export function toSlot({ operator_id, slot, reply_id, rev }: Selectable<QuickReplySlotsTable>): ReplySlot {
  return { operatorId: operator_id, slot, replyId: reply_id, rev };
}

/** `seesShelf` in SQL: a condition on a row of `quick_replies q`. Tested to agree with it. */
export function replyVisible({ operatorId, role, lineIds, branchIds }: Scope): RawBuilder<boolean> {
  const branches = role === 'senior' ? branchIds : [];
  const lines =
    role === 'admin'
      ? sql`q.shelf = 'line'`
      : sql`q.line_id = any(${lineIds}::uuid[]) or exists (select from lines l
          where l.workspace_id = q.workspace_id and l.id = q.line_id and l.branch_id = any(${branches}::uuid[]))`;
  return sql<boolean>`(q.shelf = 'company' or q.operator_id = ${operatorId} or ${lines})`;
}

/** Replies in sight that are not deleted, by id. @param after those behind this one; null: from the first */
export async function readReplies(
  db: Db,
  workspaceId: string,
  scope: Scope,
  after: string | null,
  limit: number,
): Promise<QuickReply[]> {
  const beyond = after === null ? sql`` : sql`and q.id > ${after}`;
  const { rows } = await sql<ReplyRow>`
    select q.* from quick_replies q
    where q.workspace_id = ${workspaceId} ${beyond} and q.deleted_at is null and ${replyVisible(scope)}
    order by q.id limit ${limit}`.execute(db);
  return rows.map(toReply);
}

export async function readSlots(db: Db, workspaceId: string, operatorId: string): Promise<ReplySlot[]> {
  const rows = await db
    .selectFrom('quick_reply_slots')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('operator_id', '=', operatorId)
    .orderBy('slot')
    .execute();
  return rows.map(toSlot);
}
