/** What is done to clients, under their locks (see `contacts/store`). */
import type { Contact } from '#shared/domain/contact.ts';
import { DEFAULT_COUNTRY } from '#shared/domain/contact.ts';
import type { Refusal } from '#shared/domain/refusal.ts';
import type { OnContact, OnPair } from '#shared/intents/all.ts';
import { applyToContact } from '#shared/intents/apply-contact.ts';
import type { ContactContext } from '#shared/intents/define.ts';
import { readPhone } from '#shared/lib/phones.ts';
import { rememberDropped } from '../contacts/dropped.ts';
import { keepName } from '../contacts/merge-rows.ts';
import {
  currentContact,
  lockContact,
  lockIdentity,
  seesContact,
  tellContact,
  writeContact,
} from '../contacts/store.ts';
import type { Tx } from '../db/transaction.ts';
import type { Actor } from './answers.ts';

export type ContactOutcome = { ok: false; refusal: Refusal } | { ok: true; changed: boolean };

/** Somebody merged or wrote while we waited for the locks: everything is asked anew. */
export class LocksMoved extends Error {
  override readonly name = 'LocksMoved';
}

/** The client whom an id stands for, under his lock; null: there is none. @throws LocksMoved */
export async function lockCurrent(tx: Tx, workspaceId: string, contactId: string): Promise<Contact | null> {
  const seen = await currentContact(tx.db, workspaceId, contactId);
  if (!seen) return null;
  await lockContact(tx, workspaceId, seen.id);
  const now = await currentContact(tx.db, workspaceId, contactId);
  if (now?.id !== seen.id) throw new LocksMoved();
  return now;
}

/**
 * A word about a client who became part of another goes to that one: it was said of the same person. But a name given to the one is not
 * a name for the other.
 */
export async function carryOutOnContact(
  tx: Tx,
  { workspaceId, scope }: Actor,
  intent: OnContact,
  ctx: ContactContext,
): Promise<ContactOutcome> {
  const { contactId } = intent.args;
  const contact = await lockCurrent(tx, workspaceId, contactId);
  if (!contact || !(await seesContact(tx.db, workspaceId, scope, contact.id)))
    return { ok: false, refusal: { code: 'not_found' } };
  if (contact.id !== contactId && intent.name === 'contact.rename')
    return { ok: false, refusal: { code: 'contact_merged', intoId: contact.id } };
  const phone = phoneOf(intent);
  if (phone !== null && !isPhone(phone)) return { ok: false, refusal: { code: 'invalid_phone' } };
  const applied = applyToContact(ctx, contact, intent);
  if (!applied.ok) return applied;
  if (applied.contact === contact) return { ok: true, changed: false };
  await writeContact(tx, workspaceId, contact, applied.contact);
  await rememberDropped(tx, workspaceId, contact, applied.contact);
  if (intent.name === 'contact.rename') await keepName(tx, workspaceId, contact.id);
  await tellContact(tx, workspaceId, contact.id);
  return { ok: true, changed: true };
}

/** The number that is to be kept. */
function phoneOf({ name, args }: OnContact): string | null {
  if (name === 'contact.addPhone') return args.phone.value;
  return name === 'contact.restore' && args.what.part === 'phone' ? args.what.phone.value : null;
}

/** Rules that only the hub need know: those of the world's numbers are large. */
export function isPhone(value: string): boolean {
  return readPhone(value, DEFAULT_COUNTRY) === value;
}

/** Both clients and everything by which channels know them, in the order of locks. @throws LocksMoved */
export async function lockPair(tx: Tx, workspaceId: string, { args }: OnPair): Promise<void> {
  const ids = [args.fromId, args.intoId].toSorted();
  const before = await identitiesOf(tx, workspaceId, ids);
  for (const identity of before) await lockIdentity(tx, workspaceId, identity);
  for (const id of ids) await lockContact(tx, workspaceId, id);
  const now = await identitiesOf(tx, workspaceId, ids);
  if (JSON.stringify(now) !== JSON.stringify(before)) throw new LocksMoved();
}

async function identitiesOf(
  tx: Tx,
  workspaceId: string,
  contactIds: readonly string[],
): Promise<{ channelId: string; externalId: string }[]> {
  const rows = await tx.db
    .selectFrom('contact_identities')
    .select(['channel_id', 'external_id'])
    .where('workspace_id', '=', workspaceId)
    .where('contact_id', 'in', contactIds)
    .orderBy('channel_id')
    .orderBy('external_id')
    .execute();
  return rows.map((row) => ({ channelId: row.channel_id, externalId: row.external_id }));
}
