import { sql } from 'kysely';
import type { Dialog } from '#shared/domain/dialog.ts';
import type { DialogBundle } from '#shared/domain/bundle.ts';
import { PAGE_MESSAGES } from '#shared/wire/protocol.ts';
import { toContact, toDialog, toMessage, type MessageRow } from '../db/rows.ts';
import type { Db } from '../db/transaction.ts';

/** Dialogs with their clients and newest messages, in the order of `ids`; ids that do not exist are left out. */
export async function loadBundles(
  db: Db,
  workspaceId: string,
  ids: readonly string[],
): Promise<DialogBundle[]> {
  if (ids.length === 0) return [];
  const dialogs = await db
    .selectFrom('dialogs')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', ids)
    .execute();
  const byId = new Map(dialogs.map((row) => [row.id, toDialog(row)]));
  const [contacts, pages] = await Promise.all([
    loadContacts(db, workspaceId, new Set(dialogs.map((row) => row.contact_id))),
    loadNewest(db, workspaceId, [...byId.values()]),
  ]);
  return ids.flatMap((id) => {
    const dialog = byId.get(id);
    const contact = dialog && contacts.get(dialog.contactId);
    if (!dialog || !contact) return [];
    const messages = pages.get(id) ?? [];
    return [{ dialog, contact, page: { dialogId: id, messages: messages.map(toMessage) } }];
  });
}

/** Contacts with their identities, by id. */
export async function loadContacts(
  db: Db,
  workspaceId: string,
  ids: ReadonlySet<string>,
): Promise<Map<string, DialogBundle['contact']>> {
  if (ids.size === 0) return new Map();
  const [rows, identities] = await Promise.all([
    db
      .selectFrom('contacts')
      .selectAll()
      .where('workspace_id', '=', workspaceId)
      .where('id', 'in', [...ids])
      .execute(),
    db
      .selectFrom('contact_identities')
      .selectAll()
      .where('workspace_id', '=', workspaceId)
      .where('contact_id', 'in', [...ids])
      .orderBy('channel_id')
      .orderBy('external_id')
      .execute(),
  ]);
  const byContact = Map.groupBy(identities, (row) => row.contact_id);
  return new Map(rows.map((row) => [row.id, toContact(row, byContact.get(row.id) ?? [])]));
}

/**
 * The newest page of each dialog. Bounded by `lastSeq` of the dialogs as read just before: the statements of a bundle see
 * different moments, and a page must not run ahead of its dialog.
 */
async function loadNewest(
  db: Db,
  workspaceId: string,
  dialogs: readonly Dialog[],
): Promise<Map<string, MessageRow[]>> {
  const wanted = JSON.stringify(dialogs.map((dialog) => ({ id: dialog.id, upto: dialog.lastSeq })));
  const { rows } = await sql<MessageRow>`
    select page.* from jsonb_to_recordset(${wanted}::jsonb) as wanted(id uuid, upto int)
    cross join lateral (
      select * from messages m
      where m.workspace_id = ${workspaceId} and m.dialog_id = wanted.id and m.seq <= wanted.upto
      order by m.seq desc limit ${PAGE_MESSAGES}
    ) page
    order by page.dialog_id, page.seq`.execute(db);
  return Map.groupBy(rows, (row) => row.dialog_id);
}
