import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guestsOf, offeredTo, responsibleOf, type Dialog } from '#shared/domain/dialog.ts';
import type { HandOver } from '#shared/domain/hand-over.ts';
import { listsOf } from '#shared/domain/lists.ts';
import type { Scope } from '#shared/domain/scope.ts';
import { ANNA, BORIS, BRANCH, dialogFixture, LINE } from '#tests/support/fixtures.ts';
import { loses, withoutAccess } from './without-access.ts';

const VERA = '01890000-0000-7000-8000-0000000000c1';
const GLEB = '01890000-0000-7000-8000-0000000000d1';
const OTHER = '01890000-0000-7000-8000-0000000000ff';
const CTX = { intentId: '01890000-0000-7000-8000-000000000099', now: 9_000 };
const CARD = { reason: 'knows it', promised: '', promisedUntil: null };

const offer = (fromId: string, toId: string, patch: Partial<HandOver> = {}): HandOver => ({
  fromId,
  to: { kind: 'operator', operatorId: toId },
  card: CARD,
  at: 5_000,
  wasInside: false,
  state: 'offered',
  ...patch,
});
const ofBoris = (patch: Partial<Dialog> = {}) =>
  dialogFixture({ state: { status: 'active', responsibleId: BORIS }, lastSeq: 3, ...patch });
const ofAnna = (patch: Partial<Dialog> = {}) =>
  ofBoris({ state: { status: 'active', responsibleId: ANNA }, ...patch });
const release = (dialog: Dialog) => withoutAccess(CTX, dialog, BORIS);
const events = (dialog: Dialog) =>
  release(dialog).messages.map(({ body }) => (body.kind === 'event' ? body.event : body.kind));
const told = (dialog: Dialog) =>
  release(dialog).notices.map(({ to, kind }) => [to.kind === 'operator' ? to.operatorId : to.kind, kind]);

describe('a dialog of who lost access', () => {
  it('is in the queue, and the client waits there, whoever had the last word', () => {
    const answered = ofBoris({ snoozed: { until: 99_000, byId: BORIS } });
    const { dialog } = release(answered);
    expect(dialog).toMatchObject({ state: { status: 'queued' }, waitingSince: 9_000, snoozed: null });
    expect(listsOf(dialog, ANNA).has('unanswered')).toBe(true);
    expect(release(ofBoris({ waitingSince: 4_000 })).dialog.waitingSince).toBe(4_000);
    expect(events(answered)).toEqual([{ type: 'access_lost', operatorId: BORIS, was: 'responsible' }]);
  });

  it('tells those who are in it, those who supervise, and himself', () => {
    expect(told(ofBoris({ participantIds: [ANNA] }))).toEqual([
      [BORIS, 'released'],
      [ANNA, 'released'],
      ['seniors', 'released'],
    ]);
  });

  it('is offered by him no more', () => {
    const offered = ofBoris({ participantIds: [VERA, ANNA], handOver: offer(BORIS, ANNA) });
    expect(release(offered).dialog).toMatchObject({ handOver: null, participantIds: [VERA] });
    expect(events(offered)).toEqual([
      { type: 'offer_recalled', operatorId: BORIS, toId: ANNA },
      { type: 'access_lost', operatorId: BORIS, was: 'responsible' },
    ]);
    expect(told(offered)).toContainEqual([ANNA, 'offer_recalled']);
    expect(told(offered)).not.toContainEqual([ANNA, 'released']);
    const inside = offer(BORIS, ANNA, { wasInside: true });
    expect(release({ ...offered, handOver: inside }).dialog.participantIds).toEqual([VERA, ANNA]);
  });

  it('stays offered where a supervisor offers it', () => {
    const { dialog } = release(ofBoris({ participantIds: [ANNA], handOver: offer(VERA, ANNA) }));
    expect([dialog.state.status, offeredTo(dialog)]).toEqual(['queued', ANNA]);
    expect(listsOf(dialog, ANNA).has('mine')).toBe(true);
  });

  it('cannot be handed back for him', () => {
    const { dialog } = release(ofBoris({ handOver: offer(ANNA, BORIS, { state: 'taken' }) }));
    expect(dialog.handOver).toBeNull();
  });
});

describe('a dialog of others', () => {
  it('is offered to him no more, and who offered it hears so', () => {
    for (const wasInside of [false, true]) {
      const offered = ofAnna({ participantIds: [BORIS], handOver: offer(VERA, BORIS, { wasInside }) });
      const { dialog } = release(offered);
      expect(dialog).toMatchObject({ handOver: null, participantIds: [], waitingSince: null });
      expect(responsibleOf(dialog)).toBe(ANNA);
      expect(events(offered)).toEqual([{ type: 'access_lost', operatorId: BORIS, was: 'offered' }]);
      expect(told(offered)).toEqual([
        [VERA, 'offer_lapsed'],
        [BORIS, 'offer_recalled'],
      ]);
    }
  });

  it('is offered by him no more; his own invitation ends with it', () => {
    const offered = ofAnna({ participantIds: [BORIS, VERA], handOver: offer(BORIS, VERA) });
    expect(release(offered).dialog).toMatchObject({ handOver: null, participantIds: [] });
    expect(events(offered)).toEqual([
      { type: 'offer_recalled', operatorId: BORIS, toId: VERA },
      { type: 'access_lost', operatorId: BORIS, was: 'guest' },
    ]);
    expect(told(offered)).toEqual([[VERA, 'offer_recalled']]);
  });

  it('goes on without him as a guest, and without his call for help', () => {
    const call = { byId: BORIS, note: 'help', at: 1 };
    const { dialog } = release(ofAnna({ participantIds: [BORIS, VERA], seniorCall: call }));
    expect(dialog).toMatchObject({ participantIds: [VERA], seniorCall: null });
    const others = ofAnna({ participantIds: [BORIS], seniorCall: { ...call, byId: ANNA } });
    expect(release(others).dialog.seniorCall).toEqual({ ...call, byId: ANNA });
  });

  it('stays as it is where he had no part in it: closed, passed to a line, or never his', () => {
    const toLine: HandOver = {
      ...offer(BORIS, ANNA),
      to: { kind: 'line', lineId: LINE, branchId: BRANCH },
    };
    const closed: Dialog['state'] = {
      status: 'closed',
      responsibleId: BORIS,
      closedAt: 1,
      outcome: 'finished',
    };
    for (const dialog of [
      ofAnna(),
      dialogFixture({ handOver: toLine }),
      ofBoris({ state: closed, participantIds: [BORIS] }),
    ])
      expect(release(dialog)).toEqual({ dialog, messages: [], notices: [] });
  });
});

it('nothing is left of him in any open dialog, nobody is put in, and everybody else keeps his place', () => {
  const person = fc.constantFrom(ANNA, BORIS, VERA, GLEB);
  const arbitrary = fc.record({
    owner: fc.option(person),
    guests: fc.uniqueArray(person),
    hand: fc.option(
      fc.record({ fromId: person, toId: person, wasInside: fc.boolean(), taken: fc.boolean() }),
    ),
    waitingSince: fc.option(fc.constant(4_000)),
  });
  fc.assert(
    fc.property(arbitrary, ({ owner, guests, hand, waitingSince }) => {
      const { fromId = '', toId = '', wasInside = false, taken = false } = hand ?? {};
      const offered = hand !== null && toId !== owner && fromId !== toId && !taken;
      const dialog = ofBoris({
        state: owner === null ? { status: 'queued' } : { status: 'active', responsibleId: owner },
        participantIds: [...new Set([...guests, ...(offered ? [toId] : [])])].filter((id) => id !== owner),
        handOver: offered ? offer(fromId, toId, { wasInside }) : null,
        waitingSince,
      });
      const { dialog: next, messages } = release(dialog);
      const people = (one: Dialog) => [responsibleOf(one), ...one.participantIds];
      expect(people(next)).not.toContain(BORIS);
      expect([next.handOver?.fromId, offeredTo(next)]).not.toContain(BORIS);
      expect(responsibleOf(next)).toBe(owner === BORIS ? null : owner);
      expect(guestsOf(next)).toEqual(guestsOf(dialog).filter((id) => id !== BORIS));
      if (owner === BORIS) expect(listsOf(next, GLEB).has('unanswered')).toBe(true);
      else expect([next.waitingSince, next.state]).toEqual([dialog.waitingSince, dialog.state]);
      expect(messages.length > 0).toBe(next !== dialog);
      // Once is enough.
      expect(release(next).dialog).toBe(next);
    }),
  );
});

describe('who loses a dialog by a change of rights', () => {
  const scope = (patch: Partial<Scope>): Scope => ({
    operatorId: BORIS,
    role: 'operator',
    lineIds: [],
    branchIds: [],
    ...patch,
  });
  const inLine = scope({ lineIds: [LINE] });
  it.each<[string, Scope, Scope | null, boolean]>([
    ['who works here no more', scope({}), null, true],
    ['who leaves its line', inLine, scope({ lineIds: [OTHER] }), true],
    [
      'who leaves its line and still supervises its branch',
      inLine,
      scope({ role: 'senior', branchIds: [BRANCH] }),
      false,
    ],
    [
      'who supervised its branch',
      scope({ role: 'senior', branchIds: [BRANCH] }),
      scope({ branchIds: [BRANCH] }),
      true,
    ],
    ['an admin who becomes an operator of its line', scope({ role: 'admin' }), inLine, false],
    [
      'an admin who becomes an operator elsewhere',
      scope({ role: 'admin' }),
      scope({ lineIds: [OTHER] }),
      true,
    ],
    ['who had it without its line', scope({ lineIds: [OTHER] }), scope({}), false],
    ['who stays', inLine, inLine, false],
  ])('%s', (_, before, after, expected) => {
    expect(loses(before, after, ofBoris())).toBe(expected);
  });
});
