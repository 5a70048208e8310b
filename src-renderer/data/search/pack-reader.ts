import type { ReplicaDb } from '../db/database.ts';
import type { PackKey } from '../db/rows.ts';
import type { PackBatch } from './index-writer.ts';
import { packBatch, readPacks } from './pack-source.ts';
import type { PackAnswer, PackQuestion } from './pack-worker.ts';

/** Reads packs and makes of them what is written to the index. */
export interface PackReader {
  read(keys: readonly PackKey[]): Promise<PackBatch>;
  close(): void;
}

/** Fewer are read sooner than another thread starts. */
const MANY_PACKS = 32;

/** For so many packs a thread of its own: to read them takes as long as to write what was read. */
export function packReader(db: ReplicaDb, packs: number): PackReader {
  return packs < MANY_PACKS || typeof Worker === 'undefined' ? new ReaderHere(db) : new ReaderBeside(db);
}

class ReaderHere implements PackReader {
  private readonly db: ReplicaDb;

  constructor(db: ReplicaDb) {
    this.db = db;
  }

  async read(keys: readonly PackKey[]): Promise<PackBatch> {
    return packBatch(await readPacks(this.db, keys));
  }

  close(): void {}
}

/** What that thread does not read, this one does. */
class ReaderBeside implements PackReader {
  private readonly databaseName: string;
  private readonly here: ReaderHere;
  private readonly worker: Worker;
  private readonly waiting = new Map<number, (answer: PackAnswer | null) => void>();
  private calls = 0;
  private broken = false;

  constructor(db: ReplicaDb) {
    this.databaseName = db.name;
    this.here = new ReaderHere(db);
    // This very form is what the bundler recognises.
    this.worker = new Worker(new URL('./pack-worker.ts', import.meta.url), {
      type: 'module',
      name: 'otklik-packs',
    });
    // Both are made from one bundle, so its answers are trusted.
    this.worker.addEventListener('message', ({ data }: MessageEvent<PackAnswer>) => {
      this.waiting.get(data.call)?.(data);
      this.waiting.delete(data.call);
    });
    this.worker.addEventListener('error', ({ message }) => {
      console.warn('packs are read without a thread of their own', message);
      this.close();
    });
  }

  async read(keys: readonly PackKey[]): Promise<PackBatch> {
    const answer = await this.ask(keys);
    return answer?.batch ?? this.here.read(keys);
  }

  close(): void {
    this.broken = true;
    this.worker.terminate();
    for (const done of this.waiting.values()) done(null);
    this.waiting.clear();
  }

  private ask(keys: readonly PackKey[]): Promise<PackAnswer | null> {
    if (this.broken) return Promise.resolve(null);
    this.calls += 1;
    const call = this.calls;
    return new Promise((resolve) => {
      this.waiting.set(call, resolve);
      this.worker.postMessage({
        call,
        databaseName: this.databaseName,
        keys: [...keys],
      } satisfies PackQuestion);
    });
  }
}
