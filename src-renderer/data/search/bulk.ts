import type { Database, Sqlite3Static } from '@sqlite.org/sqlite-wasm';
import { BYTES_PER_UNIT, type Bytes } from '#shared/lib/utf8.ts';

/** What of SQLite's own functions is called. Its library's wrappers look at every argument, which takes longer than most calls. */
interface Raw {
  sqlite3_bind_null(statement: number, place: number): number;
  sqlite3_bind_int(statement: number, place: number, value: number): number;
  sqlite3_bind_int64(statement: number, place: number, value: bigint): number;
  /** @param free who gives the memory back; 0: nobody, it stays as it is until the statement has run */
  sqlite3_bind_text(statement: number, place: number, from: number, length: number, free: number): number;
  sqlite3_step(statement: number): number;
  sqlite3_reset(statement: number): number;
  sqlite3_column_double(statement: number, place: number): number;
  sqlite3_changes(db: number): number;
  sqlite3_last_insert_rowid(db: number): bigint;
}

const OK = 0;
const ROW = 100;
const DONE = 101;
const LARGEST_INT = 0x7fff_ffff;
/** Bytes for the texts of one row. One that does not fit has memory of its own. */
const SCRATCH = 64 * 1024;

const encoder = new TextEncoder();

/** Longer ones, and other letters, are left to the browser. */
const SHORT = 64;

/** @returns how many bytes of UTF-8 it has */
function encodeAt(heap: Uint8Array, from: number, text: string): number {
  let ascii = text.length <= SHORT ? 0 : -1;
  for (; ascii >= 0 && ascii < text.length; ascii += 1) {
    const unit = text.charCodeAt(ascii);
    if (unit > 0x7f) break;
    heap[from + ascii] = unit;
  }
  if (ascii === text.length) return ascii;
  return encoder.encodeInto(text, heap.subarray(from, from + text.length * BYTES_PER_UNIT)).written;
}

/** A database's way around the wrappers, with the memory that its statements share: only one of them is being bound at a time. */
export class Direct {
  readonly raw: Raw;
  private readonly sqlite: Sqlite3Static;
  private readonly db: Database;
  private scratch = 0;
  private used = 0;

  constructor(sqlite: Sqlite3Static, db: Database) {
    this.sqlite = sqlite;
    this.db = db;
    this.raw = sqlite.wasm.exports as Raw;
  }

  get pointer(): number {
    return Number(this.db.pointer);
  }

  /** @throws what SQLite says of its last call */
  fail(code: number): never {
    this.db.checkRc(code);
    throw new Error(`SQLite answered ${code}`);
  }

  /** @throws when a value was not taken: the one of the row before would stand in its place */
  bound(code: number): void {
    if (code !== OK) this.fail(code);
  }

  bindText(statement: number, place: number, text: string): void {
    const { wasm, capi } = this.sqlite;
    const most = text.length * BYTES_PER_UNIT;
    const fits = this.used + most <= SCRATCH;
    if (fits && this.scratch === 0) this.scratch = this.allocate(SCRATCH);
    const from = fits ? this.scratch + this.used : this.allocate(most);
    const written = encodeAt(wasm.heap8u(), from, text);
    if (fits) this.used += written;
    this.bound(
      this.raw.sqlite3_bind_text(statement, place, from, written, fits ? 0 : capi.SQLITE_WASM_DEALLOC),
    );
  }

  /** The row has been written; its texts are no longer needed. */
  forgetTexts(): void {
    this.used = 0;
  }

  allocate(size: number): number {
    return this.sqlite.wasm.alloc(size);
  }

  put(bytes: Bytes): number {
    const from = this.allocate(Math.max(1, bytes.length));
    this.sqlite.wasm.heap8u().set(bytes, from);
    return from;
  }

  free(from: number): void {
    this.sqlite.wasm.dealloc(from);
  }

  close(): void {
    if (this.scratch !== 0) this.free(this.scratch);
    this.scratch = 0;
  }
}

/** A column of texts in SQLite's memory. */
export interface LoadedTexts {
  from: number;
  ends: Uint32Array;
}

/** One statement for thousands of rows: bind, run, bind, run. Places are counted from 1. */
export class Bulk {
  private readonly direct: Direct;
  private readonly raw: Raw;
  private readonly statement: number;

  constructor(direct: Direct, statement: number) {
    this.direct = direct;
    this.raw = direct.raw;
    this.statement = statement;
  }

  number(place: number, value: number): this {
    const { raw, statement } = this;
    const isSmall = value >= 0 && value <= LARGEST_INT;
    this.direct.bound(
      isSmall
        ? raw.sqlite3_bind_int(statement, place, value)
        : raw.sqlite3_bind_int64(statement, place, BigInt(value)),
    );
    return this;
  }

  nothing(place: number): this {
    this.direct.bound(this.raw.sqlite3_bind_null(this.statement, place));
    return this;
  }

  text(place: number, value: string): this {
    this.direct.bindText(this.statement, place, value);
    return this;
  }

  /** @param texts that lie in SQLite's memory, and stay there until the statement has run */
  part(place: number, { from, ends }: LoadedTexts, i: number): this {
    const begin = ends[i - 1] ?? 0;
    this.direct.bound(
      this.raw.sqlite3_bind_text(this.statement, place, from + begin, (ends[i] ?? begin) - begin, 0),
    );
    return this;
  }

  /** @returns how many rows it changed */
  run(): number {
    const { raw, statement } = this;
    const code = raw.sqlite3_step(statement);
    this.reset();
    if (code !== DONE) this.direct.fail(code);
    return raw.sqlite3_changes(this.direct.pointer);
  }

  /** Inserts a row. @returns its number */
  insert(): number {
    this.run();
    return Number(this.raw.sqlite3_last_insert_rowid(this.direct.pointer));
  }

  /** Asks. @returns the number in the first column of the first row; null: there is none */
  first(): number | null {
    const { raw, statement } = this;
    const code = raw.sqlite3_step(statement);
    const found = code === ROW ? raw.sqlite3_column_double(statement, 0) : null;
    this.reset();
    if (code !== ROW && code !== DONE) this.direct.fail(code);
    return found;
  }

  private reset(): void {
    this.raw.sqlite3_reset(this.statement);
    this.direct.forgetTexts();
  }
}
