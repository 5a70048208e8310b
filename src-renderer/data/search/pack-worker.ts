/** Entry of the thread that reads packs while the index is made. */
import { ReplicaDb } from '../db/database.ts';
import type { PackKey } from '../db/rows.ts';
import type { PackBatch } from './index-writer.ts';
import { buffersOf } from './message-columns.ts';
import { packBatch, readPacks } from './pack-source.ts';

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

scope.addEventListener('message', ({ data: { call, databaseName, keys } }) => {
  db ??= new ReplicaDb(databaseName);
  readPacks(db, keys)
    .then((packs) => {
      const batch = packBatch(packs);
      scope.postMessage({ call, batch }, buffersOf(batch.messages));
    })
    .catch(() => scope.postMessage({ call, batch: null }, []));
});
