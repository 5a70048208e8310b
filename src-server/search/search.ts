import { sql } from 'kysely';
import type { Scope } from '#shared/domain/scope.ts';
import type { SearchQuery } from '#shared/lib/search-query.ts';
import type { ContactHit, MessageHit, SearchResponse } from '#shared/wire/http/search.ts';
import { toDialog, toMessage, type DialogRow, type MessageRow } from '../db/rows.ts';
import { transaction, type Db } from '../db/transaction.ts';
import { loadContacts } from '../feed/bundles.ts';
import { visible } from '../feed/scope-sql.ts';
import { findInTalks } from '../talks/search.ts';
import { encodePagePlace, type PagePlace } from './page-place.ts';
import { contactQuery, messageQuery } from './words-sql.ts';

/** Who asks for what. */
export interface Search {
  workspaceId: string;
  scope: Scope;
  query: SearchQuery;
  /** The query as typed. */
  typed: string;
  limit: number;
  /** Null: the first page. */
  after: PagePlace | null;
}

/** Nobody waits longer while typing, and a search must not starve those who answer clients. */
const TIMEOUT_MS = 4_000;
const MOST_CONTACTS = 10;

/**
 * Messages and clients with these words that the scope sees, hidden messages included: they are for colleagues.
 * Fails with PostgreSQL's `57014` when it takes too long.
 */
export async function search(db: Db, asked: Search): Promise<SearchResponse> {
  return transaction(db, async (tx) => {
    await sql`select set_config('statement_timeout', ${String(TIMEOUT_MS)}, true)`.execute(tx.db);
    const contacts = asked.after ? [] : await findContacts(tx.db, asked);
    const { rows, next } = await findMessages(tx.db, asked);
    const talks = asked.after ? [] : await findInTalks(tx.db, asked);
    return { contacts, messages: await withDialogs(tx.db, asked.workspaceId, rows), talks, next };
  });
}

type FoundRow = MessageRow & { micros: string };

async function findMessages(
  db: Db,
  { workspaceId, scope, query, limit, after }: Search,
): Promise<{ rows: FoundRow[]; next: string | null }> {
  const beyond = after
    ? sql`and (m.at, m.id) < (timestamptz 'epoch' + ${after.micros}::bigint * interval '1 microsecond', ${after.id}::uuid)`
    : sql``;
  const { rows } = await sql<FoundRow>`
    select m.*, (extract(epoch from m.at) * 1000000)::bigint::text as micros
    from messages m join dialogs d on d.workspace_id = m.workspace_id and d.id = m.dialog_id
    where m.workspace_id = ${workspaceId} and m.kind = 'text' ${beyond}
      and search_words(m.text) @@ (${messageQuery(query)}) and ${visible(scope)}
    order by m.at desc, m.id desc limit ${limit + 1}`.execute(db);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { rows: page, next: rows.length > limit && last ? encodePagePlace(last) : null };
}

async function withDialogs(db: Db, workspaceId: string, rows: readonly MessageRow[]): Promise<MessageHit[]> {
  const dialogs = await loadDialogs(
    db,
    workspaceId,
    rows.map((row) => row.dialog_id),
  );
  const contacts = await loadContacts(
    db,
    workspaceId,
    new Set([...dialogs.values()].map((dialog) => dialog.contact_id)),
  );
  return rows.flatMap((row) => {
    const dialog = dialogs.get(row.dialog_id);
    const contact = dialog && contacts.get(dialog.contact_id);
    return dialog && contact ? [{ message: toMessage(row), dialog: toDialog(dialog), contact }] : [];
  });
}

async function loadDialogs(
  db: Db,
  workspaceId: string,
  ids: readonly string[],
): Promise<Map<string, DialogRow>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('dialogs')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', [...new Set(ids)])
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

/** Only clients with a dialog in scope are anybody's business; who was talked with last comes first. */
async function findContacts(db: Db, { workspaceId, scope, query, typed }: Search): Promise<ContactHit[]> {
  const words = contactQuery(query, typed);
  const { rows } = await sql<{ dialog_id: string; contact_id: string }>`
    with named as (
      select id as contact_id from contacts
      where workspace_id = ${workspaceId} and contact_words(name, phones, emails, tags, notes) @@ (${words})
      union
      select contact_id from contact_identities
      where workspace_id = ${workspaceId} and identity_words(kind, external_id, display) @@ (${words})
    )
    select named.contact_id, newest.id as dialog_id from named cross join lateral (
      select id, last_activity_at from dialogs
      where workspace_id = ${workspaceId} and contact_id = named.contact_id and ${visible(scope)}
      order by created_at desc limit 1
    ) newest
    order by newest.last_activity_at desc limit ${MOST_CONTACTS}`.execute(db);
  const dialogs = await loadDialogs(
    db,
    workspaceId,
    rows.map((row) => row.dialog_id),
  );
  const contacts = await loadContacts(db, workspaceId, new Set(rows.map((row) => row.contact_id)));
  return rows.flatMap((row) => {
    const dialog = dialogs.get(row.dialog_id);
    const contact = contacts.get(row.contact_id);
    return dialog && contact ? [{ contact, dialog: toDialog(dialog) }] : [];
  });
}
