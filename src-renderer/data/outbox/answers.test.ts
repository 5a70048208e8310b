import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dialogId, fakeId } from '#tests/support/fake-hub/model.ts';
import { madeIntent } from '#tests/support/made-intent.ts';
import { ReplicaDb } from '../db/database.ts';
import { addIntent, discardIntent, recordOutcomes, retryIntent, takeBatch } from './outbox.ts';

const LIMITS = { maxIntents: 100, maxBytes: 1e6 };
let db: ReplicaDb;
let names = 0;

beforeEach(() => {
  db = new ReplicaDb(`answers-${(names += 1)}`);
});
afterEach(() => db.close());

const say = (n: number) =>
  madeIntent(n, 'message.send', {
    dialogId: dialogId(1),
    text: `text ${n}`,
    visibility: 'public',
    afterSeq: null,
  });
const numbered = (...numbers: number[]) => numbers.map((n) => fakeId(9, n));

describe('an answer', () => {
  const answer = (outcomes: Parameters<typeof recordOutcomes>[1], covered = false) =>
    db.transaction('rw', db.outbox, () => recordOutcomes(db, outcomes, () => covered, 5));
  const states = async () => (await db.outbox.orderBy('n').toArray()).map((row) => row.state);
  const claim = (n: number) => madeIntent(n, 'dialog.answer', { dialogId: dialogId(1) });
  const lost = { code: 'claimed_by_other', operatorId: fakeId(1, 2) } as const;

  it('of a lost claim is the answer to what counted on it, in the words of the hub', async () => {
    await addIntent(db, claim(1));
    await addIntent(db, say(2));
    await addIntent(db, madeIntent(3, 'message.send', { ...say(3).args, dialogId: dialogId(2) } as never));
    expect((await takeBatch(db, LIMITS, 1)).map(({ intent }) => intent.id)).toEqual(numbered(1, 3));
    await answer([{ kind: 'refused', id: fakeId(9, 1), refusal: lost }]);
    const refused = { kind: 'refused', refusal: lost, at: 5 };
    expect(await states()).toEqual([refused, refused, { kind: 'sending' }]);
    expect(await takeBatch(db, LIMITS, 1)).toHaveLength(1);
  });

  it('of a lost claim does not speak for what cannot be read any more: that waits for the person', async () => {
    await addIntent(db, claim(1));
    const payload = { ...say(2), name: 'message.sing' };
    const row = { id: fakeId(9, 2), dialogId: dialogId(1), payload, attempts: 0 };
    await db.outbox.add({ ...row, state: { kind: 'waiting' } });
    await takeBatch(db, LIMITS, 1);
    await answer([{ kind: 'refused', id: fakeId(9, 1), refusal: lost }]);
    expect((await states()).map(({ kind }) => kind)).toEqual(['refused', 'failed']);
    expect(await discardIntent(db, fakeId(9, 2))).toBe('text 2');
  });

  it('that comes late for what was given up lets it count as done', async () => {
    await addIntent(db, say(1));
    await takeBatch(db, LIMITS, 1);
    await answer([{ kind: 'rejected', id: fakeId(9, 1), reason: 'too large' }]);
    expect(await states()).toEqual([{ kind: 'failed', reason: 'too large', unreadable: false, at: 5 }]);
    await answer([{ kind: 'done', id: fakeId(9, 1), position: { epoch: 'e', xid: '3' } }]);
    expect((await states())[0]?.kind).toBe('confirmed');
    await answer([{ kind: 'done', id: fakeId(9, 1), position: { epoch: 'e', xid: '3' } }], true);
    expect(await states()).toEqual([]);
  });

  it('is not undone by asking once more: only what waits for the person can be asked again', async () => {
    for (const n of [1, 2, 3]) await addIntent(db, say(n));
    await takeBatch(db, LIMITS, 1);
    await answer([
      { kind: 'done', id: fakeId(9, 1), position: { epoch: 'e', xid: '3' } },
      { kind: 'refused', id: fakeId(9, 2), refusal: { code: 'dialog_closed' } },
    ]);
    const before = await states();
    for (const n of [1, 2, 3]) await retryIntent(db, fakeId(9, n), 9);
    expect(await states()).toEqual(before);
  });

  it('to what the person threw away meanwhile changes nothing', async () => {
    await addIntent(db, say(1));
    await takeBatch(db, LIMITS, 1);
    await answer([{ kind: 'refused', id: fakeId(9, 1), refusal: { code: 'forbidden' } }]);
    expect(await discardIntent(db, fakeId(9, 1))).toBe('text 1');
    await answer([{ kind: 'refused', id: fakeId(9, 1), refusal: { code: 'forbidden' } }]);
    expect(await states()).toEqual([]);
  });
});
