import type { ContactFile, Duplicate } from '#shared/domain/contact-history.ts';
import { reachOf } from '#shared/domain/contact.ts';
import type { Dialog } from '#shared/domain/dialog.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { Watched } from '../db/changes.ts';
import type { ReplicaDb } from '../db/database.ts';
import { readContactDialogs } from './dialog.ts';
import { pickDirectory } from './directory.ts';
import type { ReplicaReader } from './reader.ts';
import { transcriptOf } from './transcript.ts';
import type { ContactHistoryPart, ContactHistoryView, ContactView } from './views.ts';

/** What a client's card depends on. */
export const CARD: Watched[] = [
  { table: 'contacts' },
  { table: 'archive' },
  { table: 'outbox' },
  { table: 'directory' },
];
/** What his talks depend on. */
export const TALKS: Watched[] = [...CARD, { table: 'dialogs' }, { table: 'messages' }, { table: 'pages' }];

export async function readContact(reader: ReplicaReader, contactId: Id): Promise<ContactView | null> {
  return reader.look(async () => {
    const overlay = await reader.contactOverlay();
    const id = overlay.now(contactId);
    const base = await reader.contact(id, null);
    const contact = overlay.laidOver(id, base);
    return contact && { contact, pending: contact !== base };
  });
}

/** Others among the replica's clients with the same number or address. */
export async function readDuplicates(reader: ReplicaReader, contactId: Id): Promise<Duplicate[]> {
  return reader.look(async () => {
    const overlay = await reader.contactOverlay();
    const id = overlay.now(contactId);
    const contact = overlay.laidOver(id, await reader.contact(id, null));
    const own = contact ? reachOf(contact) : [];
    if (own.length === 0) return [];
    const rows = await reader.db.contacts.where('reach').anyOf(own).distinct().toArray();
    const parts = new Set(overlay.partsOf(id));
    const found: Duplicate[] = [];
    for (const row of rows) {
      if (parts.has(row.id)) continue;
      const other = overlay.laidOver(row.id, row) ?? row;
      const theirs = new Set(reachOf(other));
      const shared = own.filter((value) => theirs.has(value));
      if (shared.length > 0) found.push({ contact: other, shared });
    }
    return found.toSorted((a, b) => b.contact.number - a.contact.number);
  });
}

export async function readContactTags(db: ReplicaDb): Promise<string[]> {
  const tags = await db.contacts.orderBy('tags').uniqueKeys();
  return tags.map(String);
}

/** The newest `limit` messages of all talks with a client, dialog by dialog. */
export async function readContactHistory(
  reader: ReplicaReader,
  contactId: Id,
  limit: number,
): Promise<ContactHistoryView> {
  return reader.look(async () => {
    const dialogs = await readContactDialogs(reader, contactId);
    const parts: ContactHistoryPart[] = [];
    let left = limit;
    for (const dialog of dialogs) {
      if (left <= 0) return { parts, hasMore: true };
      const part = await readPart(reader, dialog, left);
      if (!part) continue;
      parts.unshift(part.part);
      left -= part.part.items.length;
      if (part.hasMore) return { parts, hasMore: true };
    }
    return { parts, hasMore: false };
  });
}

async function readPart(
  reader: ReplicaReader,
  { id }: Dialog,
  limit: number,
): Promise<{ part: ContactHistoryPart; hasMore: boolean } | null> {
  const found = await reader.dialog(id, limit);
  if (!found) return null;
  const { dialog, record } = found;
  const { items, hasOlder, first } = await transcriptOf(reader, found, limit);
  const { channels, lines } = await pickDirectory(reader.db, [
    ['channel', dialog.channelId],
    ['line', dialog.lineId],
  ]);
  const known = record.archived?.page.messages[0]?.seq ?? record.known?.from ?? first;
  const part = {
    dialog,
    channel: channels.get(dialog.channelId) ?? null,
    line: lines.get(dialog.lineId) ?? null,
    items,
    hasOlder,
    place: hasOlder ? { dialogId: id, before: first === 0 ? null : first } : null,
  };
  return { part, hasMore: first > 0 && first > known };
}

/** As many of a client's talks are looked through for files, and as many of the newest messages of each. */
const FILES = { dialogs: 50, messages: 200 };

export async function readContactFiles(reader: ReplicaReader, contactId: Id): Promise<ContactFile[]> {
  return reader.look(async () => {
    const files: ContactFile[] = [];
    for (const { id } of (await readContactDialogs(reader, contactId)).slice(0, FILES.dialogs)) {
      const found = await reader.dialog(id);
      if (!found) continue;
      const { messages } = await reader.newest(found.record, FILES.messages);
      for (const said of messages) {
        const message = found.changed.get(said.id) ?? said;
        if (message.body.kind !== 'text') continue;
        const { id: messageId, dialogId, seq, author, visibility, at } = message;
        for (const file of message.body.attachments)
          files.push({ file, dialogId, messageId, seq, author, visibility, at });
      }
    }
    return files.toSorted(
      (a, b) => b.at - a.at || Number(a.messageId < b.messageId) - Number(a.messageId > b.messageId),
    );
  });
}
