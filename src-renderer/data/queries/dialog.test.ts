import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { dialogFixture } from '#tests/support/fixtures.ts';
import { channelId, contactId, dialogId, lineId, operatorId } from '#tests/support/fake-hub/model.ts';
import { ReplicaDb } from '../db/database.ts';
import { dialogRecord } from '../db/rows.ts';
import { createActions } from '../intents/actions.ts';
import { lookAtDialog, readDialog, readWaiting } from './dialog.ts';
import { ReplicaReader } from './reader.ts';

const ME = operatorId(1);
let db: ReplicaDb;
let names = 0;
beforeEach(() => {
  db = new ReplicaDb(`dialog-view-${(names += 1)}`);
});
afterEach(() => db.close());

test('an offer that the hub has not heard of yet is told as such, and one that it knows is not', async () => {
  const reader = new ReplicaReader(db, { operatorId: ME, role: 'operator' });
  const mine = dialogFixture({
    id: dialogId(1),
    contactId: contactId(1),
    channelId: channelId(1),
    lineId: lineId(1),
    state: { status: 'active', responsibleId: ME },
  });
  await db.dialogs.put(dialogRecord(mine, ME, 1));
  const look = async () => await readDialog(reader, mine.id);
  expect((await look())?.handOverPending).toBe(false);
  const to = { kind: 'operator', operatorId: operatorId(2) } as const;
  const card = { reason: 'lunch', promised: '', promisedUntil: null };
  await createActions({ db, sendTyping: () => {} }).transfer(mine.id, to, card);
  const offered = await look();
  expect(offered?.dialog.handOver?.state).toBe('offered');
  expect(offered?.handOverPending).toBe(true);

  await db.outbox.clear();
  await db.dialogs.put(dialogRecord(offered?.dialog ?? mine, ME, 1));
  expect((await look())?.handOverPending).toBe(false);
});

test('another row of a dialog is seen through the same reading; what was not read for it has to wait', async () => {
  const reader = new ReplicaReader(db, { operatorId: ME, role: 'operator' });
  const [boris, stranger] = [operatorId(2), operatorId(3)];
  const row = dialogFixture({ id: dialogId(1), state: { status: 'active', responsibleId: boris } });
  const operator = { id: ME, name: 'Anna', role: 'operator', active: true, rev: 1 } as const;
  await db.directory.put({ kind: 'operator', id: ME, row: operator });
  await db.dialogs.put(dialogRecord(row, ME, 1));
  const looked = await lookAtDialog(reader, row.id);
  expect(looked?.view.can.reply).toEqual({ code: 'not_responsible', operatorId: boris });

  const back = { ...row, state: { status: 'active', responsibleId: ME } as const, rev: 2 };
  expect(looked?.as(back)).toMatchObject({ dialog: back, responsible: operator, can: { reply: null } });
  expect(looked?.as({ ...back, lineId: lineId(2) })).toBeNull();
  expect(looked?.as({ ...back, contactId: contactId(2) })).toBeNull();
  expect(looked?.as({ ...back, state: { status: 'active', responsibleId: stranger } })).toBeNull();
  expect(looked?.as({ ...back, state: { status: 'queued' } })?.responsible).toBeNull();

  // What is pending has been laid over the row that was read.
  await createActions({ db, sendTyping: () => {} }).send(row.id, 'psst', 'hidden', null, []);
  expect((await lookAtDialog(reader, row.id))?.as(back)).toBeNull();
});

test('whose client waits says what is known at this moment: own answers on their way count, dialogs that are not here do not', async () => {
  const reader = new ReplicaReader(db, { operatorId: ME, role: 'operator' });
  const mine = { status: 'active', responsibleId: ME } as const;
  const dialogs = [1, 2, 3].map((n) => dialogFixture({ id: dialogId(n), state: mine, waitingSince: n }));
  const answered = dialogFixture({ id: dialogId(4), state: mine, waitingSince: null });
  for (const dialog of [...dialogs, answered]) await db.dialogs.put(dialogRecord(dialog, ME, 1));
  const actions = createActions({ db, sendTyping: () => {} });
  await actions.send(dialogId(1), 'an answer', 'public');
  await actions.send(dialogId(2), 'a note', 'hidden');
  await actions.markUnread(dialogId(4));
  const asked = [5, 4, 3, 2, 1].map(dialogId);
  expect((await readWaiting(reader, asked)).ids).toEqual([4, 3, 2].map(dialogId));
  expect(await readWaiting(reader, [])).toEqual({ ids: [], ends: new Map() });
});

test('who wrote after the answer on its way was written waits; where it was looked up to is said', async () => {
  const reader = new ReplicaReader(db, { operatorId: ME, role: 'operator' });
  const mine = { status: 'active', responsibleId: ME } as const;
  const before = dialogFixture({
    id: dialogId(1),
    state: mine,
    waitingSince: 1,
    lastSeq: 3,
    lastClientSeq: 3,
  });
  await db.dialogs.put(dialogRecord(before, ME, 1));
  const actions = createActions({ db, sendTyping: () => {} });
  await actions.send(before.id, 'an answer', 'public');
  expect(await readWaiting(reader, [before.id])).toEqual({ ids: [], ends: new Map([[before.id, 3]]) });
  await db.dialogs.put(dialogRecord({ ...before, lastSeq: 4, lastClientSeq: 4, rev: 2 }, ME, 1));
  expect(await readWaiting(reader, [before.id])).toEqual({
    ids: [before.id],
    ends: new Map([[before.id, 4]]),
  });
  await actions.send(before.id, 'and an answer to that', 'public');
  expect((await readWaiting(reader, [before.id])).ids).toEqual([]);
});
