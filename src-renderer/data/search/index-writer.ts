import type { Id, Timestamp } from '#shared/domain/ids.ts';
import type { DialogPart } from '#shared/domain/table-row.ts';
import { contactWords, messageWords, type ContactSummary, type MessageDocument } from './documents.ts';
import type { Statements } from './statements.ts';

/** Places in a dialog, both included. */
export interface SeqRange {
  from: number;
  to: number;
}

/** What became of one dialog. */
export interface DialogUpdate {
  id: Id;
  contactId: Id;
  /** Last activity. */
  at: Timestamp;
  /** What the source calls this state of the dialog; equal marks, equal content. */
  mark: string;
  /** As the table of dialogs shows it. */
  row: DialogPart;
  /** What the replica knows of its messages; the index keeps nothing outside. Null: nothing. */
  known: SeqRange | null;
  /** The parts that were read: here the index becomes exactly `messages`. */
  read: readonly SeqRange[];
  messages: readonly MessageDocument[];
}

export interface IndexBatch {
  dialogs: readonly DialogUpdate[];
  contacts: readonly { rev: number; contact: ContactSummary }[];
  /** Dialogs that are no longer in the replica. */
  gone: readonly Id[];
  /** Packs that are indexed with this batch, and those that are no longer in the replica. */
  packs?: { put: readonly string[]; gone: readonly string[] };
}

const ROWS_PER_MS = 1024;
/** Up to here a row's number is exact as a JavaScript number: the year 2248. */
const LAST_MS = Math.floor(Number.MAX_SAFE_INTEGER / ROWS_PER_MS) - 1;

const firstRowAt = (at: Timestamp): number => Math.min(at, LAST_MS) * ROWS_PER_MS;
export const timeOfRow = (row: number): Timestamp => Math.floor(row / ROWS_PER_MS);

interface Insertion {
  dialog: number;
  message: MessageDocument;
}

interface Deletion {
  row: number;
  text: string;
}

/**
 * Writes a batch, inside the caller's transaction. FTS5 wants its rows in rising order, within one transaction at least: everything else
 * makes it begin a new segment for every row.
 */
export function writeBatch(statements: Statements, batch: IndexBatch): void {
  const insertions: Insertion[] = [];
  const deletions: Deletion[] = [];
  const contactsOfGone = new Set<Id>();
  for (const id of batch.gone) dropDialog(statements, id, deletions, contactsOfGone);
  for (const id of contactsLeft(statements, batch.dialogs)) contactsOfGone.add(id);
  planDialogs(statements, batch.dialogs, insertions, deletions);
  removeMessages(statements, deletions);
  insertMessages(statements, insertions);
  putContacts(statements, batch.contacts);
  for (const key of batch.packs?.put ?? [])
    statements.run('insert or ignore into pack (key) values (?)', [key]);
  for (const key of batch.packs?.gone ?? []) statements.run('delete from pack where key = ?', [key]);
  for (const id of contactsOfGone)
    if (!statements.first('select 1 from dialog where contact = ?', [id])) dropContact(statements, id);
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

/** Clients whose dialogs go to others with these updates: two were merged, or taken apart. */
function contactsLeft(statements: Statements, updates: readonly DialogUpdate[]): Id[] {
  if (updates.length === 0) return [];
  const rows = statements.rows(
    `select distinct d.contact from dialog d join json_each(?) u on d.id = u.value ->> 0
    where d.contact <> u.value ->> 1`,
    [JSON.stringify(updates.map(({ id, contactId }) => [id, contactId]))],
  );
  return Array.from(rows, ([contact]) => String(contact));
}

/**
 * Finds what has to go and what has to come, by what is indexed and what was read. Asked for all dialogs at once: nearly all of them
 * are new when an index is made, and a question for each takes longer than its messages.
 */
function planDialogs(
  statements: Statements,
  updates: readonly DialogUpdate[],
  insertions: Insertion[],
  deletions: Deletion[],
): void {
  if (updates.length === 0) return;
  const before = dialogNumbers(statements, updates);
  statements.run(
    `insert into dialog (id, contact, at, mark, row)
    select value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4 from json_each(?) where true
    on conflict (id) do update
      set contact = excluded.contact, at = excluded.at, mark = excluded.mark, row = excluded.row`,
    [
      JSON.stringify(
        updates.map(({ id, contactId, at, mark, row }) => [id, contactId, at, mark, JSON.stringify(row)]),
      ),
    ],
  );
  const numbers = dialogNumbers(statements, updates);
  for (const update of updates) {
    const dialog = numbers.get(update.id) ?? 0;
    const wanted = new Map(update.messages.map((message) => [message.seq, message]));
    if (before.has(update.id)) planKnown(statements, dialog, update, wanted, deletions);
    for (const message of wanted.values()) insertions.push({ dialog, message });
  }
}

function dialogNumbers(statements: Statements, updates: readonly DialogUpdate[]): Map<Id, number> {
  const rows = statements.rows('select id, n from dialog where id in (select value from json_each(?))', [
    JSON.stringify(updates.map(({ id }) => id)),
  ]);
  return new Map(Array.from(rows, ([id, n]) => [String(id), Number(n)]));
}

/** A dialog of which something may be indexed already. */
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
  for (const { row, text } of deletions.toSorted((a, b) => a.row - b.row)) {
    statements.run("insert into message_words (message_words, rowid, words) values ('delete', ?, ?)", [
      row,
      messageWords(text),
    ]);
    statements.run('delete from message where id = ?', [row]);
  }
}

/** Whole batches travel into SQLite as one JSON text: binding value by value takes longer than what is done with them. */
function insertMessages(statements: Statements, insertions: Insertion[]): void {
  if (insertions.length === 0) return;
  const sorted = insertions.toSorted((a, b) => a.message.at - b.message.at);
  const rows = freeRows(
    statements,
    sorted.map(({ message }) => firstRowAt(message.at)),
  );
  statements.run(
    `insert into message (id, dialog, seq, author, hidden, text)
    select value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5 from json_each(?)`,
    [
      JSON.stringify(
        sorted.map(({ dialog, message }, i) => [
          rows[i],
          dialog,
          message.seq,
          message.author,
          Number(message.hidden),
          message.text,
        ]),
      ),
    ],
  );
  statements.run(
    'insert into message_words (rowid, words) select value ->> 0, value ->> 1 from json_each(?)',
    [JSON.stringify(sorted.map(({ message }, i) => [rows[i], messageWords(message.text)]))],
  );
}

/** For each wanted place, in rising order, the first from there on that nobody has: several messages may have the same time. */
function freeRows(statements: Statements, wanted: readonly number[]): number[] {
  const first = wanted[0] ?? 0;
  const last = (wanted.at(-1) ?? 0) + wanted.length + ROWS_PER_MS;
  const taken = new Set<number>();
  for (const [row] of statements.rows(
    'select id from message where id between ? and ? and id in (select value from json_each(?)) ',
    [first, last, JSON.stringify(wanted)],
  ))
    taken.add(Number(row));
  const rows: number[] = [];
  for (const place of wanted) {
    let row = Math.max(place, (rows.at(-1) ?? -1) + 1);
    // Beyond the wanted places nobody was asked about in advance; that is the rare case.
    while (taken.has(row) || (row !== place && isTaken(statements, row))) row += 1;
    rows.push(row);
  }
  return rows;
}

function isTaken(statements: Statements, row: number): boolean {
  return statements.first('select 1 from message where id = ?', [row]) !== null;
}

type ContactOfBatch = IndexBatch['contacts'][number];

/** A client of whom no dialog is here has come too early or too late: he comes again with his dialog, or not at all. */
function putContacts(statements: Statements, contacts: readonly ContactOfBatch[]): void {
  const newest = new Map<Id, ContactOfBatch>();
  for (const one of contacts) {
    const other = newest.get(one.contact.id);
    if (!other || other.rev <= one.rev) newest.set(one.contact.id, one);
  }
  if (newest.size === 0) return;
  const ids = JSON.stringify([...newest.keys()]);
  const housed = statements.rows(
    'select distinct contact from dialog where contact in (select value from json_each(?))',
    [ids],
  );
  const known = knownContacts(statements, ids);
  const newcomers: ContactOfBatch[] = [];
  for (const [id] of housed) {
    const one = newest.get(String(id));
    const found = known.get(String(id));
    if (!one) continue;
    if (!found) newcomers.push(one);
    // The same client comes with every one of his dialogs.
    else if (found.rev < one.rev) changeContact(statements, found, one);
  }
  insertContacts(statements, newcomers);
}

interface KnownContact {
  n: number;
  rev: number;
  words: string;
}

function knownContacts(statements: Statements, ids: string): Map<Id, KnownContact> {
  const rows = statements.rows(
    'select id, n, rev, words from contact where id in (select value from json_each(?))',
    [ids],
  );
  return new Map(
    Array.from(rows, ([id, n, rev, words]) => [
      String(id),
      { n: Number(n), rev: Number(rev), words: String(words) },
    ]),
  );
}

function insertContacts(statements: Statements, contacts: readonly ContactOfBatch[]): void {
  if (contacts.length === 0) return;
  statements.run(
    `insert into contact (id, rev, body, words)
    select value ->> 0, value ->> 1, value ->> 2, value ->> 3 from json_each(?)`,
    [
      JSON.stringify(
        contacts.map(({ rev, contact }) => [contact.id, rev, JSON.stringify(contact), contactWords(contact)]),
      ),
    ],
  );
  statements.run(
    `insert into contact_words (rowid, words)
    select n, words from contact where id in (select value from json_each(?)) order by n`,
    [JSON.stringify(contacts.map(({ contact }) => contact.id))],
  );
}

function changeContact(
  statements: Statements,
  { n, words: before }: KnownContact,
  { rev, contact }: ContactOfBatch,
): void {
  const words = contactWords(contact);
  const body = JSON.stringify(contact);
  statements.run('update contact set rev = ?, body = ?, words = ? where n = ?', [rev, body, words, n]);
  if (before === words) return;
  removeContactWords(statements, n, before);
  statements.run('insert into contact_words (rowid, words) values (?, ?)', [n, words]);
}

function dropContact(statements: Statements, id: Id): void {
  const found = statements.first('select n, words from contact where id = ?', [id]);
  if (!found) return;
  removeContactWords(statements, Number(found[0]), String(found[1]));
  statements.run('delete from contact where n = ?', [found[0] ?? 0]);
}

function removeContactWords(statements: Statements, n: number, words: string): void {
  statements.run("insert into contact_words (contact_words, rowid, words) values ('delete', ?, ?)", [
    n,
    words,
  ]);
}
