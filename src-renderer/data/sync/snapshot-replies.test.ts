import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Id } from '#shared/domain/ids.ts';
import type { QuickReply } from '#shared/domain/quick-reply.ts';
import type { RepliesPart, SnapshotPage } from '#shared/wire/http/snapshot.ts';
import { fakeId, operatorId } from '#tests/support/fake-hub/model.ts';
import { quickReplyFixture } from '#tests/support/quick-replies.ts';
import { ReplicaDb } from '../db/database.ts';
import { applyBatch } from './apply.ts';
import { writeSnapshotPage } from './snapshot.ts';

const ME = operatorId(1);
const id = (n: number): Id => fakeId(9, n);
const reply = (n: number, rev = 1, patch: Partial<QuickReply> = {}): QuickReply =>
  quickReplyFixture({ id: id(n), text: `v${rev}`, rev, ...patch });
const at = (xid: number) => ({ epoch: 'e', xid: String(xid) });

let db: ReplicaDb;
let names = 0;
beforeEach(async () => {
  db = new ReplicaDb(`snapshot-replies-${(names += 1)}`);
  await db.open();
});
afterEach(() => db.close());

const page = (xid: number, replies: RepliesPart | null, patch: Partial<SnapshotPage> = {}): SnapshotPage => ({
  cursor: at(xid),
  scope: { operatorId: ME, role: 'operator', lineIds: [], branchIds: [] },
  directory: [],
  notices: [],
  talks: [],
  replySlots: [],
  bundles: [],
  replies,
  total: 0,
  next: null,
  archive: null,
  ...patch,
});
const rows = async (): Promise<[Id, string][]> =>
  (await db.quickReplies.toArray()).map((one): [Id, string] => [one.id, one.deleted ? 'deleted' : one.text]);

it('a snapshot brings replies by ranges, and takes away what is in none', async () => {
  await db.quickReplies.bulkPut([1, 2, 3, 4, 5, 6].map((n) => reply(n)));
  await db.replySlots.put({ operatorId: ME, slot: 1, replyId: id(1), rev: 3 });
  const slots = [{ operatorId: ME, slot: 2, replyId: id(2), rev: 1 }];
  const first = { after: null, upTo: id(3), rows: [reply(1, 2), reply(3)] };
  await writeSnapshotPage(db, ME, null, page(1, first, { next: 'more', replySlots: slots }));
  // What the next page is about is not touched by this one.
  expect(await rows()).toEqual([
    [id(1), 'v2'],
    [id(3), 'v1'],
    [id(4), 'v1'],
    [id(5), 'v1'],
    [id(6), 'v1'],
  ]);
  await writeSnapshotPage(
    db,
    ME,
    'more',
    page(1, { after: id(3), upTo: null, rows: [reply(5, 4), reply(7)] }),
  );
  expect(await rows()).toEqual([
    [id(1), 'v2'],
    [id(3), 'v1'],
    [id(5), 'v4'],
    [id(7), 'v1'],
  ]);
  expect(await db.replySlots.toArray()).toEqual(slots);
  expect(await db.meta.get('scope')).toMatchObject({ value: { operatorId: ME } });
});

it('pages about dialogs leave replies alone', async () => {
  await db.quickReplies.put(reply(1));
  await writeSnapshotPage(db, ME, null, page(1, null));
  expect(await rows()).toEqual([[id(1), 'v1']]);
});

it('the feed changes a reply forwards only, keeps what was deleted as such, and remembers new rights', async () => {
  await writeSnapshotPage(db, ME, null, page(1, { after: null, upTo: null, rows: [reply(1, 2), reply(2)] }));
  const scope = { operatorId: ME, role: 'senior' as const, lineIds: [], branchIds: [id(1)] };
  const outcome = await applyBatch(db, ME, {
    base: at(1),
    cursor: at(5),
    changes: [
      { type: 'quickReply', reply: reply(1, 1) },
      { type: 'quickReply', reply: reply(2, 2, { deleted: true }) },
      { type: 'quickReply', reply: reply(3, 1) },
      // A move, for somebody who has both shelves.
      { type: 'quickReply', reply: reply(3, 2, { deleted: true }) },
      { type: 'quickReply', reply: reply(3, 3) },
      { type: 'replySlot', slot: { operatorId: ME, slot: 4, replyId: id(3), rev: 2 } },
      { type: 'replySlot', slot: { operatorId: ME, slot: 4, replyId: null, rev: 1 } },
      { type: 'scope', scope },
    ],
  });
  expect(outcome).toEqual({ kind: 'outdated' });
  expect(await rows()).toEqual([
    [id(1), 'v2'],
    [id(2), 'deleted'],
    [id(3), 'v3'],
  ]);
  expect(await db.replySlots.toArray()).toMatchObject([{ slot: 4, replyId: id(3) }]);
  expect(await db.meta.get('scope')).toEqual({ key: 'scope', value: scope });
});
