import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DataSet } from '#tests/bench/data/data-set.ts';
import { packKey, packOf } from '../db/archive.ts';
import { ReplicaDb } from '../db/database.ts';
import type { PackKey } from '../db/rows.ts';
import { packReader, type PackReader } from './pack-reader.ts';
import type { PackQuestion } from './pack-worker.ts';

const MANY = 1_000;
const set = new DataSet({ dialogs: 120, now: 1_760_000_000_000 });
let db = new ReplicaDb('pack reader');
let reader: PackReader | null = null;
let keys: PackKey[] = [];

/** In the place of the thread: answers nothing, and lets the test say what happens to it. */
class Thread extends EventTarget {
  static latest: Thread | null = null;
  readonly questions: PackQuestion[] = [];
  ended = false;

  constructor() {
    super();
    Thread.latest = this;
  }

  postMessage(question: PackQuestion): void {
    this.questions.push(question);
  }

  terminate(): void {
    this.ended = true;
  }

  answer(data: unknown): void {
    this.dispatchEvent(Object.assign(new Event('message'), { data }));
  }
}

const scope = globalThis as { Worker?: unknown };
const before = scope.Worker;

beforeEach(async () => {
  scope.Worker = Thread;
  Thread.latest = null;
  const packs = [1, 2].map((i) => {
    const { dialog, contact, messages } = set.talk(i);
    return packOf([{ dialog, contact, page: { dialogId: dialog.id, messages: [...messages] } }]);
  });
  await db.archive.bulkPut(packs);
  keys = packs.map(packKey);
});

afterEach(async () => {
  scope.Worker = before;
  reader?.close();
  await db.delete();
  db = new ReplicaDb('pack reader');
});

const idsOf = async (batch: ReturnType<PackReader['read']>): Promise<string[]> =>
  (await batch).dialogs.map(({ id }) => id);
const ids = [1, 2].map((i) => set.talk(i).dialog.id);

test('few packs are read without a thread', async () => {
  reader = packReader(db, 2);
  expect(await idsOf(reader.read(keys))).toEqual(ids);
  expect(Thread.latest).toBeNull();
});

test('many are asked of one, and each answer goes to its question', async () => {
  reader = packReader(db, MANY);
  const [first, second] = [reader.read(keys.slice(0, 1)), reader.read(keys.slice(1))];
  const thread = Thread.latest;
  expect(thread?.questions.map((question) => [question.databaseName, question.keys])).toEqual([
    [db.name, keys.slice(0, 1)],
    [db.name, keys.slice(1)],
  ]);
  const [one, two] = thread?.questions ?? [];
  thread?.answer({ call: two?.call, batch: { dialogs: [{ id: 'second' }] } });
  thread?.answer({ call: one?.call, batch: { dialogs: [{ id: 'first' }] } });
  expect([await idsOf(first), await idsOf(second)]).toEqual([['first'], ['second']]);
});

test('what nobody waits for any more is not read at all', async () => {
  reader = packReader(db, MANY);
  const abandoned = reader.read(keys);
  reader.close();
  await expect(abandoned).rejects.toThrow('nobody wants');
  expect(Thread.latest?.ended).toBe(true);
});

test('what it cannot read, what it was asked when it broke, and what comes later are read here', async () => {
  reader = packReader(db, MANY);
  const [first, second] = [reader.read(keys.slice(0, 1)), reader.read(keys.slice(1))];
  Thread.latest?.answer({ call: Thread.latest.questions[0]?.call, batch: null });
  expect(await idsOf(first)).toEqual(ids.slice(0, 1));
  Thread.latest?.dispatchEvent(new Event('error'));
  expect(await idsOf(second)).toEqual(ids.slice(1));
  expect(await idsOf(reader.read(keys))).toEqual(ids);
  expect([Thread.latest?.questions.length, Thread.latest?.ended]).toEqual([2, true]);
});
