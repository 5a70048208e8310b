/** Clients as rows: read, written and told to those who see a dialog of theirs. Whoever writes one holds its lock. */
import { sql } from 'kysely';
import type { Contact } from '#shared/domain/contact.ts';
import type { Audience, Scope } from '#shared/domain/scope.ts';
import { fromContact, newContactRow } from '../db/rows.ts';
import { lock, type Db, type Tx } from '../db/transaction.ts';
import { appendToFeed } from '../feed/append.ts';
import { loadContacts } from '../feed/bundles.ts';
import { visible } from '../feed/scope-sql.ts';

/**
 * The order of locks: what a channel knows clients by, then clients, then dialogs; of one kind by rising keys. Whoever takes them otherwise
 * ends in a deadlock, which the database breaks and the caller repeats.
 */
export function lockContact(tx: Tx, workspaceId: string, contactId: string): Promise<void> {
  return lock(tx, 'contact', workspaceId, contactId);
}

/** The lock under which a channel's identity changes hands and opens dialogs. */
export function lockIdentity(
  tx: Tx,
  workspaceId: string,
  identity: { channelId: string; externalId: string },
): Promise<void> {
  return lock(tx, 'identity', workspaceId, identity.channelId, identity.externalId);
}

export async function findContact(db: Db, workspaceId: string, id: string): Promise<Contact | null> {
  return (await loadContacts(db, workspaceId, new Set([id]))).get(id) ?? null;
}

/** Whom an id stands for now: a contact that became part of another leads to that one. Null: there is none. */
export async function currentContact(db: Db, workspaceId: string, id: string): Promise<Contact | null> {
  const { rows } = await sql<{ id: string }>`
    with recursive way as (
      select id, merged_into from contacts where workspace_id = ${workspaceId} and id = ${id}
      union
      select c.id, c.merged_into from contacts c join way on c.workspace_id = ${workspaceId} and c.id = way.merged_into
    ) select id from way where merged_into is null`.execute(db);
  const [row] = rows;
  return row ? await findContact(db, workspaceId, row.id) : null;
}

/** Whether the scope sees a dialog of the client, which is what makes him anybody's business. */
export async function seesContact(
  db: Db,
  workspaceId: string,
  scope: Scope,
  contactId: string,
): Promise<boolean> {
  const { rows } = await sql<{ sees: boolean }>`
    select exists (select from dialogs
      where workspace_id = ${workspaceId} and contact_id = ${contactId} and ${visible(scope)}) as sees`.execute(
    db,
  );
  return rows[0]?.sees ?? false;
}

/** Gives a new contact its number, counted under the workspace's row. */
export async function nextContactNumber(tx: Tx, workspaceId: string): Promise<number> {
  const { contact_count: number } = await tx.db
    .updateTable('workspaces')
    .set({ contact_count: sql`contact_count + 1` })
    .where('id', '=', workspaceId)
    .returning('contact_count')
    .executeTakeFirstOrThrow();
  return number;
}

export async function insertContact(tx: Tx, workspaceId: string, contact: Contact): Promise<void> {
  await tx.db.insertInto('contacts').values(newContactRow(workspaceId, contact)).execute();
}

/** @returns the contact with its new `rev`; its identities are not written here */
export async function writeContact(
  tx: Tx,
  workspaceId: string,
  before: Contact,
  next: Contact,
): Promise<Contact> {
  const contact = { ...next, rev: before.rev + 1 };
  const { numUpdatedRows } = await tx.db
    .updateTable('contacts')
    .set(fromContact(contact))
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', before.id)
    .where('rev', '=', before.rev)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new Error(`Contact ${before.id} changed although its lock was held`);
  return contact;
}

/** Tells everybody who sees any dialog of the contact how it is now, as whoever reads it later will have it. */
export async function tellContact(tx: Tx, workspaceId: string, contactId: string): Promise<void> {
  const contact = await findContact(tx.db, workspaceId, contactId);
  if (!contact) throw new Error(`There is no contact ${contactId}`);
  const now = await audiencesOf(tx.db, workspaceId, contactId);
  await appendToFeed(tx, workspaceId, [
    { change: { type: 'contact', contact }, audience: { kind: 'dialog', now, before: null } },
  ]);
}

/** A client with a thousand talks has them in few places: each once. */
async function audiencesOf(db: Db, workspaceId: string, contactId: string): Promise<Audience[]> {
  const { rows } = await sql<Audience>`
    select distinct line_id as "lineId", branch_id as "branchId", responsible_id as "responsibleId",
      participant_ids as "participantIds"
    from dialogs where workspace_id = ${workspaceId} and contact_id = ${contactId}`.execute(db);
  return rows;
}
