import type { Id } from '#shared/domain/ids.ts';
import type { Bytes } from '#shared/lib/utf8.ts';
import type { ReplicaDb } from '../db/database.ts';
import type { PackKey } from '../db/rows.ts';
import { contactEntry, type ContactEntry } from './contact-writer.ts';
import { contactSummary, type MessageDocument } from './documents.ts';
import type { DialogEntry, PackBatch } from './index-writer.ts';
import { packMark } from './mark.ts';
import { messageColumns } from './message-columns.ts';
import { readPacked, type ReadContacts } from './packed.ts';

/** What the index reads of the archive. A pack never changes under its key, so its key says whether it is indexed. */

const textOf = ([newest, name]: PackKey): string => `${newest} ${name}`;

export const newestOf = (text: string): number => Number(text.split(' ', 1)[0]);

/** All packs of the replica: their keys by the text that stands in marks. */
export async function packKeys(db: ReplicaDb): Promise<Map<string, PackKey>> {
  const keys = await db.archive.toCollection().primaryKeys();
  return new Map(keys.map((key) => [textOf(key), key]));
}

/** A pack as it lies there, and which of its dialogs count: those that are in no row. */
export interface FoundPack {
  /** Its key, as it stands in marks. */
  text: string;
  body: Bytes;
  inRows: ReadonlySet<Id>;
}

/** Packs of one moment; those that have meanwhile been replaced are left out. */
export async function readPacks(db: ReplicaDb, keys: readonly PackKey[]): Promise<FoundPack[]> {
  return db.transaction('r', db.archive, db.dialogs, async () => {
    // All ids at once: to ask for each dialog of a pack takes longer than to read the pack.
    const [packs, ids] = await Promise.all([
      db.archive.bulkGet([...keys]),
      db.dialogs.toCollection().primaryKeys(),
    ]);
    const inRows = new Set(ids);
    return keys.flatMap((key, i) => {
      const pack = packs[i];
      return pack ? [{ text: textOf(key), body: pack.body, inRows }] : [];
    });
  });
}

/**
 * What of packs is to be indexed.
 * @param read clients who came with packs before; those of these are added. A client comes once, so all that is made with one map has to be
 * indexed in this order. That he stays in the index is so because a dialog lies in one pack of those that are there at a time.
 */
export function packBatch(packs: readonly FoundPack[], read: ReadContacts = new Map()): PackBatch {
  const dialogs: DialogEntry[] = [];
  const messages: (readonly MessageDocument[])[] = [];
  const contacts: ContactEntry[] = [];
  const seen = new Set<Id>();
  for (const { text, body, inRows } of packs)
    for (const { id, contactId, at, row, known, contact, messages: own } of readPacked(body, read)) {
      // Nobody writes one twice; should it happen, the newest pack comes first.
      if (inRows.has(id) || seen.has(id)) continue;
      seen.add(id);
      dialogs.push({ id, contactId, at, mark: packMark(text), row: JSON.stringify(row), known });
      messages.push(own);
      if (!contact) continue;
      // Another's, which should not happen, is not kept with this dialog.
      if (contact.id === contactId) read.set(contact.id, contact.rev);
      contacts.push(contactEntry(contact.rev, contactSummary(contact)));
    }
  return { dialogs, messages: messageColumns(messages), contacts, packs: packs.map(({ text }) => text) };
}
