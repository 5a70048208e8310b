import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dialogId, fakeId } from '#tests/support/fake-hub/model.ts';
import type { Intent } from '#shared/intents/all.ts';
import { NOTHING_ELSE } from '#shared/intents/message-send.ts';
import { onCommitted } from '../db/changes.ts';
import { REPEAT_DAYS } from '#shared/domain/repeat.ts';
import { countUnconfirmed, readDeadLetters } from '../queries/outbox-views.ts';
import { ReplicaDb } from '../db/database.ts';
import {
  addIntent,
  discardIntent,
  recordOutcomes,
  recoverOutbox,
  removeCovered,
  resendForEpoch,
  retryIntent,
  returnBatch,
  takeBatch,
  type Outcome,
} from './outbox.ts';

const LIMITS = { maxIntents: 100, maxBytes: 1e6 };
const position = { epoch: 'e', xid: '7' };
let db: ReplicaDb;
let names = 0;

beforeEach(() => {
  db = new ReplicaDb(`outbox-${(names += 1)}`);
});
afterEach(() => db.close());

const message = (n: number, dialog = 1): Intent => ({
  id: fakeId(9, n),
  name: 'message.send',
  args: {
    ...NOTHING_ELSE,
    dialogId: dialogId(dialog),
    text: `text ${n}`,
    visibility: 'public',
    afterSeq: null,
    replyTo: null,
  },
  at: 1,
});
const states = async () => (await db.outbox.orderBy('n').toArray()).map((row) => row.state.kind);
const take = () => takeBatch(db, LIMITS, 1);
const record = (outcomes: Outcome[], covered = false) =>
  db.transaction('rw', db.outbox, () => recordOutcomes(db, outcomes, () => covered, 5));

describe('the outbox', () => {
  it('keeps the order in which things were done, whatever the ids say', async () => {
    for (const n of [5, 3, 9]) await addIntent(db, message(n));
    expect((await take()).map((entry) => entry.intent.id)).toEqual([5, 3, 9].map((n) => fakeId(9, n)));
    expect(await states()).toEqual(['sending', 'sending', 'sending']);
  });

  it('refuses the same intent twice', async () => {
    await addIntent(db, message(1));
    await expect(addIntent(db, message(1))).rejects.toThrow('constraint');
    expect(await states()).toEqual(['waiting']);
  });

  it('after a restart sends again what was on its way', async () => {
    await addIntent(db, message(1));
    await take();
    await recoverOutbox(db);
    expect(await states()).toEqual(['waiting']);
    expect((await take())[0]?.attempts).toBe(1);
    expect((await db.outbox.toArray())[0]?.attempts).toBe(2);
  });

  it('with nothing to send nothing is written: whoever watches the outbox, its sender first of all, rests', async () => {
    await addIntent(db, message(1));
    await take();
    await record([{ kind: 'refused', id: fakeId(9, 1), refusal: { code: 'dialog_closed' } }]);
    let heard = 0;
    const unwatch = onCommitted(db, [{ table: 'outbox' }], () => (heard += 1));
    expect(await take()).toEqual([]);
    await recoverOutbox(db);
    await returnBatch(db, [fakeId(9, 1)]);
    expect(heard).toBe(0);
    await addIntent(db, message(2));
    expect(heard).toBe(1);
    unwatch();
  });

  it('takes up what another sender left behind', async () => {
    await addIntent(db, message(1));
    await take();
    expect(await take()).toHaveLength(1);
  });

  it('gives back only what has no answer', async () => {
    for (const n of [1, 2, 3]) await addIntent(db, message(n));
    await take();
    await record([
      { kind: 'done', id: fakeId(9, 1), position },
      { kind: 'refused', id: fakeId(9, 2), refusal: { code: 'dialog_closed' } },
    ]);
    await returnBatch(
      db,
      [1, 2, 3].map((n) => fakeId(9, n)),
    );
    expect(await states()).toEqual(['confirmed', 'refused', 'waiting']);
  });

  it('lets go of what is confirmed only when the replica has it', async () => {
    await addIntent(db, message(1));
    await addIntent(db, message(2));
    await take();
    await record([{ kind: 'done', id: fakeId(9, 1), position }]);
    await record([{ kind: 'done', id: fakeId(9, 2), position }], true);
    expect(await states()).toEqual(['confirmed']);
    await removeCovered(db, () => false);
    expect(await states()).toEqual(['confirmed']);
    await removeCovered(db, ({ xid }) => xid === '7');
    expect(await states()).toEqual([]);
  });

  it('a late or repeated answer changes nothing that is decided', async () => {
    await addIntent(db, message(1));
    await take();
    await record([{ kind: 'refused', id: fakeId(9, 1), refusal: { code: 'forbidden' } }]);
    await record([{ kind: 'done', id: fakeId(9, 1), position }], true);
    expect(await states()).toEqual(['refused']);
    await record([{ kind: 'done', id: fakeId(9, 77), position }]);
    expect(await states()).toEqual(['refused']);
  });

  it('of another life of the hub asks everything again that was not seen back', async () => {
    await addIntent(db, message(1));
    await addIntent(db, message(2));
    await take();
    await record([{ kind: 'done', id: fakeId(9, 1), position }]);
    await record([{ kind: 'done', id: fakeId(9, 2), position: { epoch: 'f', xid: '1' } }]);
    await resendForEpoch(db, 'f');
    expect(await states()).toEqual(['waiting', 'confirmed']);
  });
});

describe('dead letters', () => {
  it.each([
    ['of an unknown name', { id: fakeId(9, 1), name: 'dialog.fly', args: { dialogId: dialogId(1) }, at: 1 }],
    ['that is no object', 'garbage'],
    ['of another dialog than its row says', { ...message(1, 2) }],
    ['under another id than its row says', { ...message(2) }],
  ])('a payload %s is not run', async (_, payload) => {
    await db.outbox.add({
      id: fakeId(9, 1),
      dialogId: dialogId(1),
      payload,
      state: { kind: 'waiting' },
      attempts: 0,
    });
    await addIntent(db, message(5));
    expect((await take()).map((entry) => entry.intent.id)).toEqual([fakeId(9, 5)]);
    expect(await states()).toEqual(['failed', 'sending']);
  });

  it('never answered for too long, waits for the person: the hub may have forgotten that it did it', async () => {
    const day = 24 * 3600 * 1000;
    await addIntent(db, message(1));
    await addIntent(db, message(2, 2));
    await takeBatch(db, { ...LIMITS, maxIntents: 1 }, 40 * day);
    await recoverOutbox(db);
    // What never left goes however old it is: the hub cannot have done it.
    const later = await takeBatch(db, LIMITS, 40 * day + (REPEAT_DAYS + 1) * day);
    expect(later.map((entry) => entry.intent.id)).toEqual([fakeId(9, 2)]);
    expect(await states()).toEqual(['unanswered', 'sending']);
    expect(await takeBatch(db, LIMITS, 80 * day)).toHaveLength(1);
    await retryIntent(db, fakeId(9, 1), 80 * day);
    const asked = await takeBatch(db, LIMITS, 81 * day);
    expect(asked.map((entry) => entry.intent.id)).toEqual([fakeId(9, 1), fakeId(9, 2)]);
  });

  it('within that time it is repeated, and a row of an older version counts from when it was made', async () => {
    const { id, ...rest } = message(1);
    const at = 1_000_000_000_000;
    const days = (n: number) => at + n * 24 * 3600 * 1000;
    await db.outbox.add({
      id,
      dialogId: dialogId(1),
      payload: { id, ...rest, at },
      state: { kind: 'waiting' },
      attempts: 3,
    });
    expect(await takeBatch(db, LIMITS, days(REPEAT_DAYS - 1))).toHaveLength(1);
    await recoverOutbox(db);
    await db.outbox.toCollection().modify((row) => delete row.sentAt);
    expect(await takeBatch(db, LIMITS, days(REPEAT_DAYS + 1))).toHaveLength(0);
  });

  it('rejected by the hub waits for the person: retried or taken back with its text', async () => {
    await addIntent(db, message(1));
    await take();
    await record([{ kind: 'rejected', id: fakeId(9, 1), reason: 'too large' }]);
    expect(await take()).toEqual([]);
    await retryIntent(db, fakeId(9, 1), 1);
    expect(await states()).toEqual(['waiting']);
    await take();
    await record([{ kind: 'rejected', id: fakeId(9, 1), reason: 'too large' }]);
    expect(await discardIntent(db, fakeId(9, 1))).toBe('text 1');
    expect(await states()).toEqual([]);
  });
});

describe('a damaged row', () => {
  const put = (row: object) => db.outbox.add(row as never);

  it.each([
    ['without its state', { state: undefined }],
    ['with a state of no known kind', { state: { kind: 'singing' } }],
    ['confirmed at no position', { state: { kind: 'confirmed' } }],
    ['without a count of attempts', { attempts: 'many' }],
    ['without its dialog', { dialogId: undefined, state: null }],
    ['without its id', { id: undefined }],
  ])('%s is a dead letter, and holds nobody up', async (_what, damage) => {
    const one = message(1);
    await put({
      id: one.id,
      dialogId: dialogId(1),
      payload: one,
      state: { kind: 'sending' },
      attempts: 1,
      ...damage,
    });
    await addIntent(db, message(2));
    await recoverOutbox(db);
    expect((await take()).map((entry) => entry.intent.id)).toEqual([fakeId(9, 2)]);
    await removeCovered(db, () => true);
    await resendForEpoch(db, 'another');
    expect(await countUnconfirmed(db)).toBe(1);
    const [letter] = await readDeadLetters(db);
    expect(letter).toMatchObject({ text: 'text 1', dialogId: dialogId(1) });
    expect(await discardIntent(db, letter?.intentId ?? '')).toBe('text 1');
    expect(await states()).toEqual(['sending']);
  });
});

describe('taking back', () => {
  it('what never left', async () => {
    await addIntent(db, message(1));
    expect(await discardIntent(db, fakeId(9, 1))).toBe('text 1');
    expect(await states()).toEqual([]);
  });

  it('not what may have arrived, or it would be said twice', async () => {
    await addIntent(db, message(1));
    await take();
    expect(await discardIntent(db, fakeId(9, 1))).toBeNull();
    await returnBatch(db, [fakeId(9, 1)]);
    expect(await discardIntent(db, fakeId(9, 1))).toBeNull();
    await record([{ kind: 'done', id: fakeId(9, 1), position }]);
    expect(await discardIntent(db, fakeId(9, 1))).toBeNull();
    expect(await states()).toEqual(['confirmed']);
  });

  it('what is not there', async () => {
    expect(await discardIntent(db, fakeId(9, 1))).toBeNull();
    await retryIntent(db, fakeId(9, 1), 1);
  });
});
