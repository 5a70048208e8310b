import { sql, type Selectable } from 'kysely';
import type { ChatItem } from '#shared/wire/chat/item.ts';
import type { ChatItemsResponse } from '#shared/wire/chat/items.ts';
import type { SitechatItemsTable } from '../../db/tables.ts';
import type { Db, Tx } from '../../db/transaction.ts';

/** Whose talk. */
export interface VisitorKey {
  workspaceId: string;
  visitorId: string;
}

export interface NewItem {
  direction: 'in' | 'out';
  messageId: string;
  dialogId: string;
  dialogSeq: number;
  clientId: string | null;
  authorName: string | null;
  text: string;
  at: number;
}

type Row = Selectable<SitechatItemsTable>;

function toItem(row: Row): ChatItem {
  return {
    seq: row.seq,
    id: row.message_id,
    from: row.direction === 'in' ? 'visitor' : 'company',
    authorName: row.author_name,
    text: row.text,
    at: row.at.getTime(),
    clientId: row.client_id,
  };
}

const itemsOf = (db: Db, { workspaceId, visitorId }: VisitorKey) =>
  db
    .selectFrom('sitechat_items')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('visitor_id', '=', visitorId);

export async function itemOfMessage(db: Db, key: VisitorKey, messageId: string): Promise<ChatItem | null> {
  const row = await itemsOf(db, key).where('message_id', '=', messageId).executeTakeFirst();
  return row ? toItem(row) : null;
}

/**
 * Puts an item at the end of the visitor's talk, once per message. His row's lock makes writers take turns, so that seqs
 * have no holes and become visible in their order. Take locks of dialogs before, never after.
 * @returns the item, be it new or here already; null when there is no such visitor
 */
export async function appendItem(tx: Tx, key: VisitorKey, item: NewItem): Promise<ChatItem | null> {
  const visitor = await tx.db
    .selectFrom('sitechat_visitors')
    .select('last_seq')
    .where('workspace_id', '=', key.workspaceId)
    .where('id', '=', key.visitorId)
    .forUpdate()
    .executeTakeFirst();
  if (!visitor) return null;
  const known = await itemOfMessage(tx.db, key, item.messageId);
  if (known) return known;
  const row = await tx.db
    .insertInto('sitechat_items')
    .values({
      workspace_id: key.workspaceId,
      visitor_id: key.visitorId,
      seq: visitor.last_seq + 1,
      direction: item.direction,
      message_id: item.messageId,
      dialog_id: item.dialogId,
      dialog_seq: item.dialogSeq,
      client_id: item.clientId,
      author_name: item.authorName,
      text: item.text,
      at: new Date(item.at),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await tx.db
    .updateTable('sitechat_visitors')
    .set({ last_seq: row.seq })
    .where('workspace_id', '=', key.workspaceId)
    .where('id', '=', key.visitorId)
    .execute();
  return toItem(row);
}

export type PageQuery =
  | { kind: 'after'; seq: number; limit: number }
  | { kind: 'before'; seq: number; limit: number }
  | { kind: 'newest'; limit: number };

/** A page of the talk by rising seq, with how far the company has read. `readUpTo` is read last: it may be newer, never older. */
export async function readItems(db: Db, key: VisitorKey, query: PageQuery): Promise<ChatItemsResponse> {
  const all = itemsOf(db, key).limit(query.limit);
  const rows =
    query.kind === 'after'
      ? await all.where('seq', '>', query.seq).orderBy('seq').execute()
      : await (query.kind === 'before' ? all.where('seq', '<', query.seq) : all)
          .orderBy('seq', 'desc')
          .execute();
  const items = rows.map(toItem);
  if (query.kind !== 'after') items.reverse();
  const visitor = await db
    .selectFrom('sitechat_visitors')
    .select('read_up_to')
    .where('workspace_id', '=', key.workspaceId)
    .where('id', '=', key.visitorId)
    .executeTakeFirst();
  return { items, readUpTo: visitor?.read_up_to ?? 0 };
}

/** The company has read what the visitor wrote in a dialog up to a place in it. @returns whether that is news */
export async function markCompanyRead(
  tx: Tx,
  key: VisitorKey,
  read: { dialogId: string; upToSeq: number },
): Promise<boolean> {
  const upTo = sql<number>`(
    select coalesce(max(seq), 0) from sitechat_items
    where workspace_id = ${key.workspaceId} and visitor_id = ${key.visitorId}
      and dialog_id = ${read.dialogId} and dialog_seq <= ${read.upToSeq} and direction = 'in')`;
  const updated = await tx.db
    .updateTable('sitechat_visitors')
    .set({ read_up_to: upTo })
    .where('workspace_id', '=', key.workspaceId)
    .where('id', '=', key.visitorId)
    .where('read_up_to', '<', upTo)
    .executeTakeFirst();
  return updated.numUpdatedRows > 0n;
}
