import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { until } from '#tests/support/fake-hub/replica.ts';
import { dialogId } from '#tests/support/fake-hub/model.ts';
import { ReplicaDb } from '../db/database.ts';
import { liveQuery } from './live.ts';

let db: ReplicaDb;
let names = 0;
beforeEach(async () => {
  db = new ReplicaDb(`live-${(names += 1)}`);
  // Making a database counts as a change of everything in it.
  await db.open();
});
afterEach(() => db.close());

const put = (n: number, text: string) => db.drafts.put({ dialogId: dialogId(n), text });
const drafts = () => db.drafts.toArray().then((rows) => rows.map((row) => row.text));

describe('a live query', () => {
  it('tells the value soon, and again when it changes', async () => {
    await put(1, 'a');
    const seen: string[][] = [];
    const stop = liveQuery(db, [{ table: 'drafts' }], drafts).subscribe((value) => seen.push(value));
    await until('told', () => seen.length === 1);
    await put(2, 'b');
    await until('told again', () => seen.length === 2);
    stop();
    expect(seen).toEqual([['a'], ['a', 'b']]);
  });

  it('is not woken by other tables and other keys, nor tells what is equal', async () => {
    let reads = 0;
    let told = 0;
    const read = () => {
      reads += 1;
      return drafts();
    };
    const stop = liveQuery(db, [{ table: 'drafts', from: dialogId(1) }], read, 1).subscribe(
      () => (told += 1),
    );
    await until('told', () => told === 1);
    await put(2, 'x');
    await db.counters.put({ list: 'mine', count: 1 });
    expect(reads).toBe(1);
    await put(1, 'y');
    await until('told again', () => told === 2);
    await put(1, 'y');
    await until('read again', () => reads === 3);
    expect(told).toBe(2);
    stop();
  });

  it('reads a burst a few times, and ends at the last value', async () => {
    let reads = 0;
    const seen: string[][] = [];
    const read = () => {
      reads += 1;
      return drafts();
    };
    const stop = liveQuery(db, [{ table: 'drafts' }], read).subscribe((value) => seen.push(value));
    for (let n = 1; n <= 100; n += 1) await put(1, `v${n}`);
    await until('the last one is seen', () => seen.at(-1)?.[0] === 'v100');
    expect(reads).toBeLessThan(50);
    // While it lasted something was shown, too.
    expect(seen.length).toBeGreaterThan(2);
    stop();
  });

  it('is read once for all who listen, and not at all for nobody', async () => {
    let reads = 0;
    const live = liveQuery(db, [{ table: 'drafts' }], () => {
      reads += 1;
      return drafts();
    });
    await put(1, 'a');
    expect(reads).toBe(0);
    const seen: string[][] = [];
    const stops = [1, 2].map(() => live.subscribe((value) => seen.push(value)));
    await until('both were told', () => seen.length === 2);
    expect(seen[0]).toBe(seen[1]);
    stops.push(live.subscribe((value) => seen.push(value)));
    expect(seen[2]).toBe(seen[0]);
    expect(live.current?.()).toBe(seen[0]);
    for (const stop of stops) stop();
    await put(1, 'b');
    expect(reads).toBe(1);
    expect(live.current?.()).toBeUndefined();
  });

  it('hands on a failure and goes on', async () => {
    let broken = true;
    const errors: unknown[] = [];
    const seen: string[][] = [];
    const stop = liveQuery(db, [{ table: 'drafts' }], () =>
      broken ? Promise.reject(new Error('disk')) : drafts(),
    ).subscribe(
      (value) => seen.push(value),
      (error) => errors.push(error),
    );
    await until('it failed', () => errors.length === 1);
    broken = false;
    await put(1, 'a');
    await until('it works', () => seen.length === 1);
    stop();
  });
});
