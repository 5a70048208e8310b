import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { memorySafe } from '#tests/support/fake-hub/desk.ts';
import { dialogId, fakeId } from '#tests/support/fake-hub/model.ts';
import { until } from '#tests/support/fake-hub/replica.ts';
import { ReplicaDb } from './database.ts';
import type { OutboxRow, OutboxState } from './rows.ts';
import { copyToSafe, followWithSafe, readSafe, takeBack } from './safe.ts';

let db: ReplicaDb;
let names = 0;
beforeEach(() => {
  db = new ReplicaDb(`safe-${(names += 1)}`);
});
afterEach(() => {
  db.close();
  vi.restoreAllMocks();
});

const row = (n: number, state: OutboxState = { kind: 'waiting' }, attempts = 0): OutboxRow => ({
  n,
  id: fakeId(9, n),
  dialogId: dialogId(1),
  payload: { text: `payload ${n}` },
  state,
  attempts,
});
const holding = (...outbox: OutboxRow[]) => {
  const safe = memorySafe();
  safe.write(JSON.stringify({ outbox, drafts: [{ dialogId: dialogId(1), text: 'safe' }] }));
  return safe;
};
const outbox = () => db.outbox.orderBy('n').toArray();

describe('a new database', () => {
  it('takes back what the safe holds, once', async () => {
    const confirmed = { kind: 'confirmed', position: { epoch: 'e', xid: '4' } } as const;
    const refused = { kind: 'refused', refusal: { code: 'not_found' }, at: 1 } as const;
    const safe = holding(row(3), row(4, { kind: 'sending' }, 2), row(5, confirmed, 1), row(6, refused, 1));
    expect(await takeBack(db, safe)).toEqual({ renewed: true, restored: 3 });
    // What waited may have left a moment before the end: only the hub can say.
    expect(await outbox()).toEqual([
      row(3, { kind: 'waiting' }, 1),
      row(4, { kind: 'waiting' }, 2),
      row(5, confirmed, 1),
      row(6, refused, 1),
    ]);
    await db.outbox.clear();
    expect(await takeBack(db, safe)).toEqual({ renewed: false, restored: 0 });
    expect(await outbox()).toEqual([]);
  });

  it('gets a draft back in its mode: a hidden one never comes back as one for the client', async () => {
    const safe = memorySafe();
    const drafts = [{ dialogId: dialogId(1), text: 'between us', hidden: true }];
    safe.write(JSON.stringify({ outbox: [], drafts }));
    await takeBack(db, safe);
    expect(await db.drafts.toArray()).toEqual(drafts);
  });

  it('without a safe is the first of its person', async () => {
    expect(await takeBack(db, memorySafe())).toEqual({ renewed: false, restored: 0 });
    const garbled = memorySafe();
    garbled.write('{"outbox":[{"n":"three"}]}');
    db.close();
    db = new ReplicaDb(`safe-${(names += 1)}`);
    expect(await takeBack(db, garbled)).toEqual({ renewed: false, restored: 0 });
  });

  it('in which something was written meanwhile loses nothing of it', async () => {
    await db.outbox.add({ ...row(3), id: fakeId(9, 77) });
    await db.drafts.put({ dialogId: dialogId(1), text: 'newer' });
    await takeBack(db, holding(row(3), row(8)));
    expect((await outbox()).map(({ id }) => id).toSorted()).toEqual(
      [fakeId(9, 77), fakeId(9, 3), fakeId(9, 8)].toSorted(),
    );
    expect(await db.drafts.toArray()).toEqual([{ dialogId: dialogId(1), text: 'newer' }]);
  });
});

describe('the safe', () => {
  it('follows the database, and rests when it does', async () => {
    const safe = memorySafe();
    await takeBack(db, safe);
    let turns = 0;
    const stop = followWithSafe(db, safe, (work) => {
      turns += 1;
      return work();
    });
    await until('begun', () => safe.text !== null);
    await db.outbox.add(row(1));
    await until('followed', () => readSafe(safe)?.outbox.length === 1);
    const before = turns;
    await db.counters.put({ list: 'all', count: 1 });
    await db.outbox.delete(1);
    await until('followed', () => readSafe(safe)?.outbox.length === 0);
    expect(turns).toBe(before + 1);
    stop();
    await db.outbox.add(row(2));
    await copyToSafe(db, memorySafe());
    expect(readSafe(safe)?.outbox).toEqual([]);
  });

  it('takes nothing in any more once nobody follows, also not what was being read then', async () => {
    const safe = memorySafe();
    await takeBack(db, safe);
    await db.outbox.add(row(1));
    const [reading, read] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const stop = followWithSafe(db, safe, async (work) => {
      const copied = work();
      reading.resolve();
      await copied;
      read.resolve();
    });
    await reading.promise;
    // As at a sign-out.
    stop();
    safe.remove();
    await read.promise;
    expect(safe.text).toBeNull();
  });

  it('does not follow an empty database that stands in the place of a lost one', async () => {
    const safe = holding(row(3));
    await copyToSafe(db, safe);
    expect(readSafe(safe)?.outbox).toHaveLength(1);
  });

  it('that is full or forbidden is said, and keeps nobody from working', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const full = { ...memorySafe(), write: () => expect.fail('QuotaExceededError') };
    await takeBack(db, full);
    await db.outbox.add(row(1));
    await copyToSafe(db, full);
    expect(warn).toHaveBeenCalledOnce();
  });
});
