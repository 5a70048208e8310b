import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BLANK } from '#shared/domain/contact.ts';
import { sees, type Audience, type Scope } from '#shared/domain/scope.ts';
import { ANNA, BORIS, BRANCH, dialogFixture, LINE } from '#tests/support/fixtures.ts';
import { feedEntry as entry } from '#tests/support/feed-entry.ts';
import { decide } from './decide.ts';
import type { StoredChange } from './entry.ts';

const OTHER_LINE = '01890000-0000-7000-8000-000000000012';
const id = fc.constantFrom(ANNA, BORIS);
const line = fc.constantFrom(LINE, OTHER_LINE);
const audience: fc.Arbitrary<Audience> = fc.record({
  lineId: line,
  branchId: fc.constant(BRANCH),
  responsibleId: fc.option(id),
  participantIds: fc.uniqueArray(id),
});
const scope: fc.Arbitrary<Scope> = fc.record({
  operatorId: id,
  role: fc.constantFrom('operator', 'senior', 'admin'),
  lineIds: fc.uniqueArray(line),
  branchIds: fc.uniqueArray(fc.constant(BRANCH)),
});

const DIALOG: StoredChange = { type: 'dialog', dialog: dialogFixture() };

describe('what an entry means to a session', () => {
  test('a dialog: seen before and now, only now, only before, never', () => {
    fc.assert(
      fc.property(scope, audience, fc.option(audience), (who, now, before) => {
        const saw = before !== null && sees(who, before);
        const expected = sees(who, now) ? (saw ? 'row' : 'enter') : saw ? 'gone' : 'nothing';
        expect(decide(who, entry(DIALOG, { kind: 'dialog', now: [now], before }))).toBe(expected);
      }),
    );
  });

  test('a dialog that was taken up again comes whole to those who see it, and goes from those who saw it closed', () => {
    fc.assert(
      fc.property(scope, audience, audience, (who, now, before) => {
        const expected = sees(who, now) ? 'enter' : sees(who, before) ? 'gone' : 'nothing';
        const previous = { ...before, whole: true } as const;
        expect(decide(who, entry(DIALOG, { kind: 'dialog', now: [now], before: previous }))).toBe(expected);
      }),
    );
  });

  test('a client is shown to whoever sees any of his dialogs', () => {
    const contact: StoredChange = {
      type: 'contact',
      contact: {
        id: ANNA,
        name: null,
        number: 1,
        ...BLANK,
        createdAt: 0,
        rev: 1,
      },
    };
    fc.assert(
      fc.property(scope, fc.array(audience), (who, now) => {
        const expected = now.some((one) => sees(who, one)) ? 'row' : 'nothing';
        expect(decide(who, entry(contact, { kind: 'dialog', now, before: null }))).toBe(expected);
      }),
    );
  });

  test('the directory is everybody’s, a change of rights only its owner’s', () => {
    fc.assert(
      fc.property(scope, id, (who, operatorId) => {
        const workspace: StoredChange = {
          type: 'directory',
          entry: { kind: 'workspace', row: { id: ANNA, name: '', rev: 1 } },
        };
        expect(decide(who, entry(workspace, { kind: 'everybody' }))).toBe('row');
        const rights: StoredChange = { type: 'scope', scope: who };
        const expected = who.operatorId === operatorId ? 'row' : 'nothing';
        expect(decide(who, entry(rights, { kind: 'operator', operatorId }))).toBe(expected);
      }),
    );
  });
});
