import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ANNA, BORIS, dialogFixture } from '#tests/support/fixtures.ts';
import { onDialog } from '#tests/support/on-dialog.ts';
import { isOpen, offeredTo, responsibleOf, type Dialog } from '../domain/dialog.ts';
import type { Role } from '../domain/directory.ts';
import { listsOf } from '../domain/lists.ts';
import { stoodAs, undoableSchema } from '../domain/undo.ts';
import type { DialogIntentName } from './all.ts';
import { applyIntent, type Applied } from './apply.ts';

const VERA = '01890000-0000-7000-8000-0000000000c1';
const OTHER_LINE = '01890000-0000-7000-8000-000000000012';
const OTHER_BRANCH = '01890000-0000-7000-8000-000000000022';
const NOW = 9_000;
const CARD = { reason: 'knows the model', promised: 'a call', promisedUntil: 99_000 };
const toBoris = { kind: 'operator', operatorId: BORIS } as const;
const toLine = { kind: 'line', lineId: OTHER_LINE, branchId: OTHER_BRANCH } as const;

let count = 0;

function act(
  who: string,
  name: DialogIntentName,
  dialog: Dialog,
  args: object = {},
  role: Role = 'operator',
): Applied {
  const id = `01890000-0000-7000-8000-${String((count += 1)).padStart(8, '0')}0000`;
  const intent = onDialog({ id, at: 1, name, args: { dialogId: dialog.id, ...args } });
  const actor = { operatorId: who, role };
  return applyIntent({ intentId: id, actor, now: NOW, channel: null, message: null }, dialog, intent);
}

function done(applied: Applied) {
  if (!applied.ok) throw new Error(`refused: ${applied.refusal.code}`);
  return applied.effect;
}

const ofAnna = (patch: Partial<Dialog> = {}) =>
  dialogFixture({ state: { status: 'active', responsibleId: ANNA }, lastSeq: 3, ...patch });
const offered = () => done(act(ANNA, 'dialog.transfer', ofAnna(), { to: toBoris, card: CARD })).dialog;
const told = (applied: Applied) =>
  done(applied).notices.map(({ to, kind }) => [to.kind === 'operator' ? to.operatorId : to.kind, kind]);

describe('a hand-over to a colleague', () => {
  it('stays with who gives it until it is taken; the receiver sees it among what waits for him', () => {
    const dialog = offered();
    expect(responsibleOf(dialog)).toBe(ANNA);
    expect(offeredTo(dialog)).toBe(BORIS);
    expect(listsOf(dialog, BORIS)).toEqual(new Set(['all', 'mine', 'unanswered']));
    expect(listsOf(dialog, ANNA).has('unanswered')).toBe(false);
  });

  it('tells the receiver, with the reason', () => {
    const { notices } = done(act(ANNA, 'dialog.transfer', ofAnna(), { to: toBoris, card: CARD }));
    expect(notices).toEqual([
      { to: { kind: 'operator', operatorId: BORIS }, kind: 'offered', text: CARD.reason },
    ]);
  });

  it('is taken, and given back with a word', () => {
    const applied = act(BORIS, 'dialog.acceptTransfer', offered());
    expect(told(applied)).toEqual([[ANNA, 'offer_taken']]);
    const taken = done(applied).dialog;
    expect(taken).toMatchObject({ state: { responsibleId: BORIS }, participantIds: [] });
    const back = act(BORIS, 'dialog.handBack', taken, { note: 'not mine' });
    expect(done(back).dialog).toMatchObject({ state: { responsibleId: ANNA }, handOver: null });
    expect(told(back)).toEqual([[ANNA, 'handed_back']]);
  });

  it('is taken by answering the client', () => {
    const { dialog, messages } = done(
      act(BORIS, 'message.send', offered(), { text: 'Hi', visibility: 'public' }),
    );
    expect(responsibleOf(dialog)).toBe(BORIS);
    expect(messages.map(({ body }) => body.kind)).toEqual(['event', 'text']);
  });

  it('is declined: it stays, and who offered it hears why', () => {
    const applied = act(BORIS, 'dialog.declineTransfer', offered(), { note: 'on a break' });
    expect(done(applied).dialog).toMatchObject({
      state: { responsibleId: ANNA },
      handOver: null,
      participantIds: [],
    });
    expect(done(applied).notices).toMatchObject([{ kind: 'offer_declined', text: 'on a break' }]);
  });

  it('is over for the receiver once it was taken back, and he hears so', () => {
    const applied = act(ANNA, 'dialog.recallTransfer', offered());
    expect(told(applied)).toEqual([[BORIS, 'offer_recalled']]);
    const late = act(BORIS, 'dialog.acceptTransfer', done(applied).dialog);
    expect(late).toEqual({ ok: false, refusal: { code: 'offer_over', operatorId: ANNA } });
  });

  it('goes to somebody else instead: the first is out of it', () => {
    const again = act(ANNA, 'dialog.transfer', offered(), {
      to: { kind: 'operator', operatorId: VERA },
      card: CARD,
    });
    expect(done(again).dialog.participantIds).toEqual([VERA]);
    expect(told(again)).toEqual([
      [VERA, 'offered'],
      [BORIS, 'offer_recalled'],
    ]);
  });

  it('leaves who took part before where he was, declined or taken back; others never', () => {
    const withBoris = ofAnna({ participantIds: [VERA, BORIS] });
    const offer = done(act(ANNA, 'dialog.transfer', withBoris, { to: toBoris, card: CARD })).dialog;
    const declined = done(act(BORIS, 'dialog.declineTransfer', offer, { note: '' })).dialog;
    const recalled = done(act(ANNA, 'dialog.recallTransfer', offer)).dialog;
    const toVera = { to: { kind: 'operator', operatorId: VERA }, card: CARD };
    const toOther = done(act(ANNA, 'dialog.transfer', offer, toVera)).dialog;
    const finished = done(act(ANNA, 'dialog.finish', offer)).dialog;
    for (const dialog of [declined, recalled, toOther, finished])
      expect(dialog.participantIds.toSorted()).toEqual([BORIS, VERA].toSorted());
    // Offered twice, he still was there before.
    const again = done(act(ANNA, 'dialog.transfer', offer, { to: toBoris, card: CARD })).dialog;
    expect(done(act(BORIS, 'dialog.declineTransfer', again, { note: '' })).dialog.participantIds).toContain(
      BORIS,
    );
    expect(done(act(BORIS, 'dialog.acceptTransfer', again)).dialog.participantIds).toEqual([VERA]);
    const twice = done(act(ANNA, 'dialog.transfer', offered(), { to: toBoris, card: CARD })).dialog;
    expect(done(act(BORIS, 'dialog.declineTransfer', twice, { note: '' })).dialog.participantIds).toEqual([]);
  });

  it('of another one’s dialog tells him whose it was when it is taken, by a word to the client, too', () => {
    const bySenior = done(
      act(VERA, 'dialog.transfer', ofAnna(), { to: toBoris, card: CARD }, 'senior'),
    ).dialog;
    for (const [name, args] of [
      ['dialog.acceptTransfer', {}],
      ['message.send', { text: 'Hi', visibility: 'public' }],
    ] as const)
      expect(told(act(BORIS, name, bySenior, args))).toEqual([
        [VERA, 'offer_taken'],
        [ANNA, 'taken_over'],
      ]);
  });

  it('is not made to oneself', () => {
    const toVera = { to: { kind: 'operator', operatorId: VERA }, card: CARD };
    expect(act(VERA, 'dialog.transfer', ofAnna(), toVera, 'senior')).toMatchObject({
      refusal: { code: 'already_there' },
    });
  });

  it('cannot be given by who has no say in it, nor to who has it already', () => {
    expect(act(VERA, 'dialog.transfer', ofAnna(), { to: toBoris, card: CARD })).toMatchObject({
      refusal: { code: 'not_responsible' },
    });
    const toAnna = { to: { kind: 'operator', operatorId: ANNA }, card: CARD };
    expect(act(ANNA, 'dialog.transfer', ofAnna(), toAnna)).toMatchObject({
      refusal: { code: 'already_there' },
    });
  });
});

describe('a hand-over to a line', () => {
  it('is in its queue at once, and the client waits there', () => {
    const { dialog } = done(act(ANNA, 'dialog.transfer', ofAnna(), { to: toLine, card: CARD }));
    expect(dialog).toMatchObject({
      lineId: OTHER_LINE,
      branchId: OTHER_BRANCH,
      state: { status: 'queued' },
      waitingSince: NOW,
    });
    expect(listsOf(dialog, BORIS).has('unanswered')).toBe(true);
    const taken = act(BORIS, 'dialog.answer', dialog);
    expect(told(taken)).toEqual([[ANNA, 'line_taken']]);
    expect(act(BORIS, 'dialog.handBack', done(taken).dialog, { note: '' }).ok).toBe(true);
  });

  it('tells who passed it who took it, in whatever way, but not what he does himself', () => {
    const { dialog } = done(act(ANNA, 'dialog.transfer', ofAnna(), { to: toLine, card: CARD }));
    const ways: [DialogIntentName, object][] = [
      ['dialog.answer', {}],
      ['dialog.take', { fromId: ANNA }],
      ['message.send', { text: 'Hi', visibility: 'public' }],
      ['dialog.snooze', { until: NOW + 1_000 }],
      ['dialog.finish', {}],
      ['dialog.spam', {}],
    ];
    for (const [name, args] of ways) {
      expect([name, told(act(BORIS, name, dialog, args))]).toEqual([name, [[ANNA, 'line_taken']]]);
      expect([name, told(act(ANNA, name, dialog, args))]).toEqual([name, []]);
    }
    // Who took it is known: what becomes of it then is his.
    const taken = done(act(BORIS, 'dialog.answer', dialog)).dialog;
    expect(told(act(BORIS, 'dialog.finish', taken))).toEqual([]);
  });

  it('overtakes what somebody wrote before it', () => {
    const { dialog } = done(act(ANNA, 'dialog.transfer', ofAnna(), { to: toLine, card: CARD }));
    const stale = { text: 'late', visibility: 'public', afterSeq: 3 };
    expect(act(BORIS, 'message.send', dialog, stale)).toMatchObject({
      refusal: { code: 'overtaken', what: 'moved' },
    });
  });
});

describe('taking over', () => {
  it('tells whom it was taken from', () => {
    const applied = act(BORIS, 'dialog.take', ofAnna(), { fromId: ANNA });
    expect(responsibleOf(done(applied).dialog)).toBe(BORIS);
    expect(told(applied)).toEqual([[ANNA, 'taken_over']]);
  });

  it('of two who take it from the same one, the second hears who has it', () => {
    const taken = done(act(BORIS, 'dialog.take', ofAnna(), { fromId: ANNA })).dialog;
    expect(act(VERA, 'dialog.take', taken, { fromId: ANNA })).toEqual({
      ok: false,
      refusal: { code: 'claimed_by_other', operatorId: BORIS },
    });
  });
});

describe('inviting, calling, joining, leaving', () => {
  it('brings in those who are not there yet, once', () => {
    const applied = act(ANNA, 'dialog.invite', ofAnna({ participantIds: [BORIS] }), {
      operatorIds: [BORIS, VERA, VERA, ANNA],
      note: 'look',
    });
    expect(done(applied).dialog.participantIds).toEqual([BORIS, VERA]);
    expect(told(applied)).toEqual([[VERA, 'invited']]);
  });

  it('a senior operator who comes answers the call', () => {
    const called = act(ANNA, 'dialog.callSenior', ofAnna(), { note: 'angry' });
    expect(told(called)).toEqual([['seniors', 'senior_called']]);
    const joined = act(VERA, 'dialog.join', done(called).dialog, {}, 'senior');
    expect(done(joined).dialog).toMatchObject({ participantIds: [VERA], seniorCall: null });
    expect(told(joined)).toEqual([[ANNA, 'senior_came']]);
    expect(done(act(VERA, 'dialog.leave', done(joined).dialog, {}, 'senior')).dialog.participantIds).toEqual(
      [],
    );
  });

  it('nobody walks into a colleague’s talk uninvited', () => {
    expect(act(BORIS, 'dialog.join', ofAnna())).toMatchObject({ refusal: { code: 'forbidden' } });
  });
});

describe('putting off', () => {
  it('takes it out of what waits, until then or the client’s word', () => {
    const waiting = ofAnna({ waitingSince: 500, unread: 1 });
    const { dialog } = done(act(ANNA, 'dialog.snooze', waiting, { until: 50_000 }));
    expect(listsOf(dialog, ANNA).has('unanswered')).toBe(false);
    expect(listsOf(dialog, ANNA).has('mine')).toBe(true);
    const back = done(act(ANNA, 'dialog.unsnooze', dialog)).dialog;
    expect(listsOf(back, ANNA).has('unanswered')).toBe(true);
  });

  it('a free one becomes his who puts it off; a time that is over does nothing', () => {
    const free = dialogFixture({ waitingSince: 500, unread: 1, lastSeq: 2 });
    expect(responsibleOf(done(act(ANNA, 'dialog.snooze', free, { until: 50_000 })).dialog)).toBe(ANNA);
    expect(done(act(ANNA, 'dialog.snooze', free, { until: NOW })).dialog).toBe(free);
  });
});

describe('spam and opening again', () => {
  it('closes, and comes back as one’s own', () => {
    const spam = done(act(ANNA, 'dialog.spam', ofAnna({ waitingSince: 1, unread: 4 }))).dialog;
    expect(spam).toMatchObject({
      state: { status: 'closed', outcome: 'spam' },
      waitingSince: null,
      unread: 0,
    });
    expect(responsibleOf(done(act(BORIS, 'dialog.reopen', spam)).dialog)).toBe(BORIS);
  });
});

describe('words that go along', () => {
  it('are cut between characters', () => {
    const long = `${'x'.repeat(499)}😀`;
    const card = { ...CARD, reason: long };
    const all = [
      act(ANNA, 'dialog.transfer', ofAnna(), { to: toBoris, card }),
      act(ANNA, 'dialog.callSenior', ofAnna(), { note: long }),
      act(ANNA, 'dialog.invite', ofAnna(), { operatorIds: [BORIS], note: long }),
      act(ANNA, 'message.send', ofAnna(), { text: long, visibility: 'hidden', mentions: [BORIS] }),
    ];
    for (const applied of all) expect(done(applied).notices[0]?.text).toBe('x'.repeat(499));
  });
});

describe('mentions', () => {
  it('are for colleagues: a public message names nobody', () => {
    const said = (visibility: string) =>
      act(ANNA, 'message.send', ofAnna(), { text: 'see', visibility, mentions: [BORIS, BORIS] });
    expect(told(said('hidden'))).toEqual([[BORIS, 'mentioned']]);
    expect(done(said('hidden')).messages[0]?.mentions).toEqual([BORIS]);
    expect(done(said('public'))).toMatchObject({ notices: [], messages: [{ mentions: [] }] });
  });
});

describe('whatever they do in whatever order', () => {
  const people = [ANNA, BORIS, VERA];
  const step = fc.record({
    who: fc.constantFrom(...people),
    role: fc.constantFrom<Role>('operator', 'senior'),
    name: fc.constantFrom<DialogIntentName>(
      'dialog.answer',
      'dialog.take',
      'dialog.transfer',
      'dialog.acceptTransfer',
      'dialog.declineTransfer',
      'dialog.recallTransfer',
      'dialog.handBack',
      'dialog.invite',
      'dialog.join',
      'dialog.leave',
      'dialog.callSenior',
      'dialog.finish',
      'dialog.spam',
      'dialog.reopen',
      'dialog.markRead',
      'dialog.markUnread',
      'dialog.snooze',
      'dialog.unsnooze',
      'dialog.undo',
      'message.send',
    ),
    deed: fc.constantFrom(...undoableSchema.options),
    other: fc.constantFrom(...people),
    line: fc.boolean(),
  });

  it('a dialog has an owner or a queue, an offer has a receiver inside, and nothing hangs on what is closed', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let dialog = dialogFixture({ waitingSince: 500, unread: 1, lastSeq: 2, lastClientSeq: 2 });
        const seen = [dialog];
        for (const { who, role, name, deed, other, line } of steps) {
          const args = {
            to: line ? toLine : { kind: 'operator', operatorId: other },
            card: CARD,
            note: '',
            fromId: other,
            operatorIds: [other],
            until: NOW + 1,
            text: 'x',
            visibility: 'public',
            deed,
            before: stoodAs(seen.at(-2) ?? dialog, who),
          };
          const applied = act(who, name, dialog, args, role);
          if (!applied.ok) continue;
          const { effect } = applied;
          expect(effect.messages.map(({ seq }) => seq)).toEqual(
            effect.messages.map((_, i) => dialog.lastSeq + 1 + i),
          );
          expect(effect.notices.some(({ to }) => to.kind === 'operator' && to.operatorId === who)).toBe(
            false,
          );
          const [had, has] = [responsibleOf(dialog), responsibleOf(effect.dialog)];
          // Who loses a dialog hears of it, unless he gave it away.
          if (isOpen(dialog) && had !== null && had !== has && had !== who)
            expect(effect.notices.map(({ to }) => to.kind === 'operator' && to.operatorId)).toContain(had);
          dialog = effect.dialog;
          seen.push(dialog);
          const offer = offeredTo(dialog);
          if (offer !== null) {
            expect(dialog.participantIds).toContain(offer);
            expect(offer).not.toBe(responsibleOf(dialog));
          }
          expect(dialog.participantIds).not.toContain(responsibleOf(dialog));
          expect(new Set(dialog.participantIds).size).toBe(dialog.participantIds.length);
          if (!isOpen(dialog))
            expect(dialog).toMatchObject({
              handOver: null,
              snoozed: null,
              seniorCall: null,
              waitingSince: null,
            });
        }
      }),
      { numRuns: 300 },
    );
  });
});
