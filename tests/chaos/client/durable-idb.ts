/**
 * Makes fake-indexeddb survive `kill -9`, as a browser's IndexedDB does: every committed transaction is one record in a file,
 * written before anybody hears of the commit. A record that was cut off by the end of the process is as if it never was.
 *
 * The first thing a client's process imports: whoever opens a database afterwards finds what was committed before.
 */
import './quick-clone.ts';
import 'fake-indexeddb/auto';
import { appendFileSync, existsSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { deserialize, serialize } from 'node:v8';

interface RawRecord {
  key: IDBValidKey;
  value: unknown;
}

interface RawStore {
  name: string;
  keyPath: string | string[] | null;
  autoIncrement: boolean;
  rawDatabase: RawDatabase;
  records: { values(): Iterable<RawRecord> };
  rawIndexes: Map<string, { name: string; keyPath: string | string[]; unique: boolean; multiEntry: boolean }>;
  keyGenerator: { num: number } | null;
  storeRecord(record: RawRecord, noOverwrite: boolean, rollback?: object): IDBValidKey;
  deleteRecord(key: unknown, rollback?: object): void;
  clear(rollback?: object): void;
}

interface RawDatabase {
  name: string;
  version: number;
  rawObjectStores: Map<string, RawStore>;
  transactions: { _state: string; mode: IDBTransactionMode }[];
}

type RawTransaction = IDBTransaction & { _rollbackLog: object; db: { _rawDatabase: RawDatabase } };

interface Range {
  lower: unknown;
  upper: unknown;
  lowerOpen: boolean;
  upperOpen: boolean;
}

/** One write of a transaction. */
export type Write =
  | { store: string; put: RawRecord }
  | { store: string; remove: IDBValidKey | { range: Range } }
  | { store: string; clear: true };

interface StoreImage {
  name: string;
  keyPath: string | string[] | null;
  autoIncrement: boolean;
  indexes: { name: string; keyPath: string | string[]; unique: boolean; multiEntry: boolean }[];
  next: number | null;
  records: RawRecord[];
}

type Entry =
  | { n: number; kind: 'writes'; db: string; writes: Write[] }
  | { n: number; kind: 'image'; db: string; version: number; stores: StoreImage[] };

/** The file is written anew, without its history, when it has grown so much since the last time. */
const COMPACT_BYTES = 48 * 1024 * 1024;

/** Hears of every committed transaction, before the file does. `n` counts transactions over all lives of the file. */
export type OnCommit = (n: number, db: string, writes: readonly Write[]) => void;

class Journal {
  readonly #file: string;
  readonly #onCommit: OnCommit;
  readonly #open = new WeakMap<object, Write[]>();
  readonly #databases = new Map<string, RawDatabase>();
  #n = 0;
  #bytes = 0;

  constructor(file: string, onCommit: OnCommit) {
    this.#file = file;
    this.#onCommit = onCommit;
  }

  get n(): number {
    return this.#n;
  }

  note(rollback: object, write: Write): void {
    const writes = this.#open.get(rollback) ?? [];
    writes.push(write);
    this.#open.set(rollback, writes);
  }

  commit(transaction: RawTransaction): void {
    const raw = transaction.db._rawDatabase;
    this.#databases.set(raw.name, raw);
    const writes = this.#open.get(transaction._rollbackLog) ?? [];
    this.#n += 1;
    if (transaction.mode === 'versionchange') return this.#append(this.#image(raw));
    if (writes.length === 0) return undefined;
    this.#onCommit(this.#n, raw.name, writes);
    this.#append({ n: this.#n, kind: 'writes', db: raw.name, writes });
    if (this.#bytes > COMPACT_BYTES) this.compact();
    return undefined;
  }

  #append(entry: Entry): void {
    const bytes = framed(entry);
    appendFileSync(this.#file, bytes);
    this.#bytes += bytes.length;
  }

  #image(raw: RawDatabase): Entry {
    const stores = [...raw.rawObjectStores.values()].map((store) => ({
      name: store.name,
      keyPath: store.keyPath,
      autoIncrement: store.autoIncrement,
      indexes: [...store.rawIndexes.values()].map(({ name, keyPath, unique, multiEntry }) => ({
        name,
        keyPath,
        unique,
        multiEntry,
      })),
      next: store.keyGenerator?.num ?? null,
      records: [...store.records.values()].map(({ key, value }) => ({ key, value })),
    }));
    return { n: this.#n, kind: 'image', db: raw.name, version: raw.version, stores };
  }

  /** Unless a transaction is writing: what it has written so far may still be taken back. */
  compact(): void {
    const all = [...this.#databases.values()];
    if (all.some(({ transactions }) => transactions.some(isWriting))) return;
    const bytes = Buffer.concat(all.map((raw) => framed(this.#image(raw))));
    writeFileSync(`${this.#file}.new`, bytes);
    renameSync(`${this.#file}.new`, this.#file);
    this.#bytes = 0;
  }

  async load(): Promise<void> {
    if (!existsSync(this.#file)) return;
    const { entries, whole } = readEntries(readFileSync(this.#file));
    for (const entry of entries) {
      this.#n = Math.max(this.#n, entry.n);
      if (entry.kind === 'image') this.#databases.set(entry.db, await restore(entry));
      else replay(this.#databases.get(entry.db), entry.writes);
    }
    if (whole < statSync(this.#file).size || entries.length > 200) this.compact();
  }
}

const isWriting = ({ _state, mode }: RawDatabase['transactions'][number]): boolean =>
  _state !== 'finished' && mode !== 'readonly';

function framed(entry: Entry): Buffer {
  const body = serialize(entry);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(body.length);
  return Buffer.concat([length, body]);
}

function readEntries(bytes: Buffer): { entries: Entry[]; whole: number } {
  const entries: Entry[] = [];
  let at = 0;
  while (at + 4 <= bytes.length) {
    const end = at + 4 + bytes.readUInt32LE(at);
    if (end > bytes.length) break;
    entries.push(deserialize(bytes.subarray(at + 4, end)) as Entry);
    at = end;
  }
  return { entries, whole: at };
}

/** Makes a database as it was, by the public interface, and fills it below it. */
async function restore(image: Extract<Entry, { kind: 'image' }>): Promise<RawDatabase> {
  await asPromise(indexedDB.deleteDatabase(image.db));
  const request = indexedDB.open(image.db, image.version);
  request.onupgradeneeded = () => {
    for (const { name, keyPath, autoIncrement, indexes } of image.stores) {
      const store = request.result.createObjectStore(name, { keyPath, autoIncrement });
      for (const { name: index, keyPath: path, unique, multiEntry } of indexes)
        store.createIndex(index, path, { unique, multiEntry });
    }
  };
  const db = await asPromise(request);
  const raw = (db as unknown as { _rawDatabase: RawDatabase })._rawDatabase;
  db.close();
  for (const { name, records, next } of image.stores) {
    const store = raw.rawObjectStores.get(name);
    for (const record of records) store?.storeRecord(record, false);
    if (store?.keyGenerator && next !== null) store.keyGenerator.num = next;
  }
  return raw;
}

function replay(raw: RawDatabase | undefined, writes: readonly Write[]): void {
  for (const write of writes) {
    const store = raw?.rawObjectStores.get(write.store);
    if ('put' in write) store?.storeRecord(write.put, false);
    else if ('clear' in write) store?.clear();
    else store?.deleteRecord(keyOf(write.remove));
  }
}

function keyOf(removed: IDBValidKey | { range: Range }): unknown {
  if (typeof removed !== 'object' || !('range' in removed)) return removed;
  const { lower, upper, lowerOpen, upperOpen } = removed.range;
  if (lower === undefined) return IDBKeyRange.upperBound(upper, upperOpen);
  if (upper === undefined) return IDBKeyRange.lowerBound(lower, lowerOpen);
  return IDBKeyRange.bound(lower, upper, lowerOpen, upperOpen);
}

function removedKey(key: unknown): IDBValidKey | { range: Range } {
  if (!(key instanceof IDBKeyRange)) return key as IDBValidKey;
  const { lower, upper, lowerOpen, upperOpen } = key as Range;
  return { range: { lower, upper, lowerOpen, upperOpen } };
}

function asPromise<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(new Error(`IndexedDB: ${request.error?.message}`)));
  });
}

/** Puts the journal between fake-indexeddb's stores and everybody who writes to them. */
async function watchStores(journal: Journal): Promise<void> {
  const request = indexedDB.open('for its classes');
  request.onupgradeneeded = () => request.result.createObjectStore('any');
  const db = await asPromise(request);
  const raw = (db as unknown as { _rawDatabase: RawDatabase })._rawDatabase;
  const store = raw.rawObjectStores.get('any');
  if (!store) throw new Error('fake-indexeddb has another inside than this was written for');
  db.close();
  const proto = Object.getPrototypeOf(store) as RawStore;
  const { storeRecord, deleteRecord, clear } = proto;
  proto.storeRecord = function (this: RawStore, record, noOverwrite, rollback) {
    const key = storeRecord.call(this, record, noOverwrite, rollback);
    if (rollback) journal.note(rollback, { store: this.name, put: { key, value: record.value } });
    return key;
  };
  proto.deleteRecord = function (this: RawStore, key, rollback) {
    deleteRecord.call(this, key, rollback);
    if (rollback) journal.note(rollback, { store: this.name, remove: removedKey(key) });
  };
  proto.clear = function (this: RawStore, rollback) {
    clear.call(this, rollback);
    if (rollback) journal.note(rollback, { store: this.name, clear: true });
  };
  await asPromise(indexedDB.deleteDatabase('for its classes'));
  const transactions = IDBTransaction.prototype as unknown as {
    dispatchEvent(this: RawTransaction, event: Event): boolean;
  };
  const { dispatchEvent } = transactions;
  transactions.dispatchEvent = function (event) {
    if (event.type === 'complete') journal.commit(this);
    return dispatchEvent.call(this, event);
  };
}

/**
 * Call once, before anything else opens a database.
 * @returns number of the last transaction that survived
 */
export async function openDurable(file: string, onCommit: OnCommit): Promise<number> {
  const journal = new Journal(file, onCommit);
  await journal.load();
  await watchStores(journal);
  return journal.n;
}
