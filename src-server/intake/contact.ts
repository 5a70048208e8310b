import { sql } from 'kysely';
import type { Contact } from '#shared/domain/contact.ts';
import type { ChannelKind } from '#shared/domain/directory.ts';
import { audienceOf } from '#shared/domain/scope.ts';
import { cleanText } from '#shared/lib/text.ts';
import { toDialog } from '../db/rows.ts';
import type { Tx } from '../db/transaction.ts';
import { appendToFeed } from '../feed/append.ts';
import { loadContacts } from '../feed/bundles.ts';
import type { Incoming } from './incoming.ts';

/** Longest name kept, in UTF-16 units: `nameSchema`. */
const MAX_NAME = 200;

/**
 * The contact behind an identity, made if the client is new. A name is kept only while there is none: what a colleague wrote
 * is worth more than what a client types into a form. The caller holds the identity's lock.
 */
export async function ensureContact(
  tx: Tx,
  deps: { now(): number; newId(): string },
  incoming: Incoming,
  kind: ChannelKind,
): Promise<Contact> {
  const { workspaceId, channelId, externalUserId } = incoming;
  const name = cleanName(incoming.name);
  const identity = await tx.db
    .selectFrom('contact_identities')
    .select('contact_id')
    .where('workspace_id', '=', workspaceId)
    .where('channel_id', '=', channelId)
    .where('external_id', '=', externalUserId)
    .executeTakeFirst();
  if (!identity) return await createContact(tx, deps, incoming, kind, name);
  const contact = await loadContact(tx, workspaceId, identity.contact_id);
  return contact.name === null && name !== null
    ? await nameContact(tx, workspaceId, contact.id, name)
    : contact;
}

function cleanName(raw: string | null | undefined): string | null {
  const name = cleanText(raw ?? '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, MAX_NAME)
    .toWellFormed();
  return name === '' ? null : name;
}

async function loadContact(tx: Tx, workspaceId: string, id: string): Promise<Contact> {
  const contact = (await loadContacts(tx.db, workspaceId, new Set([id]))).get(id);
  if (!contact) throw new Error(`The identity's contact ${id} is not there`);
  return contact;
}

async function createContact(
  tx: Tx,
  deps: { now(): number; newId(): string },
  incoming: Incoming,
  kind: ChannelKind,
  name: string | null,
): Promise<Contact> {
  const { workspaceId, channelId, externalUserId } = incoming;
  const { contact_count: number } = await tx.db
    .updateTable('workspaces')
    .set({ contact_count: sql`contact_count + 1` })
    .where('id', '=', workspaceId)
    .returning('contact_count')
    .executeTakeFirstOrThrow();
  const display = cleanName(incoming.display);
  const contact: Contact = {
    id: deps.newId(),
    name,
    number,
    phones: [],
    emails: [],
    identities: [{ channelId, kind, externalId: externalUserId, display }],
    createdAt: deps.now(),
    rev: 1,
  };
  await tx.db
    .insertInto('contacts')
    .values({
      workspace_id: workspaceId,
      id: contact.id,
      number,
      name,
      created_at: new Date(contact.createdAt),
    })
    .execute();
  await tx.db
    .insertInto('contact_identities')
    .values({
      workspace_id: workspaceId,
      channel_id: channelId,
      external_id: externalUserId,
      contact_id: contact.id,
      kind,
      display,
    })
    .execute();
  return contact;
}

async function nameContact(tx: Tx, workspaceId: string, id: string, name: string): Promise<Contact> {
  await tx.db
    .updateTable('contacts')
    .set({ name, rev: sql`rev + 1` })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .where('name', 'is', null)
    .execute();
  const contact = await loadContact(tx, workspaceId, id);
  await appendContact(tx, workspaceId, contact);
  return contact;
}

/** Tells everybody who sees any dialog of the contact that it changed. */
export async function appendContact(tx: Tx, workspaceId: string, contact: Contact): Promise<void> {
  const dialogs = await tx.db
    .selectFrom('dialogs')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('contact_id', '=', contact.id)
    .execute();
  const now = dialogs.map((row) => audienceOf(toDialog(row)));
  await appendToFeed(tx, workspaceId, [
    { change: { type: 'contact', contact }, audience: { kind: 'dialog', now, before: null } },
  ]);
}
