import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { intentSchema } from '#shared/intents/all.ts';
import { ANNA, BORIS } from '#tests/support/fixtures.ts';
import { fakeId, dialogId } from '#tests/support/fake-hub/model.ts';
import { madeIntent } from '#tests/support/made-intent.ts';
import {
  constraintOf,
  idTaken,
  intentValues,
  isSameId,
  isTakenId,
  isUnstorable,
  requestHash,
  type Actor,
} from './answers.ts';

const ACTOR: Actor = {
  workspaceId: fakeId(7, 1),
  scope: { operatorId: ANNA, role: 'operator', lineIds: [], branchIds: [] },
};
const say = (n: number, text: string) =>
  madeIntent(n, 'message.send', { dialogId: dialogId(1), text, visibility: 'public', afterSeq: null });

describe('what a request is known by', () => {
  it('is what it asks for: not who asks, not when, and not under which id', () => {
    expect(requestHash(say(1, 'hello'))).toEqual(requestHash({ ...say(2, 'hello'), at: 99 }));
    expect(requestHash(say(1, 'hello'))).not.toEqual(requestHash(say(1, 'hello!')));
    const same = { id: fakeId(9, 1), at: 1, args: { dialogId: dialogId(1) } };
    const [pin, unpin] = ['dialog.pin', 'dialog.unpin'].map((name) => intentSchema.parse({ ...same, name }));
    expect(pin && unpin && requestHash(pin).equals(requestHash(unpin))).toBe(false);
  });

  it('does not depend on the order in which a client writes its arguments, or on what it leaves out', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1 }),
        fc.shuffledSubarray(['dialogId', 'text', 'visibility', 'afterSeq'], { minLength: 4 }),
        (typed, order) => {
          const args: Record<string, unknown> = {
            dialogId: dialogId(1),
            text: `x${typed}`,
            visibility: 'public',
            afterSeq: null,
          };
          const sent = Object.fromEntries(order.map((key) => [key, args[key]]));
          const whole = { ...args, attachments: [], mentions: [], replyTo: null };
          const parse = (given: object) =>
            requestHash(intentSchema.parse({ id: fakeId(9, 1), name: 'message.send', at: 1, args: given }));
          expect(parse(sent)).toEqual(parse(whole));
        },
      ),
    );
  });

  it('is kept with its answer under who asked', () => {
    const values = intentValues(ACTOR, say(1, 'hello'), { code: 'forbidden' });
    expect(values).toMatchObject({ id: fakeId(9, 1), operator_id: ANNA, name: 'message.send' });
    expect(JSON.parse(values.refusal ?? '')).toEqual({ code: 'forbidden' });
    expect(intentValues(ACTOR, say(1, 'hello'), null).refusal).toBeNull();
    const boris = { ...ACTOR, scope: { ...ACTOR.scope, operatorId: BORIS } };
    expect(intentValues(boris, say(1, 'hello'), null).request_hash).toEqual(values.request_hash);
  });
});

describe('what the database refused', () => {
  const refused = (constraint: string, code = '23505') => Object.assign(new Error('x'), { code, constraint });

  it.each([
    'messages_workspace_id_id_key',
    'talk_messages_workspace_id_id_key',
    'deliveries_pkey',
    'notices_pkey',
    'dialogs_pkey',
    'contacts_pkey',
  ])('by %s is an id that is something else’s: asking again cannot help', (constraint) => {
    expect(isTakenId(refused(constraint))).toBe(true);
  });

  it('by another key is somebody who was faster: asking again finds his answer', () => {
    for (const constraint of ['intents_pkey', 'open_dialog_of_identity', 'contact_identities_pkey'])
      expect([constraint, isSameId(refused(constraint)), isTakenId(refused(constraint))]).toEqual([
        constraint,
        true,
        false,
      ]);
  });

  it('for any other reason is neither', () => {
    expect(isSameId(refused('deliveries_pkey', '40P01'))).toBe(false);
    expect(isTakenId(refused('deliveries_pkey', '40001'))).toBe(false);
    for (const error of [null, undefined, 'x', {}, { constraint: 5 }])
      expect([isTakenId(error), constraintOf(error)]).toEqual([false, '']);
  });

  it('is told under the id that was asked', () => {
    expect(idTaken(fakeId(9, 1))).toMatchObject({
      status: 'refused',
      id: fakeId(9, 1),
      refusal: { code: 'invalid' },
    });
  });
});

describe('what cannot be stored', () => {
  const coded = (code: string) => Object.assign(new Error(code), { code });

  it('is what the database never takes, and nothing that may go another time', () => {
    const never = ['22P02', '22P05', '22021', '22003', '23514'];
    expect(never.filter((code) => !isUnstorable(coded(code)))).toEqual([]);
    const another = ['23505', '23503', '40P01', '40001', '57014', '53300', '08006', 'ECONNRESET', '22'];
    expect(another.filter((code) => isUnstorable(coded(code)))).toEqual([]);
    expect(isUnstorable(new Error('22P02'))).toBe(false);
  });
});
