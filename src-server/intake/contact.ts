import { abilitiesOf } from '#shared/domain/channel-abilities.ts';
import { BLANK, phoneValueSchema, type Contact } from '#shared/domain/contact.ts';
import type { ChannelKind } from '#shared/domain/directory.ts';
import { loadDropped } from '../contacts/dropped.ts';
import {
  findContact,
  insertContact,
  lockContact,
  nextContactNumber,
  tellContact,
  writeContact,
} from '../contacts/store.ts';
import type { Tx } from '../db/transaction.ts';
import { cleanName } from './clean-name.ts';
import { withHeard, type Heard } from './heard.ts';
import type { Incoming } from './incoming.ts';

/** The contact behind an identity, as he is and as he will be kept. */
export interface KnownContact {
  before: Contact;
  next: Contact;
}

/**
 * Whom a channel's identity belongs to, with what was heard of him; null when he is new. If there is something to keep, his lock is
 * taken. The caller holds the identity's lock, so nobody merges him meanwhile; nothing is written yet.
 */
export async function knownContact(
  tx: Tx,
  deps: { now(): number },
  incoming: Incoming,
  heard: Heard,
): Promise<KnownContact | null> {
  const { workspaceId, channelId, externalUserId } = incoming;
  const identity = await tx.db
    .selectFrom('contact_identities')
    .select('contact_id')
    .where('workspace_id', '=', workspaceId)
    .where('channel_id', '=', channelId)
    .where('external_id', '=', externalUserId)
    .executeTakeFirst();
  if (!identity) return null;
  const contact = await loadContact(tx, workspaceId, identity.contact_id);
  if (withHeard(contact, heard, [], 0) === contact) return { before: contact, next: contact };
  await lockContact(tx, workspaceId, contact.id);
  const before = await loadContact(tx, workspaceId, contact.id);
  const dropped = await loadDropped(tx.db, workspaceId, contact.id);
  return { before, next: withHeard(before, heard, dropped, deps.now()) };
}

async function loadContact(tx: Tx, workspaceId: string, id: string): Promise<Contact> {
  const contact = await findContact(tx.db, workspaceId, id);
  if (!contact) throw new Error(`The identity's contact ${id} is not there`);
  return contact;
}

/** Writes what was heard of a known contact, or makes a new one. */
export async function keepContact(
  tx: Tx,
  deps: { now(): number; newId(): string },
  incoming: Incoming,
  kind: ChannelKind,
  heard: Heard,
  known: KnownContact | null,
): Promise<Contact> {
  if (!known) return await createContact(tx, deps, incoming, kind, heard);
  const { before, next } = known;
  if (next === before) return before;
  const { workspaceId } = incoming;
  const contact = await writeContact(tx, workspaceId, before, next);
  await tellContact(tx, workspaceId, contact.id);
  return contact;
}

async function createContact(
  tx: Tx,
  deps: { now(): number; newId(): string },
  incoming: Incoming,
  kind: ChannelKind,
  heard: Heard,
): Promise<Contact> {
  const { workspaceId, channelId, externalUserId } = incoming;
  const display = cleanName(incoming.display);
  const now = deps.now();
  const blank: Contact = {
    ...BLANK,
    id: deps.newId(),
    name: null,
    number: await nextContactNumber(tx, workspaceId),
    phones: phonesOf(kind, externalUserId, now),
    identities: [{ channelId, kind, externalId: externalUserId, display }],
    createdAt: now,
    rev: 1,
  };
  const contact = withHeard(blank, heard, [], now);
  await insertContact(tx, workspaceId, contact);
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

/** A messenger that knows people by their numbers vouches for them. */
function phonesOf(kind: ChannelKind, externalId: string, now: number): Contact['phones'] {
  if (abilitiesOf(kind).writeFirst !== 'phones') return [];
  const { data: value } = phoneValueSchema.safeParse(`+${externalId.replace(/^\+/, '')}`);
  if (value === undefined) return [];
  return [{ value, written: externalId, source: 'channel', label: null, addedAt: now }];
}
