import { describe, expect, test } from 'vitest';
import { BRANCH, LINE, ANNA, BORIS } from '#tests/support/fixtures.ts';
import { quickReplyFixture, replyDraftFixture } from '#tests/support/quick-replies.ts';
import { mayEditShelf, seesShelf, type ReplyShelf } from '../domain/quick-reply.ts';
import type { Scope } from '../domain/scope.ts';
import { OWN_LANE, REPLIES_LANE } from '../domain/lanes.ts';
import { intentSchema, laneOf } from './all.ts';
import { deletedReply } from './quick-reply-delete.ts';
import { refuseDelete, refuseSave, refuseSlot } from './quick-reply-rules.ts';
import { movedAway, savedReply } from './quick-reply-save.ts';

const OTHER_LINE = '01890000-0000-7000-8000-000000000012';
const branchOf = (lineId: string): string | undefined => (lineId === LINE ? BRANCH : undefined);
const scope = (patch: Partial<Scope> = {}): Scope => ({
  operatorId: ANNA,
  role: 'operator',
  lineIds: [],
  branchIds: [],
  ...patch,
});
const own: ReplyShelf = { kind: 'personal', operatorId: ANNA };
const line: ReplyShelf = { kind: 'line', lineId: LINE };
const company: ReplyShelf = { kind: 'company' };

describe('who has a shelf, and who may change it', () => {
  test.each([
    [
      'an operator of the line',
      scope({ lineIds: [LINE] }),
      { own: 'change', line: 'change', company: 'see' },
    ],
    ['an operator of another', scope({ lineIds: [OTHER_LINE] }), { own: 'change', line: '', company: 'see' }],
    [
      'a senior of the branch',
      scope({ role: 'senior', branchIds: [BRANCH] }),
      { own: 'change', line: 'change', company: 'change' },
    ],
    ['a senior of another', scope({ role: 'senior' }), { own: 'change', line: '', company: 'change' }],
    [
      'an operator with a branch',
      scope({ branchIds: [BRANCH] }),
      { own: 'change', line: '', company: 'see' },
    ],
    ['an admin', scope({ role: 'admin' }), { own: 'change', line: 'change', company: 'change' }],
    ['somebody else', scope({ operatorId: BORIS }), { own: '', line: '', company: 'see' }],
  ])('%s', (_, who, expected) => {
    const may = (shelf: ReplyShelf): string =>
      mayEditShelf(who, shelf, branchOf) ? 'change' : seesShelf(who, shelf, branchOf) ? 'see' : '';
    expect({ own: may(own), line: may(line), company: may(company) }).toEqual(expected);
  });

  test('nobody has the shelf of a line that is not there', () => {
    expect(seesShelf(scope({ role: 'admin' }), { kind: 'line', lineId: OTHER_LINE }, branchOf)).toBe(false);
  });
});

const actor = { scope: scope({ lineIds: [LINE] }), branchOf };
const by = { operatorId: ANNA, now: 5_000 };
const args = (rev: number, intentId: string | null = null, patch = {}) => ({
  ...replyDraftFixture({ shelf: line, ...patch }),
  basedOn: { rev, intentId },
});

describe('a save', () => {
  const reply = quickReplyFixture({ shelf: line, rev: 7, updatedBy: BORIS });
  const place = (patch = {}) => ({ reply, lastIntentId: 'last', taken: null, ...patch });

  test.each([
    ['on what it was', args(7), null],
    ['on an own change that is the last', args(3, 'last'), null],
    ['on something older', args(6), { code: 'reply_changed', operatorId: BORIS }],
    ['on an own change that others changed', args(6, 'before'), { code: 'reply_changed', operatorId: BORIS }],
    ['as if it were new', args(0), { code: 'reply_changed', operatorId: BORIS }],
  ])('%s', (_, save, expected) => {
    expect(refuseSave(actor, place(), save)).toEqual(expected);
  });

  test('of a new one, of one that is gone, of one that another hides', () => {
    const none = place({ reply: null, lastIntentId: null });
    expect(refuseSave(actor, none, args(0))).toBeNull();
    expect(refuseSave(actor, none, args(4))).toEqual({ code: 'reply_changed', operatorId: null });
    const hidden = place({ reply: { ...reply, shelf: { kind: 'personal', operatorId: BORIS } } });
    expect(refuseSave(actor, hidden, args(7))).toEqual({ code: 'not_found' });
  });

  test('with a shortcut that is taken, once it may be saved at all', () => {
    const taken = place({ taken: { id: 'other', title: 'Other' } });
    const save = args(7, null, { shortcut: 'hi' });
    expect(refuseSave(actor, taken, save)).toEqual({
      code: 'shortcut_taken',
      shortcut: 'hi',
      replyId: 'other',
      title: 'Other',
    });
    expect(refuseSave(actor, taken, args(6, null, { shortcut: 'hi' }))).toMatchObject({
      code: 'reply_changed',
    });
  });

  test('that moves leaves a deleted one behind, one revision below', () => {
    const after = savedReply(reply, args(7, null, { shelf: company }), by);
    expect(after).toMatchObject({
      rev: 9,
      shelf: company,
      updatedBy: ANNA,
      updatedAt: 5_000,
      deleted: false,
    });
    expect(movedAway(reply, after)).toMatchObject({ rev: 8, shelf: line, deleted: true });
    expect(after).not.toHaveProperty('basedOn');
    expect(savedReply(reply, args(7), by).rev).toBe(8);
    const restored = savedReply({ ...reply, deleted: true }, args(7, null, { shelf: company }), by);
    expect(restored).toMatchObject({ rev: 8, deleted: false });
  });
});

test('deleting what is deleted changes nothing, by whoever has it', () => {
  const gone = quickReplyFixture({ shelf: line, deleted: true, rev: 2 });
  expect(refuseDelete(actor, { reply: gone, lastIntentId: null }, { rev: 1, intentId: null })).toBeNull();
  expect(deletedReply(gone, by)).toBe(gone);
  expect(refuseDelete(actor, { reply: null, lastIntentId: null }, { rev: 1, intentId: null })).toEqual({
    code: 'not_found',
  });
});

test('a key takes what its owner can use, and nothing', () => {
  const reply = quickReplyFixture({ shelf: line });
  expect(refuseSlot(actor, reply, reply.id)).toBeNull();
  expect(refuseSlot(actor, null, null)).toBeNull();
  for (const bad of [
    null,
    { ...reply, deleted: true },
    { ...reply, shelf: { kind: 'personal', operatorId: BORIS } as const },
  ])
    expect(refuseSlot(actor, bad, reply.id)).toEqual({ code: 'not_found' });
});

test('quick replies wait for each other and for nothing else', () => {
  const of = (name: string, its: object) => intentSchema.parse({ id: ANNA, name, args: its, at: 1 });
  expect(laneOf(of('quickReply.save', args(0)))).toBe(REPLIES_LANE);
  expect(laneOf(of('quickReply.slot', { slot: 1, replyId: null }))).toBe(REPLIES_LANE);
  expect(laneOf(of('presence.set', { choice: 'away', saidAt: 1 }))).toBe(OWN_LANE);
});
