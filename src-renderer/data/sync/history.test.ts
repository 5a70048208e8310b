import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Message } from '#shared/domain/message.ts';
import { dialogFixture } from '#tests/support/fixtures.ts';
import { contactId, dialogId, fakeId, operatorId } from '#tests/support/fake-hub/model.ts';
import { ReplicaDb } from '../db/database.ts';
import { dialogRecord } from '../db/rows.ts';
import { olderGap, writeHistoryPage } from './history.ts';

const ID = dialogId(1);
let db: ReplicaDb;
let names = 0;

beforeEach(async () => {
  db = new ReplicaDb(`history-${(names += 1)}`);
  await db.dialogs.put(dialogRecord(dialogFixture({ id: ID, lastSeq: 20 }), operatorId(1), 1));
  await db.coverage.put({ dialogId: ID, from: 10, to: 20 });
});
afterEach(() => db.close());

function message(seq: number, rev = 1): Message {
  return {
    id: fakeId(8, seq),
    dialogId: ID,
    seq,
    author: { kind: 'client', contactId: contactId(1) },
    visibility: 'public',
    body: { kind: 'text', text: `v${rev}` },
    delivery: null,
    at: seq,
    rev,
  };
}
const page = (from: number, to: number) => ({
  dialogId: ID,
  messages: Array.from({ length: to - from + 1 }, (_, i) => message(from + i)),
});
const known = async () => {
  const row = await db.coverage.get(ID);
  return row && [row.from, row.to];
};

describe('older history', () => {
  it('is asked for from where the known part begins', async () => {
    expect(await olderGap(db, ID)).toEqual({ kind: 'gap', before: 10 });
    await db.coverage.delete(ID);
    expect(await olderGap(db, ID)).toEqual({ kind: 'gap', before: null });
    await db.coverage.put({ dialogId: ID, from: 1, to: 20 });
    expect(await olderGap(db, ID)).toEqual({ kind: 'whole' });
    expect(await olderGap(db, dialogId(2))).toEqual({ kind: 'whole' });
  });

  it('joins the known part', async () => {
    expect(await writeHistoryPage(db, ID, 10, page(7, 9))).toBe('written');
    expect(await known()).toEqual([7, 20]);
    expect(await db.messages.count()).toBe(3);
  });

  it('is not written where a hole would remain', async () => {
    expect(await writeHistoryPage(db, ID, 10, page(5, 8))).toBe('outdated');
    expect(await known()).toEqual([10, 20]);
    expect(await db.messages.count()).toBe(0);
  });

  it('is not written for a dialog that has gone meanwhile', async () => {
    await db.dialogs.clear();
    await db.coverage.clear();
    expect(await writeHistoryPage(db, ID, 10, page(7, 9))).toBe('outdated');
    expect(await db.messages.count()).toBe(0);
    expect(await known()).toBeUndefined();
  });

  it('does not undo a change that overtook it', async () => {
    await db.messages.put(message(8, 2));
    expect(await writeHistoryPage(db, ID, 10, page(7, 9))).toBe('written');
    expect((await db.messages.get([ID, 8]))?.rev).toBe(2);
  });

  it('ends where the hub has no more', async () => {
    expect(await writeHistoryPage(db, ID, 10, { dialogId: ID, messages: [] })).toBe('nothing_older');
    expect(await known()).toEqual([1, 20]);
    expect(await olderGap(db, ID)).toEqual({ kind: 'whole' });
  });
});
