/** Entry of the thread that reads packs while the index is made. */
import { ReplicaDb } from '../db/database.ts';
import type { PackKey } from '../db/rows.ts';
import type { PackBatch } from './index-writer.ts';
import { buffersOf } from './message-columns.ts';
import { packBatch, readPacks, type FoundPack } from './pack-source.ts';
import type { ReadContacts } from './packed.ts';

export interface PackQuestion {
  call: number;
  databaseName: string;
  keys: PackKey[];
}

export interface PackAnswer {
  call: number;
  /** Null: they could not be read here. */
  batch: PackBatch | null;
}

interface WorkerScope {
  postMessage(message: PackAnswer, transfer: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<PackQuestion>) => void): void;
}

const scope = globalThis as unknown as WorkerScope;
let db: ReplicaDb | null = null;
/** This thread lives as long as one index is made, and what it reads is written in the order in which it was asked for. */
const contactsRead: ReadContacts = new Map();

let turn: Promise<void> = Promise.resolve();

scope.addEventListener('message', ({ data: { call, databaseName, keys } }) => {
  db ??= new ReplicaDb(databaseName);
  const reading = readPacks(db, keys);
  // It may fail before its turn comes.
  reading.catch(() => undefined);
  turn = turn.then(() => answer(call, reading));
});

/** In the order of the questions: a client comes with the first of his dialogs that is written. */
async function answer(call: number, reading: Promise<FoundPack[]>): Promise<void> {
  try {
    const batch = packBatch(await reading, contactsRead);
    scope.postMessage({ call, batch }, buffersOf(batch.messages));
  } catch {
    scope.postMessage({ call, batch: null }, []);
  }
}
