import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { until } from '#tests/support/fake-hub/replica.ts';
import { dialogId } from '#tests/support/fake-hub/model.ts';
import { announceRenewed } from '../db/changes.ts';
import { ReplicaDb } from '../db/database.ts';
import { liveQuery } from './live.ts';
import type { Live } from './views.ts';

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

describe('a value that nobody listens to', () => {
  const DRAFT = [{ table: 'drafts', from: dialogId(1) }];
  const text = async () => (await db.drafts.get(dialogId(1)))?.text ?? '';
  const readOnce = (live: Live<string>) =>
    new Promise<string>((resolve) => {
      const stop = live.subscribe((value) => {
        queueMicrotask(() => {
          stop();
          resolve(value);
        });
      });
    });
  const known = (live: Live<string>) => live.current?.();

  it('stays known until a commit touches what it read, and not a moment longer', async () => {
    await put(1, 'a');
    const live = liveQuery(db, DRAFT, text);
    expect(await readOnce(live)).toBe('a');
    await put(2, 'elsewhere');
    expect(known(live)).toBe('a');
    await put(1, 'b');
    expect(known(live)).toBeUndefined();
    expect(await readOnce(live)).toBe('b');
    expect(known(live)).toBe('b');
  });

  it('is told at once to who comes again, without another reading, and then what changes', async () => {
    await put(1, 'a');
    let reads = 0;
    const live = liveQuery(db, DRAFT, () => {
      reads += 1;
      return text();
    });
    await readOnce(live);
    expect(await readOnce(live)).toBe('a');
    expect(reads).toBe(1);
    const seen: string[] = [];
    const stop = live.subscribe((value) => seen.push(value));
    expect(seen).toEqual(['a']);
    await put(1, 'b');
    await until('the change is seen', () => seen.length === 2);
    expect(seen).toEqual(['a', 'b']);
    stop();
  });

  it('is forgotten when a change came before its last reading was over, or that reading failed', async () => {
    let during = async (): Promise<void> => {};
    const live = liveQuery(db, DRAFT, async () => {
      const value = await text();
      await during();
      return value;
    });
    during = () => put(1, 'too late').then(() => undefined);
    await readOnce(live);
    expect(known(live)).toBeUndefined();
    during = () => Promise.resolve();
    expect(await readOnce(live)).toBe('too late');
    const errors: unknown[] = [];
    during = () => Promise.reject(new Error('disk'));
    const stop = live.subscribe(
      () => {},
      (error) => errors.push(error),
    );
    await put(1, 'not to be read');
    await until('it failed', () => errors.length === 1);
    stop();
    expect(known(live)).toBeUndefined();
  });

  it('is forgotten when the database is another one, and when many others were left after it', async () => {
    const live = liveQuery(db, DRAFT, text);
    await readOnce(live);
    announceRenewed(db);
    expect(known(live)).toBeUndefined();
    await readOnce(live);
    const others = Array.from({ length: 100 }, () => liveQuery(db, DRAFT, text));
    for (const other of others.slice(1)) await readOnce(other);
    expect(known(live)).toBe('');
    if (others[0]) await readOnce(others[0]);
    expect(known(live)).toBeUndefined();
    expect(others.map(known)).toEqual(others.map(() => ''));
  });
});

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
    const stop = liveQuery(db, [{ table: 'drafts', from: dialogId(1) }], read, { coalesceMs: 1 }).subscribe(
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

  it('shows something while a burst lasts, and ends at its last value', async () => {
    const seen: string[][] = [];
    const stop = liveQuery(db, [{ table: 'drafts' }], drafts).subscribe((value) => seen.push(value));
    let n = 0;
    // A reading that every further write gave up would show nothing as long as this lasts.
    await until('something is shown while it lasts', async () => {
      await put(1, `v${(n += 1)}`);
      return seen.length > 2;
    });
    await until('the last one is seen', () => seen.at(-1)?.[0] === `v${n}`);
    stop();
  });

  it('reads once for all that is written within a moment', async () => {
    let reads = 0;
    const read = () => {
      reads += 1;
      return drafts();
    };
    const seen: string[][] = [];
    const live = liveQuery(db, [{ table: 'drafts' }], read, { coalesceMs: 300 });
    const stop = live.subscribe((value) => seen.push(value));
    await until('the first is seen', () => seen.length === 1);
    await Promise.all(Array.from({ length: 20 }, (_, n) => put(n, 'x')));
    await until('all are seen', () => seen.at(-1)?.length === 20);
    expect(reads).toBeLessThan(5);
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

  it('what the person looks at is read before the rest, which does not wait for ever', async () => {
    const order: string[] = [];
    let answer = (): void => undefined;
    const slow = () => {
      order.push('first begins');
      return new Promise<void>((go) => (answer = go)).then(() => void order.push('first ends'));
    };
    const rest = () => {
      order.push('the rest');
      return Promise.resolve();
    };
    const watched = [{ table: 'drafts' }];
    const stops = [
      liveQuery(db, watched, rest, { coalesceMs: 1 }).subscribe(() => undefined),
      liveQuery(db, watched, slow, { coalesceMs: 1, rank: 'first' }).subscribe(() => undefined),
    ];
    answer();
    await until('all are read', () => order.length === 3);
    expect(order).toEqual(['first begins', 'first ends', 'the rest']);
    await put(1, 'a');
    await until('read again without an answer', () => order.length === 5);
    expect(order.slice(3)).toEqual(['first begins', 'the rest']);
    answer();
    for (const stop of stops) stop();
  });

  it('what is shown together with it is read at once, and the rest waits for both', async () => {
    const order: string[] = [];
    const answers: (() => void)[] = [];
    const slow = (name: string) => () => {
      order.push(`${name} begins`);
      return new Promise<void>((go) => answers.push(go)).then(() => void order.push(`${name} ends`));
    };
    const watched = [{ table: 'drafts' }];
    const rest = () => Promise.resolve(order.push('the rest'));
    const stops = [
      liveQuery(db, watched, rest, { coalesceMs: 1 }).subscribe(() => undefined),
      liveQuery(db, watched, slow('first'), { coalesceMs: 1, rank: 'first' }).subscribe(() => undefined),
      liveQuery(db, watched, slow('beside'), { coalesceMs: 1, rank: 'beside' }).subscribe(() => undefined),
    ];
    expect(order).toEqual(['first begins', 'beside begins']);
    for (const answer of answers) answer();
    await until('all are read', () => order.length === 5);
    expect(order.at(-1)).toBe('the rest');
    for (const stop of stops) stop();
  });
});
