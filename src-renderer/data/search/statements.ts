import type { Database, PreparedStatement } from '@sqlite.org/sqlite-wasm';

/** What columns of the index hold: no blobs, and no numbers that JavaScript cannot tell apart. */
export type Cell = string | number | null;

/** Prepared statements of one database by their text: preparing costs more than most of them take. */
export class Statements {
  private readonly db: Database;
  private readonly prepared = new Map<string, PreparedStatement>();

  constructor(db: Database) {
    this.db = db;
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

  finalize(): void {
    for (const statement of this.prepared.values()) statement.finalize();
    this.prepared.clear();
  }

  private bound(sql: string, values: readonly Cell[]): PreparedStatement {
    let statement = this.prepared.get(sql);
    if (!statement) {
      statement = this.db.prepare(sql);
      this.prepared.set(sql, statement);
    }
    if (values.length > 0) statement.bind([...values]);
    return statement;
  }
}
