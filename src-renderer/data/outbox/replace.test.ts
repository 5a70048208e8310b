import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dialogId, fakeId } from '#tests/support/fake-hub/model.ts';
import { madeIntent } from '#tests/support/made-intent.ts';
import { ReplicaDb } from '../db/database.ts';
import { addIntent, recordOutcomes, replaceUnsent, takeBatch } from './outbox.ts';

const LIMITS = { maxIntents: 100, maxBytes: 1e6 };
const TALK = fakeId(12, 1);
let db: ReplicaDb;
let names = 0;

beforeEach(() => {
  db = new ReplicaDb(`replace-${(names += 1)}`);
});
afterEach(() => db.close());

const presence = (n: number) => madeIntent(n, 'presence.set', { choice: 'away', saidAt: n });
const read = (n: number, talkId = TALK) => madeIntent(n, 'talk.read', { talkId, seq: n });
const say = (n: number) =>
  madeIntent(n, 'message.send', {
    dialogId: dialogId(1),
    text: `text ${n}`,
    visibility: 'public',
    afterSeq: null,
  });
const replace = (intent: ReturnType<typeof say>) =>
  db.transaction('rw', db.outbox, () => replaceUnsent(db, intent));
const ids = async () => (await db.outbox.orderBy('n').toArray()).map((row) => row.id);
const numbered = (...numbers: number[]) => numbers.map((n) => fakeId(9, n));

describe('of several words of one kind', () => {
  it('only the last goes, as long as none of them has left', async () => {
    await addIntent(db, say(1));
    for (const n of [2, 3, 4]) await replace(presence(n));
    expect(await ids()).toEqual(numbered(1, 4));
  });

  it('one that may have arrived stays, and the new one goes after it', async () => {
    await replace(presence(1));
    await takeBatch(db, LIMITS, 1);
    await replace(presence(2));
    await replace(presence(3));
    expect(await ids()).toEqual(numbered(1, 3));
  });

  it('one that was given back unanswered stays, too: the hub may have heard it', async () => {
    await replace(presence(1));
    await takeBatch(db, LIMITS, 1);
    await db.outbox.toCollection().modify({ state: { kind: 'waiting' } });
    await replace(presence(2));
    expect(await ids()).toEqual(numbered(1, 2));
  });

  it('those of another kind, or of another talk, are left alone', async () => {
    const seen = madeIntent(2, 'notice.seen', { noticeIds: [fakeId(11, 1)] });
    await addIntent(db, seen);
    await addIntent(db, read(3, fakeId(12, 2)));
    await addIntent(db, madeIntent(4, 'talk.delete', { talkId: TALK, messageId: fakeId(8, 1) }));
    await replace(presence(5));
    await replace(read(6));
    await replace(read(7));
    expect(await ids()).toEqual(numbered(2, 3, 4, 5, 7));
  });

  it('what the hub refused, or what cannot be read, is not thrown away by it', async () => {
    await addIntent(db, presence(1));
    await takeBatch(db, LIMITS, 1);
    await db.transaction('rw', db.outbox, () =>
      recordOutcomes(
        db,
        [{ kind: 'refused', id: fakeId(9, 1), refusal: { code: 'forbidden' } }],
        () => false,
        2,
      ),
    );
    const payload = { ...presence(2), args: { choice: 'flying' } };
    await db.outbox.add({
      id: fakeId(9, 2),
      dialogId: 'own',
      payload,
      state: { kind: 'waiting' },
      attempts: 0,
    });
    await replace(presence(3));
    expect(await ids()).toEqual(numbered(1, 2, 3));
  });
});
