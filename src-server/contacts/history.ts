/** What is asked of a client's talks and kept by no replica: all of them as one scroll, their files, who else he may be. */
import { sql } from 'kysely';
import type { Duplicate, HistoryPart, HistoryPlace } from '#shared/domain/contact-history.ts';
import { reachOf } from '#shared/domain/contact.ts';
import type { Scope } from '#shared/domain/scope.ts';
import type { ContactFilesPage, ContactHistoryPage } from '#shared/wire/http/contacts.ts';
import { toDialog, toMessage, type DialogRow, type MessageRow } from '../db/rows.ts';
import { clampSeq } from '../db/seq.ts';
import type { Db } from '../db/transaction.ts';
import { loadContacts } from '../feed/bundles.ts';
import { visible } from '../feed/scope-sql.ts';
import { findContact } from './store.ts';
import { encodePagePlace, type PagePlace } from '../search/page-place.ts';

interface Asked {
  workspaceId: string;
  scope: Scope;
  contactId: string;
  limit: number;
}

/** Dialogs read by one statement: each brings messages, or is empty and costs little. */
const DIALOGS = 50;

/** Backwards from a place, at most `limit` messages; from the newest where the place is null, nothing where it is none in scope. */
export async function contactHistory(
  db: Db,
  asked: Asked,
  place: HistoryPlace | null,
): Promise<ContactHistoryPage> {
  const { workspaceId, limit } = asked;
  const dialogs = await dialogsFrom(db, asked, place?.dialogId ?? null);
  const parts: HistoryPart[] = [];
  let left = limit;
  for (const [i, row] of dialogs.entries()) {
    const before = i === 0 && place?.dialogId === row.id ? place.before : null;
    const messages = left === 0 ? [] : await messagesBefore(db, workspaceId, row.id, before, left);
    left -= messages.length;
    if (messages.length > 0 || before === null) parts.unshift({ dialog: toDialog(row), messages });
    const oldest = messages[0]?.seq ?? 1;
    if (left === 0 && oldest > 1) return { parts, next: { dialogId: row.id, before: oldest } };
    const next = dialogs[i + 1];
    if (left === 0 && next) return { parts, next: { dialogId: next.id, before: null } };
  }
  return { parts, next: await placeAfter(db, asked, dialogs) };
}

/** A client's dialogs in scope, newest first, from one of them on. */
async function dialogsFrom(db: Db, asked: Asked, dialogId: string | null): Promise<DialogRow[]> {
  const { workspaceId, contactId, scope } = asked;
  const from = dialogId
    ? sql`and (created_at, id) <= (
        select created_at, id from dialogs
        where workspace_id = ${workspaceId} and contact_id = ${contactId} and id = ${dialogId} and ${visible(scope)})`
    : sql``;
  const { rows } = await sql<DialogRow>`
    select * from dialogs
    where workspace_id = ${workspaceId} and contact_id = ${contactId} and ${visible(scope)} ${from}
    order by created_at desc, id desc limit ${DIALOGS}`.execute(db);
  return rows;
}

async function placeAfter(db: Db, asked: Asked, dialogs: readonly DialogRow[]): Promise<HistoryPlace | null> {
  const last = dialogs.at(-1);
  if (!last || dialogs.length < DIALOGS) return null;
  const { workspaceId, contactId, scope } = asked;
  const { rows } = await sql<{ id: string }>`
    select id from dialogs
    where workspace_id = ${workspaceId} and contact_id = ${contactId} and ${visible(scope)}
      and (created_at, id) < (select created_at, id from dialogs where workspace_id = ${workspaceId} and id = ${last.id})
    order by created_at desc, id desc limit 1`.execute(db);
  return rows[0] ? { dialogId: rows[0].id, before: null } : null;
}

async function messagesBefore(
  db: Db,
  workspaceId: string,
  dialogId: string,
  before: number | null,
  limit: number,
): Promise<HistoryPart['messages']> {
  const rows = await db
    .selectFrom('messages')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('dialog_id', '=', dialogId)
    .$if(before !== null, (query) => query.where('seq', '<', clampSeq(before ?? 0)))
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute();
  return rows.toReversed().map(toMessage);
}

/** Files of all the client's talks in scope, those of hidden messages too: they are for colleagues. Newest first. */
export async function contactFiles(
  db: Db,
  asked: Asked,
  before: PagePlace | null,
): Promise<ContactFilesPage> {
  const { workspaceId, contactId, scope, limit } = asked;
  const beyond = before
    ? sql`and (m.at, m.id) < (timestamptz 'epoch' + ${before.micros}::bigint * interval '1 microsecond', ${before.id}::uuid)`
    : sql``;
  const { rows } = await sql<MessageRow & { micros: string }>`
    select m.*, (extract(epoch from m.at) * 1000000)::bigint::text as micros
    from (
      select workspace_id, id from dialogs
      where workspace_id = ${workspaceId} and contact_id = ${contactId} and ${visible(scope)}
    ) d join messages m on m.workspace_id = d.workspace_id and m.dialog_id = d.id
    where m.attachments <> '[]' ${beyond}
    order by m.at desc, m.id desc limit ${limit + 1}`.execute(db);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    files: page.map(toMessage).flatMap((message) => {
      if (message.body.kind !== 'text') return [];
      const { id: messageId, dialogId, seq, author, visibility, at } = message;
      return message.body.attachments.map((file) => ({
        file,
        dialogId,
        messageId,
        seq,
        author,
        visibility,
        at,
      }));
    }),
    next: rows.length > limit && last ? encodePagePlace(last) : null,
  };
}

const MOST_DUPLICATES = 20;

/** Others with the same number or address, of whom the scope sees a dialog. */
export async function duplicatesOf(
  db: Db,
  { workspaceId, scope, contactId }: Omit<Asked, 'limit'>,
): Promise<Duplicate[]> {
  const contact = await findContact(db, workspaceId, contactId);
  if (!contact) return [];
  const own = reachOf(contact);
  if (own.length === 0) return [];
  const having = (column: string, values: readonly string[]) =>
    values.map((value) => sql`c.${sql.ref(column)} @> ${JSON.stringify([{ value }])}::jsonb`);
  const same = [
    ...having(
      'phones',
      contact.phones.map(({ value }) => value),
    ),
    ...having(
      'emails',
      contact.emails.map(({ value }) => value),
    ),
  ];
  const { rows } = await sql<{ id: string }>`
    select c.id from contacts c
    where c.workspace_id = ${workspaceId} and c.id <> ${contactId} and c.merged_into is null
      and (${sql.join(same, sql` or `)})
      and exists (select from dialogs where workspace_id = ${workspaceId} and contact_id = c.id and ${visible(scope)})
    order by c.number desc limit ${MOST_DUPLICATES}`.execute(db);
  const contacts = await loadContacts(db, workspaceId, new Set(rows.map(({ id }) => id)));
  return rows.flatMap(({ id }) => {
    const other = contacts.get(id);
    if (!other) return [];
    const theirs = new Set(reachOf(other));
    return [{ contact: other, shared: own.filter((value) => theirs.has(value)) }];
  });
}

const MOST_TAGS = 500;

/** Tags of all clients of whom the scope sees a dialog, the most used first: what one colleague calls them, others should find. */
export async function contactTags(
  db: Db,
  { workspaceId, scope }: Pick<Asked, 'workspaceId' | 'scope'>,
): Promise<string[]> {
  const { rows } = await sql<{ tag: string }>`
    select min(tag) as tag from contacts c, unnest(c.tags) tag
    where c.workspace_id = ${workspaceId} and c.tags <> '{}' and c.merged_into is null
      and exists (select from dialogs where workspace_id = ${workspaceId} and contact_id = c.id and ${visible(scope)})
    group by lower(tag) order by count(*) desc, lower(tag) limit ${MOST_TAGS}`.execute(db);
  return rows.map(({ tag }) => tag);
}
