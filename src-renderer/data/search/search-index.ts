import type { Id, Timestamp } from '#shared/domain/ids.ts';
import { clientPart, type ClientPart, type DialogPart } from '#shared/domain/table-row.ts';
import { matchesQuery, type SearchQuery } from '#shared/lib/search-query.ts';
import type { ContactSummary } from './documents.ts';
import { contactTerms, messageTerms } from './fts-query.ts';
import { worthNarrowing, type WalkState } from './give-up.ts';
import { writeBatch, writePacks, type IndexBatch, type PackBatch } from './index-writer.ts';
import { timeOfRow } from './row-numbers.ts';
import { INDEX_FORMAT, PRAGMAS, SCHEMA } from './schema.ts';
import type { OpenedDatabase } from './sqlite.ts';
import { Statements, type Cell } from './statements.ts';

export interface FoundMessage {
  dialogId: Id;
  contactId: Id;
  seq: number;
  /** To a few milliseconds. */
  at: Timestamp;
  /** Operator's id; null: the client. `system`: neither. */
  author: string | null;
  hidden: boolean;
  text: string;
}

export interface FoundMessages {
  /** Newest first. */
  messages: FoundMessage[];
  /** Where to go on; null: these are all. */
  next: number | null;
}

export interface FoundContact {
  contact: ContactSummary;
  /** His newest dialog in the replica. */
  dialogId: Id;
}

/** A dialog as it was indexed for the table; without its client while he is not here. */
export interface StoredLine {
  dialog: DialogPart;
  client: ClientPart | null;
  /** Of the client. */
  rev: number;
}

/** In the file's `application_id`, which nobody else uses here. */
const MERGE_DUE = 1;
/** What FTS5 does unless told otherwise: so many lists of a size become one, sooner or later, and at once. */
const USUAL_MERGING = { automerge: 4, crisismerge: 16 };
/** Of one word: then they are merged whatever else is going on. A million messages make some 250, and FTS5 has room for 2,000. */
const MOST_LISTS = 1_500;
/** Written by one step of a merge: some tens of milliseconds. */
const MERGE_PAGES = 500;
/** Rows looked at in one walk. Where words begin alike with very many it is not far enough, and one can go on from where it stopped. */
const MOST_CANDIDATES = 2_000;
const MOST_CONTACT_CANDIDATES = 200;

interface Walk {
  /** For FTS5. */
  terms: string;
  limit: number;
  before: number | null;
  isRare?: (state: WalkState) => boolean;
}

/** Numbers of rows, newest first; `next` as of `FoundMessages`. */
interface Walked {
  ids: readonly number[];
  next: number | null;
  /** What is looked for is rare, or too many were looked at; there may be more. */
  isGivenUp: boolean;
}

function foundMessage([id, dialogId, contactId, seq, author, hidden, text]: Cell[]): FoundMessage {
  return {
    dialogId: String(dialogId),
    contactId: String(contactId),
    seq: Number(seq),
    at: timeOfRow(Number(id)),
    author: author === null || author === undefined ? null : String(author),
    hidden: Number(hidden) === 1,
    text: String(text),
  };
}

/** The full-text index: what to find, where it is. Everything in it comes from the replica and can be made anew at any time. */
export class SearchIndex {
  private readonly opened: OpenedDatabase;
  private readonly statements: Statements;

  /** @throws when the database is damaged; then remove it and open another */
  constructor(opened: OpenedDatabase) {
    const { sqlite, db } = opened;
    db.exec(PRAGMAS);
    const format = Number(db.selectValue('pragma user_version'));
    if (format !== INDEX_FORMAT) {
      if (format !== 0) throw new Error(`the index has format ${format}`);
      db.transaction(() => db.exec(SCHEMA));
    }
    this.opened = opened;
    this.statements = new Statements(sqlite, db);
  }

  /** Counts what was written since it was opened. */
  writes = 0;
  private isUncommitted = false;

  /** In one transaction: all of it or nothing. */
  write(batch: IndexBatch): void {
    this.commit();
    this.writes += 1;
    this.opened.db.transaction(() => writeBatch(this.statements, batch));
  }

  /** The same for packs, of which many are written when an index is made: until `commit` they share a transaction. Questions see them. */
  writePacks(batch: PackBatch): void {
    const { db } = this.opened;
    this.writes += 1;
    if (!this.isUncommitted) db.exec('begin');
    this.isUncommitted = true;
    try {
      writePacks(this.statements, batch);
    } catch (error) {
      this.rollBack();
      throw error;
    }
  }

  private rollBack(): void {
    this.isUncommitted = false;
    try {
      this.opened.db.exec('rollback');
    } catch {
      // After some errors, a full disk among them, SQLite has done so itself.
    }
  }

  commit(): void {
    if (!this.isUncommitted) return;
    this.isUncommitted = false;
    this.opened.db.exec('commit');
  }

  /**
   * One step on the way to a single list of each word: what was written in many transactions lies in many, and a question asks each
   * of them, from the disk the first time. FTS5 begins a merge of all with a negative number of pages and goes on with a positive one.
   * @returns whether there is more to do
   */
  mergeStep(begin: boolean): boolean {
    const before = this.statements.number('select total_changes()');
    this.statements.run("insert into message_words (message_words, rank) values ('merge', ?)", [
      begin ? -MERGE_PAGES : MERGE_PAGES,
    ]);
    // As FTS5's documentation says: fewer than two changes are none but the command's own.
    return this.statements.number('select total_changes()') - before >= 2;
  }

  /** Remembered in the file: whoever closes the window in the middle finds it still to be done. */
  get isMergeDue(): boolean {
    return this.statements.number('pragma application_id') === MERGE_DUE;
  }

  /** From here on lists are left as they are written: whatever FTS5 merges on the way is merged again at the end. */
  putOffMerging(): void {
    this.setMerging(MERGE_DUE, { automerge: 0, crisismerge: MOST_LISTS });
  }

  /** To be said when they are merged. */
  mergeAsUsual(): void {
    this.setMerging(0, USUAL_MERGING);
  }

  private setMerging(mark: number, { automerge, crisismerge }: typeof USUAL_MERGING): void {
    this.opened.db.transaction(() => {
      this.opened.db.exec(`pragma application_id = ${mark}`);
      for (const [name, value] of [
        ['automerge', automerge],
        ['crisismerge', crisismerge],
      ] as const)
        this.statements.run('insert into message_words (message_words, rank) values (?, ?)', [name, value]);
    });
  }

  /** How many lists a word may have. */
  listCount(): number {
    return this.statements.number('select count(distinct segid) from message_words_idx');
  }

  /** What was indexed of each dialog, as the source called it. */
  marks(): Map<Id, string> {
    const marks = new Map<Id, string>();
    for (const [id, mark] of this.statements.rows('select id, mark from dialog'))
      marks.set(String(id), String(mark));
    return marks;
  }

  mark(id: Id): string | null {
    const row = this.statements.first('select mark from dialog where id = ?', [id]);
    return row ? String(row[0]) : null;
  }

  /** Keys of the packs that are indexed. */
  packs(): Set<string> {
    return new Set(Array.from(this.statements.rows('select key from pack'), ([key]) => String(key)));
  }

  /** Dialogs that were indexed from this place. */
  dialogsWithMark(mark: string): Id[] {
    return Array.from(this.statements.rows('select id from dialog where mark = ?', [mark]), ([id]) =>
      String(id),
    );
  }

  contactRevs(): Map<Id, number> {
    const revs = new Map<Id, number>();
    for (const [id, rev] of this.statements.rows('select id, rev from contact'))
      revs.set(String(id), Number(rev));
    return revs;
  }

  /** @param ids of these dialogs only */
  messageCount(ids?: readonly Id[]): number {
    if (!ids) return this.statements.number('select count(*) from message');
    return this.statements.number(
      `select count(*) from message where dialog in (
        select n from dialog where id in (select value from json_each(?)))`,
      [JSON.stringify(ids)],
    );
  }

  /** @param before `next` of the answer before; null: from the newest */
  findMessages(query: SearchQuery, limit: number, before: number | null = null): FoundMessages {
    const [wide, narrow] = [messageTerms(query, 'wide'), messageTerms(query, 'narrow')];
    if (wide !== narrow) {
      const whole = this.span();
      const isRare = (state: WalkState): boolean => worthNarrowing(state, limit, whole);
      const walked = this.walk(query, { terms: wide, limit, before, isRare });
      if (!walked.isGivenUp) return this.read(walked);
    }
    return this.read(this.walk(query, { terms: narrow, limit, before }));
  }

  /** From the oldest to the newest, in rows' numbers. */
  private span(): number {
    return this.statements.number('select (select max(id) from message) - (select min(id) from message) + 1');
  }

  /** From the newest to the oldest, until there are enough. */
  private walk(query: SearchQuery, { terms, limit, before, isRare }: Walk): Walked {
    const ids: number[] = [];
    let candidates = 0;
    let newest: number | null = null;
    let last: number | null = null;
    const rows = this.statements.rows(
      `select m.id, m.text from message_words w join message m on m.id = w.rowid
      where message_words match ? and w.rowid < ? order by w.rowid desc`,
      [terms, before ?? Number.MAX_SAFE_INTEGER],
    );
    for (const [id, text] of rows) {
      if (ids.length === limit) return { ids, next: last, isGivenUp: false };
      if (candidates === MOST_CANDIDATES) return { ids, next: last, isGivenUp: true };
      candidates += 1;
      last = Number(id);
      newest ??= last;
      if (matchesQuery(query, String(text))) ids.push(last);
      if (isRare?.({ found: ids.length, candidates, span: newest - last + 1 }))
        return { ids, next: last, isGivenUp: true };
    }
    return { ids, next: null, isGivenUp: false };
  }

  private read({ ids, next }: Walked): FoundMessages {
    const rows = this.statements.rows(
      `select m.id, d.id, d.contact, m.seq, m.author, m.hidden, m.text
      from json_each(?) found join message m on m.id = found.value join dialog d on d.n = m.dialog
      order by m.id desc`,
      [JSON.stringify(ids)],
    );
    return { messages: Array.from(rows, foundMessage), next };
  }

  /** Clients by name, number or address; who was talked with last comes first. */
  findContacts(query: SearchQuery, typed: string, limit: number): FoundContact[] {
    const rows = this.statements.rows(
      `with named as materialized (
        select rowid as n from contact_words where contact_words match ? order by rowid desc limit ?
      )
      select c.body, d.id, max(d.at) as at
      from named join contact c on c.n = named.n join dialog d on d.contact = c.id
      group by c.n order by at desc limit ?`,
      [contactTerms(query, typed), MOST_CONTACT_CANDIDATES, limit],
    );
    return Array.from(rows, ([body, dialogId]) => ({
      contact: JSON.parse(String(body)) as ContactSummary,
      dialogId: String(dialogId),
    }));
  }

  /** The client as results show him; null when he is not here. */
  contact(id: Id): ContactSummary | null {
    const row = this.statements.first('select body from contact where id = ?', [id]);
    return row ? (JSON.parse(String(row[0])) as ContactSummary) : null;
  }

  /** Archived dialogs as the table shows them, by the pack they were indexed from. */
  *tableRows(mark: string): Generator<StoredLine> {
    yield* this.lines('d.mark = ?', mark);
  }

  /** The same by id; those that are not here are left out. */
  tableRowsOf(ids: readonly Id[]): StoredLine[] {
    return [...this.lines('d.id in (select value from json_each(?))', JSON.stringify(ids))];
  }

  private *lines(where: string, value: string): Generator<StoredLine> {
    const rows = this.statements.rows(
      `select d.row, c.body, c.rev from dialog d left join contact c on c.id = d.contact where ${where}`,
      [value],
    );
    for (const [row, body, rev] of rows) {
      // Written by this very index; one of another format is thrown away.
      const dialog = JSON.parse(String(row)) as DialogPart;
      const contact = typeof body === 'string' ? (JSON.parse(body) as ContactSummary) : null;
      yield { dialog, client: contact && clientPart(contact), rev: Number(rev ?? 0) };
    }
  }

  /** Every dialog with such a message, or of such a client. */
  dialogsWith(query: SearchQuery, typed: string): Set<Id> {
    const found = new Set<Id>();
    for (const id of this.dialogsWithText(query)) found.add(id);
    const named = this.statements.rows(
      `select d.id from contact_words w join contact c on c.n = w.rowid join dialog d on d.contact = c.id
      where contact_words match ?`,
      [contactTerms(query, typed)],
    );
    for (const [id] of named) found.add(String(id));
    return found;
  }

  private *dialogsWithText(query: SearchQuery): Generator<Id> {
    const from = 'from message_words w join message m on m.id = w.rowid join dialog d on d.n = m.dialog';
    const terms = messageTerms(query, 'narrow');
    // Then the lists alone know what is meant.
    const exact = query.phrases.length === 0 && query.words.every(({ stem }) => stem === null);
    if (exact) {
      for (const [id] of this.statements.rows(`select distinct d.id ${from} where message_words match ?`, [
        terms,
      ]))
        yield String(id);
      return;
    }
    const found = new Set<Id>();
    for (const [id, text] of this.statements.rows(`select d.id, m.text ${from} where message_words match ?`, [
      terms,
    ])) {
      const dialogId = String(id);
      if (found.has(dialogId) || !matchesQuery(query, String(text))) continue;
      found.add(dialogId);
      yield dialogId;
    }
  }

  close(): void {
    this.statements.finalize();
    this.opened.close();
  }

  async remove(): Promise<void> {
    this.statements.finalize();
    await this.opened.remove();
  }
}
