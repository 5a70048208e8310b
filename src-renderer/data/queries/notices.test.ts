import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Notice } from '#shared/domain/notice.ts';
import { dialogId, fakeId, operatorId } from '#tests/support/fake-hub/model.ts';
import { ReplicaDb } from '../db/database.ts';
import { createActions } from '../intents/actions.ts';
import { readNotices } from './notices.ts';
import { ReplicaReader } from './reader.ts';

const ME = operatorId(1);
let db: ReplicaDb;
let names = 0;
beforeEach(() => {
  db = new ReplicaDb(`notices-${(names += 1)}`);
});
afterEach(() => db.close());
const reader = () => new ReplicaReader(db, { operatorId: ME, role: 'operator' });
const actions = () => createActions({ db, sendTyping: () => {}, now: () => 9_000 });

describe('notices', () => {
  const put = (n: number, at: number, seenAt: number | null = null) => {
    const notice: Notice = {
      id: fakeId(11, n),
      operatorId: ME,
      kind: 'offered',
      dialogId: dialogId(1),
      byId: operatorId(2),
      text: '',
      clientName: 'Olga',
      at,
      seenAt,
      rev: 1,
    };
    return db.notices.put(notice);
  };

  it('come newest first, and are seen at once when they were put aside', async () => {
    await put(1, 1_000);
    await put(2, 3_000);
    await put(3, 2_000, 2_500);
    await actions().noticesSeen([fakeId(11, 2), fakeId(11, 3)]);
    expect((await readNotices(reader())).map(({ id, seenAt }) => [id, seenAt])).toEqual([
      [fakeId(11, 2), 9_000],
      [fakeId(11, 3), 2_500],
      [fakeId(11, 1), null],
    ]);
  });

  it('that the hub would not put aside are there again', async () => {
    await put(1, 1_000);
    await actions().noticesSeen([fakeId(11, 1)]);
    await db.outbox
      .toCollection()
      .modify({ state: { kind: 'refused', refusal: { code: 'forbidden' }, at: 1 } });
    expect((await readNotices(reader()))[0]?.seenAt).toBeNull();
  });
});
