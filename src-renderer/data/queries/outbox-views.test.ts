import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NEW_REPLY } from '#shared/domain/quick-reply.ts';
import type { Intent } from '#shared/intents/all.ts';
import { contactId, dialogId, fakeId } from '#tests/support/fake-hub/model.ts';
import { madeIntent } from '#tests/support/made-intent.ts';
import { replyDraftFixture } from '#tests/support/quick-replies.ts';
import { ReplicaDb } from '../db/database.ts';
import type { OutboxState } from '../db/rows.ts';
import { addIntent } from '../outbox/outbox.ts';
import { countUnconfirmed, readDeadLetters, readRefusals, refusalOf } from './outbox-views.ts';

let db: ReplicaDb;
let names = 0;
beforeEach(() => {
  db = new ReplicaDb(`views-${(names += 1)}`);
});
afterEach(() => db.close());

const REFUSED: OutboxState = { kind: 'refused', refusal: { code: 'forbidden' }, at: 7 };
async function put(intent: Intent, state: OutboxState): Promise<void> {
  await addIntent(db, intent);
  await db.outbox.where('id').equals(intent.id).modify({ state });
}
const say = (n: number, visibility: 'public' | 'hidden' = 'public') =>
  madeIntent(n, 'message.send', { dialogId: dialogId(1), text: `text ${n}`, visibility, afterSeq: null });

describe('what was not done', () => {
  it('is told oldest first, whatever it was about, with what was typed', async () => {
    await put(say(1), REFUSED);
    await put(say(2, 'hidden'), REFUSED);
    await put(madeIntent(3, 'contact.note', { contactId: contactId(1), text: 'a note' }), REFUSED);
    await put(madeIntent(4, 'contact.merge', { fromId: contactId(2), intoId: contactId(1) }), REFUSED);
    await put(madeIntent(5, 'quickReply.save', { ...replyDraftFixture(), basedOn: NEW_REPLY }), REFUSED);
    await put(madeIntent(6, 'quickReply.slot', { slot: 1, replyId: null }), REFUSED);
    await put(madeIntent(7, 'dialog.finish', { dialogId: dialogId(1), afterSeq: null }), REFUSED);
    const told = await readRefusals(db);
    expect(told.map((one) => [one.name, one.text, one.hidden, one.contactId, one.replyId])).toEqual([
      ['message.send', 'text 1', false, null, null],
      ['message.send', 'text 2', true, null, null],
      ['contact.note', 'a note', true, contactId(1), null],
      ['contact.merge', null, true, contactId(1), null],
      ['quickReply.save', 'Hello!', true, null, replyDraftFixture().id],
      ['quickReply.slot', null, true, null, null],
      ['dialog.finish', null, true, null, null],
    ]);
    expect(told.every(({ at, refusal }) => at === 7 && refusal.code === 'forbidden')).toBe(true);
  });

  it('is not what waits, is on its way or was done', async () => {
    await put(say(1), { kind: 'waiting' });
    await put(say(2), { kind: 'sending' });
    await put(say(3), { kind: 'confirmed', position: { epoch: 'e', xid: '1' } });
    expect(await readRefusals(db)).toEqual([]);
    expect(await countUnconfirmed(db)).toBe(2);
  });

  it('failed for good, or was never answered, is told as what cannot be done as it is', () => {
    expect(refusalOf({ kind: 'failed', reason: 'too large', unreadable: false, at: 3 })).toEqual({
      refusal: { code: 'invalid', detail: 'too large' },
      at: 3,
    });
    expect(refusalOf({ kind: 'unanswered', at: 4 })).toMatchObject({ refusal: { code: 'invalid' }, at: 4 });
    expect(refusalOf({ kind: 'waiting' })).toBeNull();
  });
});

describe('a dead letter', () => {
  it('says what can still be read of it, and is told once: not as a refusal, too', async () => {
    const payload = {
      id: fakeId(9, 1),
      name: 'message.sing',
      args: { dialogId: dialogId(1), text: 'la' },
      at: 1,
    };
    const state = { kind: 'failed', reason: 'name: unknown', unreadable: true, at: 5 } as const;
    await db.outbox.add({ id: fakeId(9, 1), dialogId: dialogId(1), payload, state, attempts: 1 });
    await put(say(2), { kind: 'failed', reason: 'too large', unreadable: false, at: 5 });
    expect(await readDeadLetters(db)).toEqual([
      {
        intentId: fakeId(9, 1),
        dialogId: dialogId(1),
        name: 'message.sing',
        text: 'la',
        hidden: true,
        reason: 'name: unknown',
        at: 5,
      },
    ]);
    expect((await readRefusals(db)).map(({ intentId }) => intentId)).toEqual([fakeId(9, 2)]);
    expect(await countUnconfirmed(db)).toBe(0);
  });

  it('that was public stays so when it goes back into the field; anything else does not become so', async () => {
    const letter = async (n: number, args: unknown, name = 'message.send'): Promise<void> => {
      const state = { kind: 'failed', reason: 'x', unreadable: true, at: 5 } as const;
      await db.outbox.add({
        id: fakeId(9, n),
        dialogId: dialogId(1),
        payload: { name, args },
        state,
        attempts: 1,
      });
    };
    await letter(1, { visibility: 'public', text: 'a' });
    await letter(2, { visibility: 'hidden', text: 'b' });
    await letter(3, { text: 'c' });
    await letter(4, null);
    await letter(5, { text: 'd' }, 'dialog.start');
    expect((await readDeadLetters(db)).map(({ text, hidden }) => [text, hidden])).toEqual([
      ['a', false],
      ['b', true],
      ['c', true],
      [null, true],
      ['d', false],
    ]);
  });
});
