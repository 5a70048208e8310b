import { sql, type RawBuilder, type Selectable } from 'kysely';
import type { Attachment } from '#shared/domain/attachment.ts';
import { labelOf, type Form } from '#shared/domain/form.ts';
import { previewOf } from '#shared/lib/text.ts';
import type { ChatForm } from '#shared/wire/chat/form.ts';
import type { ChatItem } from '#shared/wire/chat/item.ts';
import type { ChatItemsResponse } from '#shared/wire/chat/items.ts';
import { clampSeq } from '../../db/seq.ts';
import type { SitechatItemsTable, SitechatVisitorsTable } from '../../db/sitechat-tables.ts';
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
  files: readonly Attachment[];
  form: Form | null;
  /** The message that it answers. */
  quotes: string | null;
  at: number;
}

type Row = Selectable<SitechatItemsTable> & {
  quoted_seq: number | null;
  quoted_direction: 'in' | 'out' | null;
  quoted_author: string | null;
  quoted_text: string | null;
};

const sideOf = (direction: 'in' | 'out') => (direction === 'in' ? 'visitor' : 'company');

/** What the item answers as it is now: of a message that was deleted nothing is quoted any more. */
function quoteOf(row: Row): ChatItem['quote'] {
  if (row.quoted_seq === null || row.quoted_direction === null) return null;
  return {
    seq: row.quoted_seq,
    from: sideOf(row.quoted_direction),
    authorName: row.quoted_author,
    text: previewOf(row.quoted_text ?? ''),
  };
}

function toItem(row: Row): ChatItem {
  return {
    seq: row.seq,
    id: row.message_id,
    from: sideOf(row.direction),
    authorName: row.author_name,
    text: row.text,
    files: row.files,
    form: row.form,
    at: row.at.getTime(),
    clientId: row.client_id,
    quote: quoteOf(row),
    edited: row.edited,
    deleted: row.deleted,
    reactions: { company: row.reactions.company ?? [], visitor: row.reactions.visitor ?? null },
  };
}

/** As the visitor gets it: with words in place of what the hub knows by its kind. */
function asItem({ language, fields }: Form): ChatForm {
  const asked = fields.map((field) => ({
    kind: field.kind,
    label: labelOf(field, language),
    required: field.required,
  }));
  return { fields: asked, values: null };
}

const itemsOf = (db: Db, { workspaceId, visitorId }: VisitorKey) =>
  db
    .selectFrom('sitechat_items as item')
    // Only what stands in this very talk can be quoted in it: a hidden message has no item (scenario C4).
    .leftJoin('sitechat_items as quoted', (join) =>
      join
        .onRef('quoted.workspace_id', '=', 'item.workspace_id')
        .onRef('quoted.visitor_id', '=', 'item.visitor_id')
        .onRef('quoted.message_id', '=', 'item.quotes'),
    )
    .selectAll('item')
    .select([
      'quoted.seq as quoted_seq',
      'quoted.direction as quoted_direction',
      'quoted.author_name as quoted_author',
      'quoted.text as quoted_text',
    ])
    .where('item.workspace_id', '=', workspaceId)
    .where('item.visitor_id', '=', visitorId);

export async function itemOfMessage(db: Db, key: VisitorKey, messageId: string): Promise<ChatItem | null> {
  const row = await itemsOf(db, key).where('item.message_id', '=', messageId).executeTakeFirst();
  return row ? toItem(row) : null;
}

/** The message behind an item of the talk. */
export async function messageOfItem(db: Db, key: VisitorKey, seq: number): Promise<string | null> {
  const row = await db
    .selectFrom('sitechat_items')
    .select('message_id')
    .where('workspace_id', '=', key.workspaceId)
    .where('visitor_id', '=', key.visitorId)
    .where('seq', '=', clampSeq(seq))
    .executeTakeFirst();
  return row?.message_id ?? null;
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
      files: JSON.stringify(item.files),
      form: item.form && JSON.stringify(asItem(item.form)),
      quotes: item.quotes,
      at: new Date(item.at),
    })
    .returning('seq')
    .executeTakeFirstOrThrow();
  await tx.db
    .updateTable('sitechat_visitors')
    .set({ last_seq: row.seq })
    .where('workspace_id', '=', key.workspaceId)
    .where('id', '=', key.visitorId)
    .execute();
  // His own he may fetch because he brought them.
  if (item.direction === 'out' && item.files.length > 0) {
    const { workspaceId: workspace_id, visitorId: visitor_id } = key;
    await tx.db
      .insertInto('sitechat_files')
      .values(
        item.files.map(({ id }) => ({ workspace_id, visitor_id, file_id: id, message_id: item.messageId })),
      )
      .execute();
  }
  return await itemOfMessage(tx.db, key, item.messageId);
}

export type PageQuery =
  | { kind: 'after'; seq: number; changes: number | null; limit: number }
  | { kind: 'before'; seq: number; limit: number }
  | { kind: 'newest'; limit: number };

/**
 * A page of the talk by rising seq, with how far the company has read. `readUpTo` is read last: it may be newer, never older; `changes` is
 * read first, and older rather than newer.
 */
export async function readItems(db: Db, key: VisitorKey, query: PageQuery): Promise<ChatItemsResponse> {
  const all = itemsOf(db, key).limit(query.limit);
  const { last_change: newest } = await marksOf(db, key);
  if (query.kind !== 'after') {
    const page = query.kind === 'before' ? all.where('item.seq', '<', query.seq) : all;
    const rows = await page.orderBy('item.seq', 'desc').execute();
    const { read_up_to: readUpTo } = await marksOf(db, key);
    return { items: rows.map(toItem).toReversed(), readUpTo, changes: newest };
  }
  const { seq, limit, changes: since } = query;
  const changed =
    since === null || since >= newest
      ? []
      : await all
          .where('item.change', '>', since)
          .where('item.seq', '<=', seq)
          .orderBy('item.change')
          .execute();
  const fresh = await all.where('item.seq', '>', seq).orderBy('item.seq').execute();
  const { read_up_to: readUpTo } = await marksOf(db, key);
  const last = changed.at(-1);
  // Of a full page only its last is known to have none before it that is left out.
  const changes = last && changed.length === limit ? last.change : newest;
  return { items: [...changed, ...fresh].map(toItem), readUpTo, changes };
}

async function marksOf(
  db: Db,
  key: VisitorKey,
): Promise<Pick<Selectable<SitechatVisitorsTable>, 'read_up_to' | 'last_change'>> {
  const row = await db
    .selectFrom('sitechat_visitors')
    .select(['read_up_to', 'last_change'])
    .where('workspace_id', '=', key.workspaceId)
    .where('id', '=', key.visitorId)
    .executeTakeFirst();
  return row ?? { read_up_to: 0, last_change: 0 };
}

/** Statement by which the company has read what the visitor wrote in a dialog up to a place in it; forward only. */
export function markCompanyRead(
  { workspaceId, visitorId }: VisitorKey,
  read: { dialogId: string; upToSeq: number },
  when: RawBuilder<boolean>,
): RawBuilder<unknown> {
  return sql`update sitechat_visitors set read_up_to = mark.up_to
    from (select coalesce(max(seq), 0) as up_to from sitechat_items
      where workspace_id = ${workspaceId} and visitor_id = ${visitorId}
        and dialog_id = ${read.dialogId} and dialog_seq <= ${read.upToSeq} and direction = 'in') mark
    where workspace_id = ${workspaceId} and id = ${visitorId} and read_up_to < mark.up_to and ${when}`;
}
