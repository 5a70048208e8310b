import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Dialog } from '#shared/domain/dialog.ts';
import { UNMARKED, type Message } from '#shared/domain/message.ts';
import { contactFixture, dialogFixture } from '#tests/support/fixtures.ts';
import { contactId, dialogId, fakeId, operatorId } from '#tests/support/fake-hub/model.ts';
import { expectSound, SMALL_LAYOUT, storedMessages } from '#tests/support/fake-hub/replica.ts';
import { ReplicaDb } from '../db/database.ts';
import type { Layout } from '../db/pages.ts';
import { applyBatch } from './apply.ts';

const ME = operatorId(1);
const ID = dialogId(1);
const LAYOUT: Layout = { ...SMALL_LAYOUT, page: 4, packAt: 6, keep: 3, bulk: 100 };
let db: ReplicaDb;
let names = 0;
let xid = 1;
let rev = 1;

beforeEach(async () => {
  db = new ReplicaDb(`pack-${(names += 1)}`);
  xid = rev = 1;
  const meta = { cursor: { epoch: 'e', xid: '1' }, generation: 1, snapshot: null, outdated: false };
  await db.meta.put({ key: 'sync', value: meta });
});
afterEach(() => db.close());

const dialog = (lastSeq: number, patch: Partial<Dialog> = {}) =>
  dialogFixture({ id: ID, contactId: contactId(1), lastSeq, rev: (rev += 1), ...patch });
const message = (seq: number, version = 1): Message => ({
  id: fakeId(8, seq),
  dialogId: ID,
  seq,
  author: { kind: 'client', contactId: contactId(1) },
  visibility: 'public',
  body: { kind: 'text', text: `text ${seq}`, attachments: [] },
  delivery: null,
  ...UNMARKED,
  at: seq,
  rev: version,
});
const CLOSED: Dialog['state'] = { status: 'closed', responsibleId: null, closedAt: 1, outcome: 'finished' };

async function say(
  from: number,
  to: number,
  patch: Partial<Dialog> = {},
  layout: Layout = LAYOUT,
): Promise<void> {
  const messages = Array.from({ length: to - from + 1 }, (_, i) => message(from + i));
  const contact = contactFixture({ id: contactId(1) });
  const bundle = { dialog: dialog(0), contact, page: { dialogId: ID, messages: [] } };
  const first = from === 1 ? [{ type: 'enter' as const, bundle }] : [];
  const changes = messages.map((one) => ({ type: 'message' as const, message: one }));
  const base = { epoch: 'e', xid: String(xid) };
  const cursor = { epoch: 'e', xid: String((xid += 1)) };
  await applyBatch(
    db,
    ME,
    { base, cursor, changes: [...first, { type: 'dialog', dialog: dialog(to, patch) }, ...changes] },
    layout,
  );
}
const pages = async () => (await db.pages.toArray()).map(({ from, to }) => [from, to]);
const rows = async () => (await db.messages.toArray()).map((row) => row.seq);

describe('the tail of a transcript', () => {
  it('stays rows while it is short', async () => {
    await say(1, 5);
    expect(await pages()).toEqual([]);
    expect(await rows()).toEqual([1, 2, 3, 4, 5]);
  });

  it('is packed but for its newest messages when it has grown long', async () => {
    await say(1, 5);
    await say(6, 6);
    expect(await pages()).toEqual([[1, 3]]);
    expect(await rows()).toEqual([4, 5, 6]);
    await say(7, 9);
    // The short page was filled up first.
    expect(await pages()).toEqual([
      [1, 4],
      [5, 6],
    ]);
    expect(await rows()).toEqual([7, 8, 9]);
    await expectSound(db, ME);
    expect((await storedMessages(db, ID)).map((one) => one.seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('of a dialog that is closed is packed whole, and so is what is noted later', async () => {
    await say(1, 3, { state: CLOSED });
    expect(await pages()).toEqual([[1, 3]]);
    await say(4, 5, { state: CLOSED });
    expect(await pages()).toEqual([
      [1, 4],
      [5, 5],
    ]);
    expect(await rows()).toEqual([]);
    await expectSound(db, ME);
  });

  it('that begins after an unreadable page is packed into pages of its own', async () => {
    await say(1, 6);
    await db.pages.update([ID, 1], { body: 'no json' });
    await say(7, 9);
    expect(await pages()).toEqual([
      [1, 3],
      [4, 6],
    ]);
  });

  it('is changed by receipts wherever it lies', async () => {
    await say(1, 8);
    for (const seq of [2, 8]) {
      const base = { epoch: 'e', xid: String(xid) };
      const cursor = { epoch: 'e', xid: String((xid += 1)) };
      await applyBatch(
        db,
        ME,
        { base, cursor, changes: [{ type: 'message', message: message(seq, 2) }] },
        LAYOUT,
      );
    }
    expect((await storedMessages(db, ID)).map((one) => one.rev)).toEqual([1, 2, 1, 1, 1, 1, 1, 2]);
    await expectSound(db, ME);
  });

  describe('when many come at once', () => {
    const bulk = { ...LAYOUT, bulk: 3 };
    const more = (from: number, to: number) => say(from, to, {}, bulk);

    it('becomes pages without having been rows', async () => {
      await more(1, 5);
      await more(6, 8);
      // Cut evenly, so that none is left in crumbs although none is filled up.
      expect(await pages()).toEqual([
        [1, 3],
        [4, 5],
        [6, 8],
      ]);
      await more(9, 9);
      expect(await rows()).toEqual([9]);
      await expectSound(db, ME);
    });

    it('fills up the page before when it is not enough for half a page', async () => {
      const long = { ...bulk, page: 8 };
      await say(1, 3, {}, long);
      await say(4, 6, {}, long);
      expect(await pages()).toEqual([[1, 6]]);
    });

    it('takes the rows before it along if these are not more, or too many already', async () => {
      await more(1, 1);
      await more(2, 2);
      await more(3, 5);
      expect(await rows()).toEqual([]);
      expect(await pages()).toEqual([
        [1, 3],
        [4, 5],
      ]);
      await say(6, 8);
      await say(9, 9);
      await more(10, 10);
      expect(await rows()).toEqual([6, 7, 8, 9, 10]);
      await more(11, 13);
      expect(await rows()).toEqual([]);
      expect((await storedMessages(db, ID)).map((one) => one.seq)).toEqual([
        1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13,
      ]);
      await expectSound(db, ME);
    });

    it('keeps the newer version of a row that changes in the same batch', async () => {
      await say(1, 2);
      const base = { epoch: 'e', xid: String(xid) };
      const cursor = { epoch: 'e', xid: String((xid += 1)) };
      const changes = [message(2, 2), message(3), message(4), message(5), message(4, 2)].map((one) => ({
        type: 'message' as const,
        message: one,
      }));
      await applyBatch(
        db,
        ME,
        { base, cursor, changes: [{ type: 'dialog', dialog: dialog(5) }, ...changes] },
        bulk,
      );
      expect(await rows()).toEqual([]);
      expect((await storedMessages(db, ID)).map((one) => one.rev)).toEqual([1, 2, 1, 2, 1]);
      await expectSound(db, ME);
    });
  });
});
