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

interface Waiting {
  resolve: (batch: PackBatch | null) => void;
  reject: (error: Error) => void;
}

/** What that thread does not read, this one does. */
class ReaderBeside implements PackReader {
  private readonly databaseName: string;
  private readonly here: ReaderHere;
  private readonly worker: Worker;
  private readonly waiting = new Map<number, Waiting>();
  private calls = 0;
  private state: 'works' | 'broken' | 'closed' = 'works';

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
      this.waiting.get(data.call)?.resolve(data.batch);
      this.waiting.delete(data.call);
    });
    this.worker.addEventListener('error', ({ message }) => {
      console.warn('packs are read without a thread of their own', message);
      this.end('broken');
    });
  }

  async read(keys: readonly PackKey[]): Promise<PackBatch> {
    return (await this.ask(keys)) ?? this.here.read(keys);
  }

  close(): void {
    this.end('closed');
  }

  private end(state: 'broken' | 'closed'): void {
    this.state = state;
    this.worker.terminate();
    for (const { resolve, reject } of this.waiting.values())
      if (state === 'broken') resolve(null);
      else reject(new Error('nobody wants these packs any more'));
    this.waiting.clear();
  }

  /** Null: not by that thread. */
  private ask(keys: readonly PackKey[]): Promise<PackBatch | null> {
    if (this.state !== 'works') return Promise.resolve(null);
    this.calls += 1;
    const call = this.calls;
    return new Promise((resolve, reject) => {
      this.waiting.set(call, { resolve, reject });
      this.worker.postMessage({
        call,
        databaseName: this.databaseName,
        keys: [...keys],
      } satisfies PackQuestion);
    });
  }
}
