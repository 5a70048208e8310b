import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DataSet } from '#tests/bench/data/data-set.ts';
import { packOf } from '../db/archive.ts';
import { ReplicaDb } from '../db/database.ts';
import { SearchIndex } from './search-index.ts';
import { openInMemory, type OpenedDatabase } from './sqlite.ts';
import { Work, type WorkManner } from './work.ts';

const PACKS = 120;
const set = new DataSet({ dialogs: PACKS, now: 1_760_000_000_000 });
let db = new ReplicaDb('work');
let opened: OpenedDatabase;
let index: SearchIndex;

beforeEach(async () => {
  db = new ReplicaDb('work');
  const packs = Array.from(set.talks(), ({ dialog, contact, messages }) =>
    packOf([{ dialog, contact, page: { dialogId: dialog.id, messages: messages.slice(-5) } }]),
  );
  await db.archive.bulkPut(packs);
  opened = await openInMemory();
  index = new SearchIndex(opened);
});
afterEach(async () => {
  index.close();
  await db.delete();
});

/** One pass over the packs. */
async function pass(manner: Partial<WorkManner>): Promise<void> {
  const work = new Work(db, index, {
    isStopped: () => false,
    turn: () => Promise.resolve(),
    onProgress: () => undefined,
    ...manner,
  });
  await work.packs();
}

/** What another owner would find in the file. */
const committed = (): number => {
  // Refused inside a transaction: then something is not committed yet.
  opened.db.exec('begin');
  opened.db.exec('rollback');
  return index.packs().size;
};

test('all packs are indexed', async () => {
  const done: number[] = [];
  await pass({ onProgress: (progress) => done.push(progress.done) });
  expect(committed()).toBe(PACKS);
  expect(done).toEqual(Array.from({ length: 15 }, (_, i) => (i + 1) * 8));
  expect(index.messageCount()).toBeGreaterThan(PACKS);
});

test('whoever stops in the middle keeps what was written, and the next pass does the rest', async () => {
  let done = 0;
  await pass({ onProgress: (progress) => (done = progress.done), isStopped: () => done >= 64 });
  expect(committed()).toBe(64);
  expect(index.isMergeDue).toBe(true);
  await pass({});
  expect(committed()).toBe(PACKS);
});

test('when something fails, what was written before stays', async () => {
  let turns = 0;
  const turn = (): Promise<void> => {
    turns += 1;
    return turns === 5 ? Promise.reject(new Error('no way on')) : Promise.resolve();
  };
  await expect(pass({ turn })).rejects.toThrow('no way on');
  expect(committed()).toBe(32);
});
