import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Cursor } from '#shared/domain/cursor.ts';
import type { Change } from '#shared/wire/change.ts';
import { EngineDesk } from '#tests/support/fake-hub/engine-desk.ts';
import { ManualClock } from '#tests/support/manual-clock.ts';
import { LAYOUT } from '../db/pages.ts';
import { FeedPump, type FeedEnd } from './feed-pump.ts';
import { readSyncMeta } from './sync-meta.ts';

let desk: EngineDesk;
let clock: ManualClock;
let pump: FeedPump;
let here: Cursor;
/** Transactions that went through. */
let transactions: number;
let ends: FeedEnd[];

beforeEach(async () => {
  desk = new EngineDesk();
  desk.model.clientWrites(99, 1, 'open');
  await desk.start();
  await desk.engine.stop();
  here = (await readSyncMeta(desk.db)).cursor ?? { epoch: '', xid: '' };
  clock = new ManualClock();
  transactions = 0;
  ends = [];
  const { db, me } = desk;
  const onStored = (): void => void (transactions += 1);
  pump = new FeedPump({ db, me, layout: LAYOUT, clock, onStored }, here, (end) => ends.push(end));
});
afterEach(() => desk.close());

const after = (by: number): Cursor => ({ ...here, xid: String(BigInt(here.xid) + BigInt(by)) });
/** Of dialogs that nobody has: each takes its place in the feed, and changes nothing. */
const piece = (count: number): Change[] =>
  Array.from({ length: count }, (_, n) => ({
    type: 'gone',
    dialogId: `01890000-0000-7000-8000-${n.toString().padStart(12, '0')}`,
  }));
/** However busy the machine is. */
const PATIENT = { timeout: 20_000 };
const reached = async (by: number): Promise<void> => {
  await vi.waitFor(async () => expect((await readSyncMeta(desk.db)).cursor).toEqual(after(by)), PATIENT);
};
/** Whatever was begun in memory has ended: a reading after it comes after it. */
const place = async (): Promise<Cursor | null> => (await readSyncMeta(desk.db)).cursor;

test('what happens now is written at once', async () => {
  pump.push(piece(1), after(1));
  await reached(1);
  pump.push(piece(2_000), after(2));
  await reached(2);
  expect(transactions).toBe(2);
});

test('pieces of what was missed are written together, as soon as they are enough', async () => {
  pump.push(piece(700), after(1), true);
  pump.push(piece(700), after(2), true);
  expect(await place()).toEqual(here);
  pump.push(piece(700), after(3), true);
  await reached(3);
  expect(transactions).toBe(1);
});

test('nobody waits long for what was said to come', async () => {
  pump.push(piece(6), after(1), true);
  clock.pass(999);
  expect(await place()).toEqual(here);
  clock.pass(1);
  await reached(1);
  expect(transactions).toBe(1);
});

test('the patience is that of the first piece: most of what was missed may be nothing to this session', async () => {
  pump.push(piece(6), after(1), true);
  clock.pass(999);
  pump.push([], after(2), true);
  expect(await place()).toEqual(here);
  clock.pass(1);
  await reached(2);
  pump.push([], after(3), true);
  clock.pass(999);
  expect(await place()).toEqual(after(2));
  clock.pass(1);
  await reached(3);
});

test('the last piece waits for nobody', async () => {
  pump.push(piece(600), after(1), true);
  pump.push(piece(3), after(2));
  await reached(2);
  expect(transactions).toBe(1);
});

test('what came while something was written waits likewise', async () => {
  pump.push(piece(3), after(1));
  pump.push(piece(700), after(2), true);
  await reached(1);
  expect(await place()).toEqual(after(1));
  clock.pass(1_000);
  await reached(2);
  pump.push(piece(1), after(3));
  await reached(3);
});

test('at the end of the connection nothing is left waiting', async () => {
  pump.push(piece(600), after(1), true);
  expect(await pump.drained()).toBeNull();
  expect(await place()).toEqual(after(1));
  expect(ends).toEqual([]);
});

test('whoever ends the connection hears that what had come could not be applied', async () => {
  const other = { ...here, xid: String(BigInt(here.xid) + 50n) };
  const { db, me } = desk;
  const apart = new FeedPump(
    { db, me, layout: LAYOUT, clock, onStored: () => undefined },
    other,
    () => undefined,
  );
  apart.push(piece(6), after(60), true);
  expect(await apart.drained()).toEqual({ kind: 'look_again' });
  expect(await place()).toEqual(here);
});

test('a feed that cannot help any more is not waited for', async () => {
  pump.push(piece(600), after(1), true);
  pump.reset();
  await vi.waitFor(() => expect(ends).toEqual([{ kind: 'look_again' }]), PATIENT);
  expect((await readSyncMeta(desk.db)).outdated).toBe(true);
});

test('nothing is written behind what the disk has refused', async () => {
  const refused = new Error('refused');
  vi.spyOn(desk.db, 'transaction').mockRejectedValueOnce(refused);
  pump.push(piece(1), after(1));
  pump.push(piece(1), after(2));
  await vi.waitFor(() => expect(ends).toEqual([{ kind: 'storage', error: refused }]), PATIENT);
  await pump.drained();
  expect(await place()).toEqual(here);
  expect(transactions).toBe(0);
});
