import type { Collection, Table } from 'dexie';
import type { Id } from '#shared/domain/ids.ts';
import type { Message } from '#shared/domain/message.ts';
import { dialogPart } from '#shared/domain/table-row.ts';
import type { ReplicaDb } from '../db/database.ts';
import { pagesBetween, readPage } from '../db/pages.ts';
import type { DialogRecord } from '../db/rows.ts';
import { contactEntry, type ContactEntry } from './contact-writer.ts';
import { contactSummary, messageDocument, type MessageDocument } from './documents.ts';
import type { DialogUpdate, SeqRange } from './index-writer.ts';
import { newParts, readMark, rowsMark } from './mark.ts';

/** What the index reads of the replica. */

/** Rows of one read: a cursor takes as long for each of them as reading and parsing it. */
const ROWS_PER_READ = 1_000;

/** Every row of a table whose key is its id, in parts. */
async function* rowsOf<Row extends { id: Id }>(table: Table<Row, Id>): AsyncGenerator<Row> {
  for (let last: Id | null = null, more = true; more;) {
    const after: Collection<Row, Id> = last === null ? table.toCollection() : table.where(':id').above(last);
    const rows: Row[] = await after.limit(ROWS_PER_READ).toArray();
    yield* rows;
    last = rows.at(-1)?.id ?? null;
    more = rows.length === ROWS_PER_READ;
  }
}

/** Marks of all dialogs that lie in rows. */
export async function rowMarks(db: ReplicaDb): Promise<Map<Id, string>> {
  const marks = new Map<Id, string>();
  for await (const record of rowsOf(db.dialogs)) marks.set(record.id, markOf(record));
  return marks;
}

function markOf(record: DialogRecord): string {
  return rowsMark(record.dialog.rev, record.known);
}

export interface DialogWish {
  id: Id;
  /** The mark in the index; null: read all of it. */
  indexed: string | null;
  /** Places written since. */
  places: readonly SeqRange[];
}

/** What became of a wish; null: the dialog is in no row. */
export interface ReadWish {
  id: Id;
  update: DialogUpdate | null;
}

/**
 * The wished dialogs, from the first on, as many as have `most` messages together; never none. Everything is of one moment, and
 * asked for at once: with few messages each, the ways there and back are most of what reading costs.
 */
export async function readDialogs(
  db: ReplicaDb,
  wishes: readonly DialogWish[],
  most: number,
): Promise<ReadWish[]> {
  return db.transaction('r', db.dialogs, db.messages, db.pages, async () => {
    const records = await db.dialogs.bulkGet(wishes.map(({ id }) => id));
    const reads: Promise<ReadWish>[] = [];
    let messages = 0;
    for (const [i, wish] of wishes.entries()) {
      const record = records[i];
      const parts = record?.known ? partsToRead(wish, record.known) : [];
      for (const { from, to } of parts) messages += to - from + 1;
      if (i > 0 && messages > most) break;
      reads.push(readWish(db, wish.id, record, parts));
    }
    return Promise.all(reads);
  });
}

async function readWish(
  db: ReplicaDb,
  id: Id,
  record: DialogRecord | undefined,
  read: readonly SeqRange[],
): Promise<ReadWish> {
  if (!record) return { id, update: null };
  const { dialog, known } = record;
  const parts = await Promise.all(read.map((part) => readPart(db, record, part)));
  const update: DialogUpdate = {
    id,
    contactId: dialog.contactId,
    at: dialog.lastActivityAt,
    mark: markOf(record),
    row: JSON.stringify(dialogPart(dialog)),
    known: known ? { from: known.from, to: known.to } : null,
    read,
    messages: parts.flat(),
  };
  return { id, update };
}

function partsToRead({ indexed, places }: DialogWish, known: SeqRange): SeqRange[] {
  const before = indexed === null ? null : readMark(indexed);
  if (before?.kind !== 'rows') return [{ from: known.from, to: known.to }];
  const parts = [...newParts(before.known, known), ...places].map((part) => ({
    from: Math.max(part.from, known.from),
    to: Math.min(part.to, known.to),
  }));
  return joined(parts.filter((part) => part.from <= part.to));
}

/** Overlapping and touching parts as one, so that nothing is read twice. */
function joined(parts: SeqRange[]): SeqRange[] {
  const result: SeqRange[] = [];
  for (const part of parts.toSorted((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last && part.from <= last.to + 1) last.to = Math.max(last.to, part.to);
    else result.push({ ...part });
  }
  return result;
}

async function readPart(db: ReplicaDb, record: DialogRecord, part: SeqRange): Promise<MessageDocument[]> {
  const { id, known } = record;
  const tail = known?.tail ?? 0;
  const [pages, rows] = await Promise.all([
    part.from < tail ? pagesBetween(db, id, part.from, Math.min(part.to, tail - 1)) : [],
    part.to < tail
      ? []
      : db.messages
          .where('[dialogId+seq]')
          .between([id, Math.max(part.from, tail)], [id, part.to], true, true)
          .toArray(),
  ]);
  const messages = [...pages.flatMap((page) => readPage(page) ?? []), ...rows];
  return documents(messages.filter(({ seq }) => seq >= part.from && seq <= part.to));
}

export function documents(messages: readonly Message[]): MessageDocument[] {
  return messages.flatMap((message) => messageDocument(message) ?? []);
}

export async function readContacts(db: ReplicaDb, ids: readonly Id[]): Promise<ContactEntry[]> {
  const rows = await db.contacts.bulkGet([...ids]);
  return rows.flatMap((row) => (row ? [contactEntry(row.rev, contactSummary(row))] : []));
}

/** Clients whose row is newer than what is indexed. */
export async function changedContacts(db: ReplicaDb, indexed: ReadonlyMap<Id, number>): Promise<Id[]> {
  const changed: Id[] = [];
  for await (const contact of rowsOf(db.contacts))
    if ((indexed.get(contact.id) ?? 0) < contact.rev) changed.push(contact.id);
  return changed;
}
