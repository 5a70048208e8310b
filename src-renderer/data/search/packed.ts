import { z } from 'zod';
import { contactSchema, type Contact } from '#shared/domain/contact.ts';
import { dialogSchema } from '#shared/domain/dialog.ts';
import type { Id, Timestamp } from '#shared/domain/ids.ts';
import { dialogPart, type DialogPart } from '#shared/domain/table-row.ts';
import { fieldsOf } from '#shared/lib/fields.ts';
import { parseJson } from '#shared/lib/json.ts';
import { fromUtf8, type Bytes } from '#shared/lib/utf8.ts';
import type { MessageDocument } from './documents.ts';
import type { SeqRange } from './index-writer.ts';

/**
 * What search wants of a pack. Nothing else of it is looked into: a million messages by their whole schema take as long as indexing
 * them, and whoever opens what was found reads it by that schema. What cannot be read is left out, as everywhere.
 */
export interface PackedDialog {
  id: Id;
  contactId: Id;
  /** Last activity. */
  at: Timestamp;
  row: DialogPart;
  /** Null: he was read before, and is no newer here. */
  contact: Contact | null;
  known: SeqRange;
  messages: MessageDocument[];
}

const headSchema = z.object({
  dialog: dialogSchema.pick({
    id: true,
    contactId: true,
    channelId: true,
    lineId: true,
    branchId: true,
    state: true,
    createdAt: true,
    lastActivityAt: true,
    waitingSince: true,
    snoozed: true,
    unread: true,
    lastSeq: true,
    lastMessage: true,
  }),
  contact: z.unknown(),
  page: z.object({ messages: z.array(z.unknown()) }),
});

/** In which revision clients were read already, with a dialog of theirs. */
export type ReadContacts = Map<Id, number>;

/** @param read a client comes with each of his dialogs, and reading him takes as long as reading five messages */
export function readPacked(body: Bytes, read: ReadContacts = new Map()): PackedDialog[] {
  const items = parseJson(fromUtf8(body));
  return Array.isArray(items) ? items.flatMap((item) => packedDialog(item, read) ?? []) : [];
}

function packedDialog(item: unknown, readBefore: ReadContacts): PackedDialog | null {
  const { data } = headSchema.safeParse(item);
  if (!data) return null;
  const { dialog, page } = data;
  const contact = readContact(data.contact, dialog.contactId, readBefore);
  if (contact === undefined) return null;
  const known = { from: 1, to: 0 };
  const messages: MessageDocument[] = [];
  for (const [i, one] of page.messages.entries()) {
    const read = readMessage(one);
    // As by its schema: one that is wrong makes the dialog wrong.
    if (!read) return null;
    if (i === 0) known.from = read.seq;
    // A hole, or one message twice.
    else if (read.seq !== known.to + 1) return null;
    known.to = read.seq;
    if (read.document) messages.push(read.document);
  }
  const { id, contactId, lastActivityAt: at } = dialog;
  return { id, contactId, at, row: dialogPart(dialog), contact, known, messages };
}

/** Null: he was read before, and is not looked into again; undefined: he is none. */
function readContact(value: unknown, id: Id, readBefore: ReadContacts): Contact | null | undefined {
  const { id: given, rev } = fieldsOf(value);
  const known = given === id ? readBefore.get(id) : undefined;
  if (known !== undefined && typeof rev === 'number' && rev <= known) return null;
  return contactSchema.safeParse(value).data;
}

function isPlace(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

/** By hand, because it is done a million times. Null: it is no message; without a document: it has no words. */
function readMessage(value: unknown): { seq: number; document: MessageDocument | null } | null {
  const { seq, at, author, visibility, body } = fieldsOf(value);
  if (!isPlace(seq) || !isPlace(at)) return null;
  const { kind, text } = fieldsOf(body);
  if (kind === 'event') return { seq, document: null };
  const by = readAuthor(author);
  if (kind !== 'text' || typeof text !== 'string' || by === undefined) return null;
  if (visibility !== 'public' && visibility !== 'hidden') return null;
  return { seq, document: { seq, at, author: by, hidden: visibility === 'hidden', text } };
}

/** As documents name authors; undefined: nobody. */
function readAuthor(value: unknown): string | null | undefined {
  const { kind, operatorId } = fieldsOf(value);
  if (kind === 'client') return null;
  if (kind === 'system') return 'system';
  return kind === 'operator' && typeof operatorId === 'string' ? operatorId : undefined;
}
