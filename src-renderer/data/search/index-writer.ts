import type { Id, Timestamp } from '#shared/domain/ids.ts';
import { dropContact, putContacts, type ContactEntry } from './contact-writer.ts';
import { messageWords, type MessageDocument } from './documents.ts';
import { flushWords, takeOutWords } from './flush-words.ts';
import { documentsOf, messageColumns, type MessageColumns } from './message-columns.ts';
import { timeOfRow } from './row-numbers.ts';
import type { Statements } from './statements.ts';

/** Places in a dialog, both included. */
export interface SeqRange {
  from: number;
  to: number;
}

/** How it is with one dialog. */
export interface DialogEntry {
  id: Id;
  contactId: Id;
  /** Last activity. */
  at: Timestamp;
  /** What the source calls this state of the dialog; equal marks, equal content. */
  mark: string;
  /** As the table of dialogs shows it: JSON of `DialogPart`. */
  row: string;
  /** What the replica knows of its messages; the index keeps nothing outside. Null: nothing. */
  known: SeqRange | null;
}

/** What became of one dialog. */
export interface DialogUpdate extends DialogEntry {
  /** The parts that were read: here the index becomes exactly `messages`. */
  read: readonly SeqRange[];
  messages: readonly MessageDocument[];
}

export interface IndexBatch {
  dialogs: readonly DialogUpdate[];
  contacts: readonly ContactEntry[];
  /** Dialogs that are no longer in the replica. */
  gone: readonly Id[];
  /** Packs that are indexed with this batch, and those that are no longer in the replica. */
  packs?: { put: readonly string[]; gone: readonly string[] };
}

/** Packs ready to be written, all messages that are known of their dialogs in columns. */
export interface PackBatch {
  dialogs: readonly DialogEntry[];
  messages: MessageColumns;
  contacts: readonly ContactEntry[];
  packs: readonly string[];
}

interface Deletion {
  row: number;
  text: string;
}

/** Writes a batch, inside the caller's transaction. */
export function writeBatch(statements: Statements, batch: IndexBatch): void {
  const deletions: Deletion[] = [];
  const contactsOfGone = new Set<Id>();
  for (const id of batch.gone) dropDialog(statements, id, deletions, contactsOfGone);
  const numbers: number[] = [];
  const messages: MessageDocument[][] = [];
  for (const update of batch.dialogs) {
    const before = dialogNumber(statements, update.id);
    if (before !== null) noteContactLeft(statements, before, update, contactsOfGone);
    numbers.push(putDialog(statements, before, update));
    const wanted = new Map(update.messages.map((message) => [message.seq, message]));
    if (before !== null) planKnown(statements, before, update, wanted, deletions);
    messages.push([...wanted.values()]);
  }
  removeMessages(statements, deletions);
  insertMessages(statements, numbers, messageColumns(messages));
  putContacts(statements, batch.contacts, contactsOf(batch.dialogs));
  putPacks(statements, batch.packs?.put ?? []);
  for (const key of batch.packs?.gone ?? []) statements.run('delete from pack where key = ?', [key]);
  for (const id of contactsOfGone)
    if (!statements.first('select 1 from dialog where contact = ?', [id])) dropContact(statements, id);
}

/** The same for packs. When an index is made all their dialogs are new to it, and nothing has to be compared. */
export function writePacks(statements: Statements, batch: PackBatch): void {
  const { dialogs, messages, contacts, packs } = batch;
  if (dialogs.some(({ id }) => dialogNumber(statements, id) !== null))
    return writeBatch(statements, compared(batch));
  insertMessages(
    statements,
    dialogs.map((dialog) => putDialog(statements, null, dialog)),
    messages,
  );
  putContacts(statements, contacts, contactsOf(dialogs));
  return putPacks(statements, packs);
}

function compared({ dialogs, messages, contacts, packs }: PackBatch): IndexBatch {
  const documents = documentsOf(messages, dialogs.length);
  return {
    dialogs: dialogs.map((dialog, i) => ({
      ...dialog,
      read: dialog.known ? [dialog.known] : [],
      messages: documents[i] ?? [],
    })),
    contacts,
    gone: [],
    packs: { put: packs, gone: [] },
  };
}

function contactsOf(dialogs: readonly DialogEntry[]): Set<Id> {
  return new Set(dialogs.map(({ contactId }) => contactId));
}

function putPacks(statements: Statements, keys: readonly string[]): void {
  for (const key of keys) statements.run('insert or ignore into pack (key) values (?)', [key]);
}

function dropDialog(statements: Statements, id: Id, deletions: Deletion[], contacts: Set<Id>): void {
  const row = statements.first('select n, contact from dialog where id = ?', [id]);
  if (!row) return;
  for (const [message, text] of statements.rows('select id, text from message where dialog = ?', [
    row[0] ?? 0,
  ]))
    deletions.push({ row: Number(message), text: String(text) });
  statements.run('delete from dialog where n = ?', [row[0] ?? 0]);
  contacts.add(String(row[1]));
}

function dialogNumber(statements: Statements, id: Id): number | null {
  return statements.bulk('select n from dialog where id = ?').text(1, id).first();
}

/** Whose dialog it was before it went to another: two were merged, or taken apart. */
function noteContactLeft(
  statements: Statements,
  dialog: number,
  { contactId }: DialogEntry,
  left: Set<Id>,
): void {
  const [before] = statements.first('select contact from dialog where n = ?', [dialog]) ?? [];
  if (before !== contactId) left.add(String(before));
}

/** @param before its number; null: it is new. @returns its number */
function putDialog(statements: Statements, before: number | null, dialog: DialogEntry): number {
  const { id, contactId, at, mark, row } = dialog;
  if (before === null)
    return statements
      .bulk('insert into dialog (id, contact, at, mark, row) values (?, ?, ?, ?, ?)')
      .text(1, id)
      .text(2, contactId)
      .number(3, at)
      .text(4, mark)
      .text(5, row)
      .insert();
  statements.run('update dialog set contact = ?, at = ?, mark = ?, row = ? where n = ?', [
    contactId,
    at,
    mark,
    row,
    before,
  ]);
  return before;
}

/** A dialog of which something may be indexed already: finds what has to go and what has to come, by what is indexed and what was read. */
function planKnown(
  statements: Statements,
  dialog: number,
  { known, read }: DialogUpdate,
  wanted: Map<number, MessageDocument>,
  deletions: Deletion[],
): void {
  const outside = statements.rows('select id, text from message where dialog = ? and (seq < ? or seq > ?)', [
    dialog,
    known?.from ?? 0,
    known?.to ?? -1,
  ]);
  for (const [row, text] of outside) deletions.push({ row: Number(row), text: String(text) });
  if (!known) return;
  for (const range of read) planRange(statements, dialog, within(range, known), wanted, deletions);
}

function within(range: SeqRange, known: SeqRange): SeqRange {
  return { from: Math.max(range.from, known.from), to: Math.min(range.to, known.to) };
}

/** Takes out of `wanted` what is there already, and gives up what is there and not wanted. */
function planRange(
  statements: Statements,
  dialog: number,
  { from, to }: SeqRange,
  wanted: Map<number, MessageDocument>,
  deletions: Deletion[],
): void {
  const rows = statements.rows(
    'select id, seq, author, hidden, text from message where dialog = ? and seq between ? and ?',
    [dialog, from, to],
  );
  for (const [row, seq, author, hidden, text] of rows) {
    const message = wanted.get(Number(seq));
    const same =
      message !== undefined &&
      message.text === text &&
      message.author === author &&
      Number(message.hidden) === hidden &&
      timeOfRow(Number(row)) === message.at;
    if (same) wanted.delete(Number(seq));
    else deletions.push({ row: Number(row), text: String(text) });
  }
}

function removeMessages(statements: Statements, deletions: Deletion[]): void {
  if (deletions.length === 0) return;
  for (const { row, text } of deletions.toSorted((a, b) => a.row - b.row)) {
    takeOutWords(statements, 'message_words', row, messageWords(text));
    statements.run('delete from message where id = ?', [row]);
  }
  flushWords(statements, 'message_words');
}

/** @param numbers of the dialogs that `columns` speak of */
function insertMessages(statements: Statements, numbers: readonly number[], columns: MessageColumns): void {
  const rows = insertTexts(statements, numbers, columns);
  const insert = statements.bulk('insert into message_words (rowid, words) values (?, ?)');
  // FTS5 begins a new list of each word with every row that is not above the one before.
  statements.withTexts(columns.words, (words) => {
    for (const [i, row] of rows.entries()) insert.number(1, row).part(2, words, i).run();
  });
}

/** @returns the rows they got: for each the first from where it wants to be that nobody has; several may have the same time */
function insertTexts(
  statements: Statements,
  numbers: readonly number[],
  { rows: wanted, dialogs, seqs, hidden, authors, authorNames, texts }: MessageColumns,
): number[] {
  const insert = statements.bulk(
    `insert into message (id, dialog, seq, author, hidden, text) values (?, ?, ?, ?, ?, ?)
    on conflict (id) do nothing`,
  );
  const rows: number[] = [];
  statements.withTexts(texts, (loaded) =>
    statements.withTexts(authorNames, (names) => {
      for (const [i, place] of wanted.entries()) {
        const author = authors[i] ?? 0;
        insert.number(2, numbers[dialogs[i] ?? 0] ?? 0).number(3, seqs[i] ?? 0);
        if (author === 0) insert.nothing(4);
        else insert.part(4, names, author - 1);
        insert.number(5, hidden[i] ?? 0).part(6, loaded, i);
        let row = Math.max(place, (rows.at(-1) ?? -1) + 1);
        while (insert.number(1, row).run() === 0) row += 1;
        rows.push(row);
      }
    }),
  );
  return rows;
}
