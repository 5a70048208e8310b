import { describe, expect, test } from 'vitest';
import type { DialogView } from '#renderer/data/queries/views.ts';
import type { Dialog } from '#shared/domain/dialog.ts';
import type { HandOver } from '#shared/domain/hand-over.ts';
import { standingIn } from '#shared/intents/standing.ts';
import { ANNA, BORIS, dialogFixture } from '#tests/support/fixtures.ts';
import { possible, type Person } from './possible.ts';
import { talkOf } from './talk.ts';

const CLARA = '01990000-0000-7000-8000-00000000c1a0';
const anna: Person = { id: ANNA, role: 'operator' };
const senior: Person = { id: ANNA, role: 'senior' };
const of = (responsibleId: string, patch: Partial<Dialog> = {}): Dialog =>
  dialogFixture({ state: { status: 'active', responsibleId }, ...patch });
const handOver = (fromId: string, operatorId: string, state: HandOver['state'] = 'offered'): HandOver => ({
  fromId,
  to: { kind: 'operator', operatorId },
  card: { reason: 'lunch', promised: '', promisedUntil: null },
  at: 5,
  wasInside: false,
  state,
});

/** By the product's own rules. */
function stand(dialog: Dialog, me = anna) {
  const actor = { operatorId: me.id, role: me.role };
  const ctx = { intentId: dialog.id, actor, now: 0, channel: null, message: null };
  const view = { dialog, ...standingIn(ctx, dialog) } as DialogView;
  return possible(view, me);
}

/** The commands that can be done. */
const can = (dialog: Dialog, me = anna): string[] =>
  Object.entries(stand(dialog, me))
    .filter(([, why]) => why === null)
    .map(([id]) => id.replace('dialog.', ''))
    .toSorted();

describe('what can be done about who has the dialog', () => {
  test('free: transfer, invite, call', () => {
    expect(can(dialogFixture())).toEqual(['callSenior', 'invite', 'transfer']);
  });

  test('one’s own: the same, and nothing to take', () => {
    expect(can(of(ANNA))).toEqual(['callSenior', 'invite', 'transfer']);
    expect(stand(of(ANNA))['dialog.take']).toBeUndefined();
  });

  test('a colleague’s: to take over; the rest is there and says why not', () => {
    expect(can(of(BORIS))).toEqual(['take']);
    expect(stand(of(BORIS))['dialog.transfer']).toEqual({ code: 'not_responsible', operatorId: BORIS });
    expect(stand(of(BORIS))['dialog.handBack']).toBeUndefined();
  });

  test('a guest may leave; a supervisor may come in without being called', () => {
    expect(can(of(BORIS, { participantIds: [ANNA] }))).toContain('leave');
    expect(can(of(BORIS), senior)).toContain('join');
    expect(can(of(BORIS, { participantIds: [ANNA] }), senior)).not.toContain('join');
    expect(can(of(ANNA), senior)).not.toContain('join');
  });

  test('offered to oneself: to accept or decline, not to take over, leave or take back', () => {
    const offered = of(BORIS, { participantIds: [ANNA], handOver: handOver(BORIS, ANNA) });
    const words = can(offered);
    expect(words).toEqual(expect.arrayContaining(['acceptTransfer', 'declineTransfer']));
    for (const none of ['take', 'leave', 'recallTransfer']) expect(words).not.toContain(none);
  });

  test('offered by oneself: to take back; accepted from a colleague: to hand back', () => {
    expect(can(of(ANNA, { participantIds: [BORIS], handOver: handOver(ANNA, BORIS) }))).toContain(
      'recallTransfer',
    );
    expect(can(of(ANNA, { handOver: handOver(BORIS, ANNA, 'taken') }))).toContain('handBack');
  });

  test('a senior operator is called once, and does not call himself', () => {
    const called = of(ANNA, { seniorCall: { byId: ANNA, note: '', at: 1 } });
    expect(stand(called)['dialog.callSenior']).toBe('called');
    expect(stand(of(ANNA), senior)['dialog.callSenior']).toBeUndefined();
  });

  test('closed: nothing of it', () => {
    const state = { status: 'closed', responsibleId: BORIS, closedAt: 1, outcome: 'finished' } as const;
    expect(can(dialogFixture({ state }))).toEqual([]);
    expect(stand(dialogFixture({ state }))['dialog.transfer']).toBeUndefined();
  });
});

describe('who is in the talk', () => {
  test('whom it is offered to is not in it yet; oneself comes first', () => {
    const dialog = of(BORIS, { participantIds: [CLARA, ANNA], handOver: handOver(BORIS, CLARA) });
    expect(talkOf(dialog, ANNA)).toMatchObject({
      responsibleId: BORIS,
      participantIds: [ANNA],
      offer: { fromId: BORIS, toId: CLARA, at: 5, card: { reason: 'lunch' } },
      moved: null,
    });
    expect(talkOf(dialog, CLARA).participantIds).toEqual([ANNA]);
  });

  test('in the queue of a line the card is there until somebody takes it', () => {
    const to = { kind: 'line', lineId: 'l', branchId: 'b' } as const;
    const moved = { ...handOver(BORIS, CLARA), to };
    expect(talkOf(dialogFixture({ handOver: moved }), ANNA)).toMatchObject({
      offer: null,
      moved: { fromId: BORIS },
    });
    expect(talkOf(of(ANNA, { handOver: { ...moved, state: 'taken' } }), ANNA).moved).toBeNull();
  });
});
