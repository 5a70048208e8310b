import type { Id } from '#shared/domain/ids.ts';
import { parseQuery } from '#shared/lib/search-query.ts';
import type { TableRow } from '#shared/domain/table-row.ts';
import type { SearchIndex } from '../search-index.ts';
import type { LinesOfReplica } from './follow.ts';
import type { Asked, Found } from './lines.ts';
import type { TableAnswer, TableQuestion } from './question.ts';

/** Views of a window or two, and those of other windows. */
const MOST_GUESTS = 6;

/** Answers questions to the table of what is here. */
export class TableIndex {
  private readonly source: LinesOfReplica;
  private readonly index: SearchIndex;
  /** Several follow each other in one session, each counting from the beginning. */
  private readonly name = Math.random().toString(36).slice(2);
  private readonly guests = new Map<string, readonly TableRow[]>();
  private words: { text: string; writes: number; found: ReadonlySet<Id> } | null = null;
  private last: { key: string; found: Found } | null = null;

  constructor(source: LinesOfReplica, index: SearchIndex) {
    this.source = source;
    this.index = index;
  }

  async ask(question: TableQuestion): Promise<TableAnswer> {
    await this.source.ready();
    const guests = this.guestsOf(question);
    if (guests === null) return { kind: 'guests' };
    const found = this.find(question, guests);
    const { lines } = this.source;
    const wanted = Math.min(question.limit, Math.max(0, found.order.length - question.offset));
    const refs = Array.from({ length: wanted }, (_, i) => lines.at(found, question.offset + i));
    return {
      kind: 'lines',
      rows: this.rowsOf(refs),
      total: found.order.length,
      here: found.here,
      places: question.find.map((id) => lines.placeOf(found, id)),
      mark: `${this.name} ${lines.version} ${this.words?.writes ?? ''}`,
      whole: this.source.whole,
    };
  }

  private find(question: TableQuestion, guests: readonly TableRow[]): Found {
    const { conditions, sort, laid } = question;
    const { lines } = this.source;
    const withWords = this.withWords(conditions.words);
    const guestsSince = question.guests?.since ?? 0;
    const asked: Asked = { conditions, sort, laid, guests, guestsSince, withWords };
    // While one scrolls, the same is asked again and again.
    const key = JSON.stringify([
      conditions,
      sort,
      laid,
      question.guests?.key,
      guestsSince,
      lines.version,
      this.words?.writes,
    ]);
    if (this.last?.key !== key) this.last = { key, found: lines.find(asked) };
    return this.last.found;
  }

  private guestsOf({ guests }: TableQuestion): readonly TableRow[] | null {
    if (guests === null) return [];
    if (guests.rows !== null) {
      this.guests.set(guests.key, guests.rows);
      for (const oldest of this.guests.keys()) {
        if (this.guests.size <= MOST_GUESTS) break;
        this.guests.delete(oldest);
      }
    }
    return this.guests.get(guests.key) ?? null;
  }

  private withWords(text: string): ReadonlySet<Id> | null {
    if (text === '') return null;
    const { writes } = this.index;
    if (this.words?.text !== text || this.words.writes !== writes) {
      const query = parseQuery(text);
      this.words = { text, writes, found: query ? this.index.dialogsWith(query, text) : new Set() };
    }
    return this.words.found;
  }

  /** Those in rows are known; archived ones are asked for, a screen or two at a time. */
  private rowsOf(refs: readonly (TableRow | Id | null)[]): TableRow[] {
    const ids = refs.filter((ref): ref is Id => typeof ref === 'string' && !this.source.live.has(ref));
    const stored = ids.length === 0 ? [] : this.index.tableRowsOf(ids);
    const archived = new Map(stored.map(({ dialog }) => [dialog.id, dialog]));
    return refs.flatMap((ref): TableRow[] => {
      if (ref === null) return [];
      if (typeof ref !== 'string') return [ref];
      const dialog = this.source.live.get(ref) ?? archived.get(ref);
      const client = this.source.lines.clientOf(ref);
      return dialog ? [{ ...dialog, ...(client ?? UNKNOWN_CLIENT) }] : [];
    });
  }
}

/** His row has not come yet. */
const UNKNOWN_CLIENT = { name: null, number: 1, tags: [] };
