import type { Id } from '#shared/domain/ids.ts';
import type { Message } from '#shared/domain/message.ts';
import { intoPages } from '../db/pages.ts';
import type { Coverage } from '../db/rows.ts';

/**
 * The transcript of one dialog in the middle of a merge: what is known of it, and those of its rows and pages that the
 * merge touches. Whatever is done to it, nothing of the dialog lies outside of what is known, and nothing known is missing.
 */
export class StagedTranscript {
  known: Coverage | null = null;
  /** Changes that were not kept, because their message is not here. */
  missed = 0;
  /** What lies below is deleted from the database before anything is written; `Infinity`: everything. */
  dropBelow = 0;
  /** Rows of the database that became pages: they are deleted, too. */
  packed: { from: number; to: number } | null = null;
  /** Files that messages said, and say no more. */
  readonly lostFiles = new Set<Id>();
  private readonly rows = new Map<number, Message>();
  /** By the seq of their first message. */
  private readonly pages = new Map<number, Message[]>();
  private readonly writtenRows = new Set<number>();
  private readonly writtenPages = new Set<number>();

  /** Brings rows of the database along. */
  loadRow(message: Message): void {
    this.rows.set(message.seq, message);
  }

  /** A row of the database that the merge may have changed already. */
  loadUnlessHere(message: Message): void {
    if (!this.rows.has(message.seq)) this.rows.set(message.seq, message);
  }

  loadPage(messages: Message[]): void {
    const first = messages[0];
    if (first) this.pages.set(first.seq, messages);
  }

  /** A message of the known part. */
  get(seq: number): Message | undefined {
    if (!this.known || seq < this.known.from || seq > this.known.to) return undefined;
    if (seq < this.known.tail) {
      const { first, page } = this.pageAt(seq);
      return page[seq - first];
    }
    const row = this.rows.get(seq);
    if (!row) throw new Error(`the merge reads message ${seq}, which was not loaded`);
    return row;
  }

  /** Puts another version of a known message in its place. */
  replace(message: Message): void {
    const before = this.get(message.seq);
    const left = new Set(filesOf(message));
    for (const id of before ? filesOf(before) : []) if (!left.has(id)) this.lostFiles.add(id);
    if (this.known && message.seq < this.known.tail) {
      const { first, page } = this.pageAt(message.seq);
      this.putPage(page.with(message.seq - first, message));
    } else this.putRow(message);
  }

  /** Adds the next message, as a row. To a transcript of which nothing is known, any. */
  append(message: Message): void {
    const { seq } = message;
    this.known = this.known ? { ...this.known, to: seq } : { from: seq, tail: seq, to: seq };
    this.putRow(message);
  }

  /** Adds a page before the first known message, or as the first of all. */
  prepend(page: Message[]): void {
    const first = page[0]?.seq ?? 0;
    const next = first + page.length;
    this.known = this.known ? { ...this.known, from: first } : { from: first, tail: next, to: next - 1 };
    this.putPage(page);
  }

  /**
   * Makes pages of the rows below `tail`, which must all be here.
   * @param begun the last page, if it is to be filled up
   */
  pack(tail: number, begun: readonly Message[], size: number): void {
    if (!this.known) return;
    const rows: Message[] = [];
    for (let seq = this.known.tail; seq < tail; seq += 1) {
      const row = this.get(seq);
      if (row) rows.push(row);
      this.removeRow(seq);
    }
    for (const page of intoPages([...begun, ...rows], size)) this.putPage(page);
    this.known = { ...this.known, tail };
  }

  /** Forgets what is older than `seq`. The page that `seq` lies in must be here, unless it begins one. */
  dropOlder(seq: number): void {
    if (!this.known || seq <= this.known.from) return;
    if (seq > this.known.to) return this.clear();
    for (const [first, page] of this.pages)
      if (first < seq && seq < first + page.length) this.putPage(page.slice(seq - first));
    for (const first of this.pages.keys()) if (first < seq) this.removePage(first);
    for (const row of this.rows.keys()) if (row < seq) this.removeRow(row);
    this.known = { from: seq, tail: Math.max(seq, this.known.tail), to: this.known.to };
    this.dropBelow = Math.max(this.dropBelow, seq);
  }

  /** Forgets everything. */
  clear(): void {
    this.known = null;
    this.dropBelow = Infinity;
    for (const first of this.pages.keys()) this.removePage(first);
    for (const seq of this.rows.keys()) this.removeRow(seq);
  }

  /** What is to be written after `dropBelow` was deleted. */
  puts(): { rows: Message[]; pages: Message[][] } {
    return {
      rows: [...this.writtenRows].flatMap((seq) => this.rows.get(seq) ?? []),
      pages: [...this.writtenPages].flatMap((first) => {
        const page = this.pages.get(first);
        return page ? [page] : [];
      }),
    };
  }

  /** The page that holds a message, if it was loaded or made here. */
  findPage(seq: number): Message[] | null {
    for (const [first, page] of this.pages) if (first <= seq && seq < first + page.length) return page;
    return null;
  }

  private pageAt(seq: number): { first: number; page: Message[] } {
    const page = this.findPage(seq);
    if (!page) throw new Error(`the merge reads the page of message ${seq}, which was not loaded`);
    return { first: page[0]?.seq ?? 0, page };
  }

  private putRow(message: Message): void {
    this.rows.set(message.seq, message);
    this.writtenRows.add(message.seq);
  }

  private putPage(page: Message[]): void {
    const first = page[0]?.seq ?? 0;
    this.pages.set(first, page);
    this.writtenPages.add(first);
  }

  private removePage(first: number): void {
    this.pages.delete(first);
    this.writtenPages.delete(first);
  }

  private removeRow(seq: number): void {
    this.rows.delete(seq);
    this.writtenRows.delete(seq);
  }
}

export function filesOf({ body }: Message): Id[] {
  return body.kind === 'text' ? body.attachments.map(({ id }) => id) : [];
}
