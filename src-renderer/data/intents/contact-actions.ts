import { DEFAULT_COUNTRY, MAX_WRITTEN, type CardPart } from '#shared/domain/contact.ts';
import { isOpen } from '#shared/domain/dialog.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { Refusal } from '#shared/domain/refusal.ts';
import type { Intent, IntentInput, IntentName } from '#shared/intents/all.ts';
import { approach } from '#shared/intents/dialog-start.ts';
import { readEmail } from '#shared/lib/emails.ts';
import { readArchivedOf } from '../db/archive.ts';
import type { ReplicaDb } from '../db/database.ts';
import { addIntent } from '../outbox/outbox.ts';

type Intend = <Name extends IntentName>(name: Name, args: IntentInput<Name>) => Intent;

interface ContactActionDeps {
  db: ReplicaDb;
  intend: Intend;
  newId: () => Id;
}

/** A number as the outbox keeps it; null when there is no such number. The rules are large and come when they are first needed. */
export async function readTypedPhone(typed: string): Promise<{ value: string; written: string } | null> {
  const { readPhone } = await import('#shared/lib/phones.ts');
  const value = readPhone(typed.trim(), DEFAULT_COUNTRY);
  return value === null ? null : { value, written: typed.trim().slice(0, MAX_WRITTEN) };
}

export function readTypedEmail(typed: string): { value: string; written: string } | null {
  const value = readEmail(typed);
  return value === null ? null : { value, written: typed.trim().slice(0, MAX_WRITTEN) };
}

/** What a person does to a client's card, and writing to him first. */
export function contactActions({ db, intend, newId }: ContactActionDeps) {
  const act = async <Name extends IntentName>(name: Name, args: IntentInput<Name>): Promise<void> =>
    addIntent(db, intend(name, args));
  return {
    renameContact: (contactId: Id, name: string | null) => act('contact.rename', { contactId, name }),
    async addPhone(contactId: Id, written: string, label: string | null = null): Promise<boolean> {
      const phone = await readTypedPhone(written);
      if (phone) await act('contact.addPhone', { contactId, phone, label });
      return phone !== null;
    },
    removePhone: (contactId: Id, value: string) => act('contact.removePhone', { contactId, value }),
    async addEmail(contactId: Id, written: string, label: string | null = null): Promise<boolean> {
      const email = readTypedEmail(written);
      if (email) await act('contact.addEmail', { contactId, email, label });
      return email !== null;
    },
    removeEmail: (contactId: Id, value: string) => act('contact.removeEmail', { contactId, value }),
    tagContact: (contactId: Id, tag: string) => act('contact.tag', { contactId, tag }),
    untagContact: (contactId: Id, tag: string) => act('contact.untag', { contactId, tag }),
    async noteContact(contactId: Id, text: string): Promise<Id> {
      const intent = intend('contact.note', { contactId, text });
      await addIntent(db, intent);
      return intent.id;
    },
    editNote: (contactId: Id, noteId: Id, text: string) =>
      act('contact.editNote', { contactId, noteId, text }),
    deleteNote: (contactId: Id, noteId: Id) => act('contact.deleteNote', { contactId, noteId }),
    restoreToCard: (contactId: Id, what: CardPart) => act('contact.restore', { contactId, what }),
    mergeContacts: (fromId: Id, intoId: Id) => act('contact.merge', { fromId, intoId }),
    unmergeContacts: (fromId: Id, intoId: Id) => act('contact.unmerge', { fromId, intoId }),
    startDialog: (start: NewTalk) => startDialog({ db, intend, newId }, start),
  };
}

/** As `NewTalk` of the client. */
interface NewTalk {
  contact: { kind: 'known'; contactId: Id } | { kind: 'new'; name: string; phone: string; email?: string };
  channelId: Id;
  address?: string | null;
  text: string;
}

type StartAnswer =
  | { kind: 'started'; dialogId: Id; contactId: Id }
  | { kind: 'open'; dialogId: Id }
  | { kind: 'invalid'; what: 'phone' | 'email' }
  | { kind: 'refused'; refusal: Refusal };

async function startDialog(
  { db, intend, newId }: ContactActionDeps,
  { contact, channelId, address = null, text }: NewTalk,
): Promise<StartAnswer> {
  const dialogId = newId();
  if (contact.kind === 'known') {
    const { contactId } = contact;
    return db.transaction('rw', [db.outbox, db.dialogs, db.contacts, db.archive, db.directory], async () => {
      const hindrance = await hindranceTo(db, contactId, channelId, address);
      if (hindrance) return hindrance;
      await addIntent(db, intend('dialog.start', { dialogId, contact, channelId, address, text }));
      return { kind: 'started', dialogId, contactId };
    });
  }
  const phone = contact.phone.trim() === '' ? null : await readTypedPhone(contact.phone);
  if (!phone && contact.phone.trim() !== '') return { kind: 'invalid', what: 'phone' };
  const typedEmail = contact.email?.trim() ?? '';
  const email = typedEmail === '' ? null : readTypedEmail(typedEmail);
  if (!email && typedEmail !== '') return { kind: 'invalid', what: 'email' };
  const channel = await db.directory.get(['channel', channelId]);
  const of = { source: 'operator', label: null, addedAt: 0 } as const;
  const reach = {
    identities: [],
    phones: phone ? [{ ...phone, ...of }] : [],
    emails: email ? [{ ...email, ...of }] : [],
  };
  const found = channel?.kind === 'channel' ? approach(reach, channel.row, address) : null;
  if (found && !found.ok) return { kind: 'refused', refusal: found.refusal };
  const contactId = newId();
  const made = { kind: 'new', contactId, name: contact.name, phone, email } as const;
  await addIntent(db, intend('dialog.start', { dialogId, contact: made, channelId, address, text }));
  return { kind: 'started', dialogId, contactId };
}

/** What the hub would answer, as far as it is known here. */
async function hindranceTo(
  db: ReplicaDb,
  contactId: Id,
  channelId: Id,
  address: string | null,
): Promise<StartAnswer | null> {
  const channel = await db.directory.get(['channel', channelId]);
  if (channel?.kind !== 'channel') return { kind: 'refused', refusal: { code: 'no_such_target' } };
  const copies = (await db.contacts.get(contactId)) ?? (await readArchivedOf(db, contactId))[0]?.contact;
  // Unknown here; the hub may know him.
  if (!copies) return null;
  const found = approach(copies, channel.row, address);
  if (!found.ok) return { kind: 'refused', refusal: found.refusal };
  const rows = await db.dialogs
    .where('[contactId+createdAt]')
    .between([contactId, -Infinity], [contactId, Infinity])
    .toArray();
  const open = rows
    .map(({ dialog }) => dialog)
    .filter((dialog) => isOpen(dialog) && dialog.channelId === channelId);
  const sole = copies.identities.filter((identity) => identity.channelId === channelId).length === 1;
  // Of several identities in one channel only the hub knows which dialog is whose.
  const [first] = open;
  return first && sole ? { kind: 'open', dialogId: first.id } : null;
}
