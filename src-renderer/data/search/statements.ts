import type { Database, PreparedStatement, Sqlite3Static } from '@sqlite.org/sqlite-wasm';
import { Bulk, Direct, type LoadedTexts } from './bulk.ts';
import type { TextColumn } from './message-columns.ts';

/** What columns of the index hold: no blobs, and no numbers that JavaScript cannot tell apart. */
export type Cell = string | number | null;

/** FTS5's tables. */
export type WordTable = 'message_words' | 'contact_words';

/** Prepared statements of one database by their text: preparing costs more than most of them take. */
export class Statements {
  /** Of these FTS5 tables words were taken out since they were flushed last (`flush-words.ts`). */
  readonly takenOut = new Set<WordTable>();
  private readonly db: Database;
  private readonly direct: Direct;
  private readonly prepared = new Map<string, PreparedStatement>();

  constructor(sqlite: Sqlite3Static, db: Database) {
    this.db = db;
    this.direct = new Direct(sqlite, db);
  }

  run(sql: string, values: readonly Cell[] = []): void {
    const statement = this.bound(sql, values);
    try {
      statement.step();
    } finally {
      statement.reset(true);
    }
  }

  /** Rows one by one, so that the caller can stop when he has enough. */
  *rows(sql: string, values: readonly Cell[] = []): Generator<Cell[]> {
    const statement = this.bound(sql, values);
    try {
      while (statement.step()) yield statement.get([]) as Cell[];
    } finally {
      statement.reset(true);
    }
  }

  first(sql: string, values: readonly Cell[] = []): Cell[] | null {
    for (const row of this.rows(sql, values)) return row;
    return null;
  }

  number(sql: string, values: readonly Cell[] = []): number {
    return Number(this.first(sql, values)?.[0] ?? 0);
  }

  /** For many rows: binding as the others do takes longer than what SQLite does with a row. */
  bulk(sql: string): Bulk {
    return new Bulk(this.direct, Number(this.preparedFor(sql).pointer));
  }

  /** Has a column's texts in SQLite's memory while `work` runs. */
  withTexts({ bytes, ends }: TextColumn, work: (texts: LoadedTexts) => void): void {
    const from = this.direct.put(bytes);
    try {
      work({ from, ends });
    } finally {
      this.direct.free(from);
    }
  }

  finalize(): void {
    for (const statement of this.prepared.values()) statement.finalize();
    this.prepared.clear();
    this.direct.close();
  }

  private bound(sql: string, values: readonly Cell[]): PreparedStatement {
    const statement = this.preparedFor(sql);
    if (values.length > 0) statement.bind([...values]);
    return statement;
  }

  private preparedFor(sql: string): PreparedStatement {
    let statement = this.prepared.get(sql);
    if (!statement) {
      statement = this.db.prepare(sql);
      this.prepared.set(sql, statement);
    }
    return statement;
  }
}
