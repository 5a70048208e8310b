import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ANNA, BORIS, BRANCH, LINE } from '#tests/support/fixtures.ts';
import type { Role } from './directory.ts';
import type { Scope } from './scope.ts';
import {
  appendToTalk,
  directPlace,
  emptyMark,
  emptyTalk,
  followsTalk,
  markAfterSaying,
  otherOf,
  seesTalk,
  talkIdOf,
  talkPlaceSchema,
  talkSchema,
  unreadIn,
  type TalkPlace,
} from './talk.ts';

const WORKSPACE = '01890000-0000-7000-8000-0000000000f1';
const VERA = '01890000-0000-7000-8000-0000000000c1';
const ofLine: TalkPlace = { kind: 'line', lineId: LINE, branchId: BRANCH };
const scope = (operatorId: string, role: Role, patch: Partial<Scope> = {}): Scope => ({
  operatorId,
  role,
  lineIds: [],
  branchIds: [],
  ...patch,
});

describe('the place of a talk', () => {
  it('is one for two people, whoever names whom, and so is its id', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.uuid(), (a, b) => {
        expect(directPlace(a, b)).toEqual(directPlace(b, a));
        expect(talkPlaceSchema.safeParse(directPlace(a, b)).success).toBe(true);
        expect(talkIdOf(WORKSPACE, directPlace(a, b))).toBe(talkIdOf(WORKSPACE, directPlace(b, a)));
      }),
    );
  });

  it('gives another id in another company, to other people and to a line', () => {
    const ids = [
      talkIdOf(WORKSPACE, directPlace(ANNA, BORIS)),
      talkIdOf(BRANCH, directPlace(ANNA, BORIS)),
      talkIdOf(WORKSPACE, directPlace(ANNA, VERA)),
      talkIdOf(WORKSPACE, directPlace(ANNA, ANNA)),
      talkIdOf(WORKSPACE, ofLine),
      talkIdOf(WORKSPACE, { ...ofLine, lineId: ANNA }),
    ];
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(talkSchema.shape.id.safeParse(id).success).toBe(true);
  });

  it('of a line stays the same when the line moves to another branch', () => {
    expect(talkIdOf(WORKSPACE, { ...ofLine, branchId: ANNA })).toBe(talkIdOf(WORKSPACE, ofLine));
  });

  it.each([[[BORIS, ANNA]], [[ANNA, ANNA]], [[]], [[ANNA, BORIS, VERA]]])(
    'is not %j: members are named once and in their order',
    (memberIds) => {
      expect(talkPlaceSchema.safeParse({ kind: 'direct', memberIds }).success).toBe(false);
    },
  );

  it('tells who the other one is', () => {
    expect(otherOf(directPlace(ANNA, BORIS), ANNA)).toBe(BORIS);
    expect(otherOf(directPlace(ANNA, BORIS), BORIS)).toBe(ANNA);
    expect(otherOf(directPlace(ANNA, ANNA), ANNA)).toBeNull();
    expect(otherOf(directPlace(ANNA, BORIS), VERA)).toBeNull();
    expect(otherOf(ofLine, ANNA)).toBeNull();
  });
});

describe('who sees a talk', () => {
  const everything = { lineIds: [LINE], branchIds: [BRANCH] };
  const others = (['operator', 'senior', 'admin'] as const).map((role) => [role] as const);

  it.each(others)('two people’s is seen by nobody else, by no %s with every right', (role) => {
    expect(seesTalk(scope(VERA, role, everything), directPlace(ANNA, BORIS))).toBe(false);
    expect(seesTalk(scope(VERA, role, everything), directPlace(ANNA, ANNA))).toBe(false);
    expect(seesTalk(scope(ANNA, role), directPlace(ANNA, BORIS))).toBe(true);
    expect(seesTalk(scope(BORIS, role), directPlace(ANNA, BORIS))).toBe(true);
  });

  it('a line’s by those who see the line', () => {
    expect(seesTalk(scope(ANNA, 'operator', { lineIds: [LINE] }), ofLine)).toBe(true);
    expect(seesTalk(scope(ANNA, 'operator'), ofLine)).toBe(false);
    expect(seesTalk(scope(ANNA, 'operator', { branchIds: [BRANCH] }), ofLine)).toBe(false);
    expect(seesTalk(scope(ANNA, 'senior', { branchIds: [BRANCH] }), ofLine)).toBe(true);
    expect(seesTalk(scope(ANNA, 'senior'), ofLine)).toBe(false);
    expect(seesTalk(scope(ANNA, 'admin'), ofLine)).toBe(true);
  });

  it('who supervises lines is called by those he works in', () => {
    expect(followsTalk({ lineIds: [] }, ofLine)).toBe(false);
    expect(followsTalk({ lineIds: [LINE] }, ofLine)).toBe(true);
    expect(followsTalk({ lineIds: [] }, directPlace(ANNA, BORIS))).toBe(true);
  });
});

describe('what is unread', () => {
  /** Who says the next word: the person himself, having seen so much, or somebody else; or he reads up to a place. */
  const stepArbitrary = fc.oneof(
    fc.record({ kind: fc.constant('own' as const), sawAll: fc.boolean() }),
    fc.record({ kind: fc.constant('other' as const) }),
    fc.record({ kind: fc.constant('read' as const), part: fc.double({ min: 0, max: 1, noNaN: true }) }),
  );

  it('is what others said after the mark, whatever the person said in between', () => {
    fc.assert(
      fc.property(fc.array(stepArbitrary, { maxLength: 30 }), (steps) => {
        let talk = emptyTalk(WORKSPACE, directPlace(ANNA, BORIS), 0);
        let mark = emptyMark(talk.id);
        const authors: string[] = [];
        for (const step of steps) {
          if (step.kind === 'read') {
            const seq = Math.max(mark.seq, Math.floor(step.part * talk.lastSeq));
            const own = authors.slice(seq).filter((author) => author === ANNA).length;
            mark = { ...mark, seq, own };
            continue;
          }
          const authorId = step.kind === 'own' ? ANNA : BORIS;
          if (step.kind === 'own') mark = markAfterSaying(mark, talk, step.sawAll ? talk.lastSeq : 0);
          const body = { kind: 'text', text: 'word', attachments: [] } as const;
          const draft = {
            id: BRANCH,
            authorId,
            body: { ...body, attachments: [] },
            mentions: [],
            replyTo: null,
            at: 1,
          };
          talk = appendToTalk(talk, draft).talk;
          authors.push(authorId);
        }
        const truth = authors.slice(mark.seq).filter((author) => author !== ANNA).length;
        expect(unreadIn(talk, mark)).toBe(truth);
      }),
    );
  });

  it('is everything where nothing was read', () => {
    const talk = { ...emptyTalk(WORKSPACE, ofLine, 0), lastSeq: 3 };
    expect(unreadIn(talk, null)).toBe(3);
  });
});

it('what is said among colleagues is hidden, and has no way to anybody else', () => {
  const talk = emptyTalk(WORKSPACE, directPlace(ANNA, BORIS), 5);
  const { message, talk: after } = appendToTalk(talk, {
    id: BRANCH,
    authorId: ANNA,
    body: { kind: 'text', text: 'Between us', attachments: [] },
    mentions: [],
    replyTo: null,
    at: 9,
  });
  expect(message).toMatchObject({ dialogId: talk.id, seq: 1, visibility: 'hidden', delivery: null });
  expect(after).toMatchObject({ lastSeq: 1, lastActivityAt: 9, lastMessage: { preview: 'Between us' } });
});
