import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UNMARKED, type Message } from '#shared/domain/message.ts';
import { contactFixture, dialogFixture } from '#tests/support/fixtures.ts';
import { contactId, dialogId, fakeId, operatorId } from '#tests/support/fake-hub/model.ts';
import { storedMessages } from '#tests/support/fake-hub/replica.ts';
import { ReplicaDb } from '../db/database.ts';
import { pageRow } from '../db/pages.ts';
import { dialogRecord } from '../db/rows.ts';
import { applyBatch } from './apply.ts';
import { olderGap, writeHistoryPage } from './history.ts';
import { writeSyncMeta } from './sync-meta.ts';

const ID = dialogId(1);
let db: ReplicaDb;
let names = 0;

beforeEach(async () => {
  db = new ReplicaDb(`history-${(names += 1)}`);
  await db.dialogs.put(dialogRecord(dialogFixture({ id: ID, lastSeq: 20 }), operatorId(1), 1));
  await know(10, 20);
});
afterEach(() => db.close());

function message(seq: number, rev = 1): Message {
  return {
    id: fakeId(8, seq),
    dialogId: ID,
    seq,
    author: { kind: 'client', contactId: contactId(1) },
    visibility: 'public',
    body: { kind: 'text', text: `v${rev}`, attachments: [] },
    delivery: null,
    ...UNMARKED,
    at: seq,
    rev,
  };
}
const page = (from: number, to: number) => ({
  dialogId: ID,
  messages: Array.from({ length: to - from + 1 }, (_, i) => message(from + i)),
});
/** Everything known as one page. */
async function know(from: number, to: number): Promise<void> {
  await db.pages.put(pageRow(ID, page(from, to).messages));
  await db.dialogs.update(ID, { known: { from, tail: to + 1, to } });
}
const known = async () => {
  const record = await db.dialogs.get(ID);
  return record?.known && [record.known.from, record.known.to];
};
const seqs = async () => (await storedMessages(db, ID)).map((one) => one.seq);
const gapAt = (before: number | null, missed = 0) => ({ before, asked: { generation: 0, missed, came: 1 } });

describe('older history', () => {
  it('is asked for from where the known part begins', async () => {
    expect(await olderGap(db, ID)).toEqual({ kind: 'gap', ...gapAt(10) });
    await db.dialogs.update(ID, { known: null, missed: 3 });
    expect(await olderGap(db, ID)).toEqual({ kind: 'gap', ...gapAt(null, 3) });
    await db.dialogs.update(ID, { known: { from: 1, tail: 21, to: 20 } });
    expect(await olderGap(db, ID)).toEqual({ kind: 'whole' });
    expect(await olderGap(db, dialogId(2))).toEqual({ kind: 'whole' });
  });

  it('joins the known part', async () => {
    expect(await writeHistoryPage(db, operatorId(1), ID, gapAt(10), page(7, 9))).toBe('written');
    expect(await known()).toEqual([7, 20]);
    expect(await seqs()).toEqual(page(7, 20).messages.map((one) => one.seq));
    expect(await db.pages.count()).toBe(2);
    expect(await db.messages.count()).toBe(0);
  });

  it('comes where nothing was known', async () => {
    await db.pages.clear();
    await db.dialogs.update(ID, { known: null });
    expect(await writeHistoryPage(db, operatorId(1), ID, gapAt(null), page(15, 20))).toBe('written');
    expect(await known()).toEqual([15, 20]);
  });

  it('is cut into pages of the usual size, full ones at the end', async () => {
    await db.pages.clear();
    await know(200, 210);
    expect(await writeHistoryPage(db, operatorId(1), ID, gapAt(200), page(80, 199))).toBe('written');
    const pages = await db.pages.toArray();
    expect(pages.map(({ from, to }) => [from, to])).toEqual([
      [80, 99],
      [100, 149],
      [150, 199],
      [200, 210],
    ]);
  });

  it('is not written where a hole would remain', async () => {
    expect(await writeHistoryPage(db, operatorId(1), ID, gapAt(10), page(5, 8))).toBe('outdated');
    expect(await known()).toEqual([10, 20]);
    expect(await db.pages.count()).toBe(1);
  });

  it('is not written for a dialog that has gone meanwhile', async () => {
    await db.dialogs.clear();
    await db.pages.clear();
    expect(await writeHistoryPage(db, operatorId(1), ID, gapAt(10), page(7, 9))).toBe('outdated');
    expect(await db.pages.count()).toBe(0);
  });

  it('is not written when a message of it may have changed meanwhile', async () => {
    await db.dialogs.update(ID, { missed: 1 });
    expect(await writeHistoryPage(db, operatorId(1), ID, gapAt(10, 0), page(7, 9))).toBe('outdated');
    expect(await writeHistoryPage(db, operatorId(1), ID, gapAt(10, 1), page(7, 9))).toBe('written');
  });

  it('is not written after another snapshot, before which nobody told what changed', async () => {
    const meta = { cursor: null, generation: 1, snapshot: null, outdated: false };
    await writeSyncMeta(db, meta);
    expect(await writeHistoryPage(db, operatorId(1), ID, gapAt(10), page(7, 9))).toBe('outdated');
    const gap = await olderGap(db, ID);
    if (gap.kind === 'whole') throw new Error('Nothing is missing');
    await writeSyncMeta(db, { ...meta, generation: 2 });
    expect(await writeHistoryPage(db, operatorId(1), ID, gap, page(7, 9))).toBe('outdated');
    await writeSyncMeta(db, meta);
    expect(await writeHistoryPage(db, operatorId(1), ID, gap, page(7, 9))).toBe('written');
  });

  it('is not written when the dialog went and came again meanwhile', async () => {
    const gone = { type: 'gone', dialogId: ID } as const;
    const dialog = dialogFixture({ id: ID, lastSeq: 20, rev: 3 });
    const contact = contactFixture({ id: dialog.contactId });
    const enter = { type: 'enter', bundle: { dialog, contact, page: page(10, 20) } } as const;
    const cursor = (xid: number) => ({ epoch: 'e', xid: String(xid) });
    await writeSyncMeta(db, { cursor: cursor(1), generation: 0, snapshot: null, outdated: false });
    const batch = { base: cursor(1), changes: [gone, enter], cursor: cursor(2) };
    expect(await applyBatch(db, operatorId(1), batch)).toEqual({ kind: 'applied' });
    expect(await known()).toEqual([10, 20]);
    expect(await writeHistoryPage(db, operatorId(1), ID, gapAt(10), page(7, 9))).toBe('outdated');
  });

  it('does not undo a change of what is known already', async () => {
    await db.pages.put(pageRow(ID, [message(10, 2), ...page(11, 20).messages]));
    expect(await writeHistoryPage(db, operatorId(1), ID, gapAt(11), page(7, 10))).toBe('written');
    expect((await storedMessages(db, ID)).find((one) => one.seq === 10)?.rev).toBe(2);
  });

  it('ends where the hub has no more', async () => {
    expect(await writeHistoryPage(db, operatorId(1), ID, gapAt(10), { dialogId: ID, messages: [] })).toBe(
      'nothing_older',
    );
    expect(await known()).toEqual([10, 20]);
  });
});

describe('a page that cannot be read', () => {
  it('is forgotten with what is older, and asked for again', async () => {
    expect(await writeHistoryPage(db, operatorId(1), ID, gapAt(10), page(7, 9))).toBe('written');
    await db.pages.update([ID, 7], { body: '[{"seq":7}]' });
    expect(await olderGap(db, ID)).toEqual({ kind: 'gap', ...gapAt(10) });
    expect(await seqs()).toEqual(page(10, 20).messages.map((one) => one.seq));
    expect(await writeHistoryPage(db, operatorId(1), ID, gapAt(10), page(7, 9))).toBe('written');
    expect(await known()).toEqual([7, 20]);
  });

  it('when it is the newest, the newest are asked for', async () => {
    await db.pages.update([ID, 10], { body: 'no json' });
    expect(await olderGap(db, ID)).toEqual({ kind: 'gap', ...gapAt(null) });
    expect(await known()).toBeNull();
    expect(await db.pages.count()).toBe(0);
  });
});
