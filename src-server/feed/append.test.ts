import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Dialog } from '#shared/domain/dialog.ts';
import { leanMessage } from '#shared/domain/plain-message.ts';
import { audienceOf, sees, type Scope } from '#shared/domain/scope.ts';
import { ANNA, BORIS, BRANCH, dialogFixture, LINE, messageFixture } from '#tests/support/fixtures.ts';
import { feedEntry } from '#tests/support/feed-entry.ts';
import { planFor } from '../live/fan-out.ts';
import { dialogEntries, entriesJson, messageEntry, type NewEntry } from './append.ts';
import type { Outcome } from './decide.ts';

const OTHER_LINE = '01890000-0000-7000-8000-000000000012';
const OTHER_BRANCH = '01890000-0000-7000-8000-000000000022';

const person = fc.constantFrom(ANNA, BORIS);
const state: fc.Arbitrary<Dialog['state']> = fc.oneof(
  fc.constant({ status: 'queued' } as const),
  person.map((responsibleId) => ({ status: 'active', responsibleId }) as const),
  fc.record({
    status: fc.constant('closed' as const),
    responsibleId: fc.option(person, { nil: null }),
    closedAt: fc.constant(5_000),
    outcome: fc.constantFrom('finished' as const, 'spam' as const),
  }),
);
const dialog: fc.Arbitrary<Dialog> = fc
  .record({
    state,
    place: fc.constantFrom([LINE, BRANCH] as const, [OTHER_LINE, OTHER_BRANCH] as const),
    participantIds: fc.uniqueArray(person),
    rev: fc.integer({ min: 1, max: 9 }),
  })
  .map(({ place: [lineId, branchId], ...rest }) => dialogFixture({ ...rest, lineId, branchId }));
const scope: fc.Arbitrary<Scope> = fc.record({
  operatorId: person,
  role: fc.constantFrom('operator', 'senior', 'admin'),
  lineIds: fc.uniqueArray(fc.constantFrom(LINE, OTHER_LINE)),
  branchIds: fc.uniqueArray(fc.constantFrom(BRANCH, OTHER_BRANCH)),
});

/** What one session hears of a change. */
function heard(who: Scope, entries: readonly NewEntry[]): Outcome[] {
  const read = entries.map(({ change, audience }) => feedEntry(change, audience));
  return planFor(who, read).outcomes.filter((outcome) => outcome !== 'nothing');
}

describe('a change of a dialog', () => {
  test('leaves everybody with it who sees it now, and nobody else, whatever changed of it', () => {
    fc.assert(
      fc.property(scope, dialog, dialog, (who, before, after) => {
        const outcomes = heard(who, dialogEntries(before, after, []));
        const saw = sees(who, audienceOf(before));
        if (sees(who, audienceOf(after)))
          expect(outcomes).toEqual([saw && !reopens(before, after) ? 'row' : 'enter']);
        else expect(outcomes).toEqual(saw ? ['gone'] : []);
      }),
      { numRuns: 1_000 },
    );
  });

  test('that is new enters for those who see it, and is nothing to others', () => {
    fc.assert(
      fc.property(scope, dialog, (who, made) => {
        // Its first message comes with it, and is told besides only if it did not.
        const expected = sees(who, audienceOf(made)) ? ['enter', 'older'] : [];
        expect(heard(who, dialogEntries(null, made, [messageFixture()]))).toEqual(expected);
      }),
    );
  });

  test('brings its messages after it, to those who see it now', () => {
    const messages = [1, 2].map((seq) => messageFixture({ seq }));
    fc.assert(
      fc.property(scope, dialog, (who, both) => {
        const entries = dialogEntries(both, { ...both, rev: both.rev + 1 }, messages);
        expect(entries.map(({ change }) => change.type)).toEqual(['dialog', 'message', 'message']);
        expect(heard(who, entries)).toEqual(sees(who, audienceOf(both)) ? ['row', 'row', 'row'] : []);
      }),
    );
  });

  test('by which a closed dialog is taken up by a colleague goes from who had it alone', () => {
    const closed = { status: 'closed', closedAt: 5_000, outcome: 'finished', responsibleId: ANNA } as const;
    const before = dialogFixture({ state: closed });
    const after = dialogFixture({ state: { status: 'active', responsibleId: BORIS }, rev: 2 });
    const his = (operatorId: string, lineIds: string[] = []): Scope => ({
      operatorId,
      role: 'operator',
      lineIds,
      branchIds: [],
    });
    const entries = dialogEntries(before, after, [messageFixture()]);
    expect(heard(his(ANNA), entries)).toEqual(['gone']);
    expect(heard(his(BORIS), entries)).toEqual(['enter', 'older']);
    // Who saw it before and sees it still may have let go of it meanwhile.
    expect(heard(his(ANNA, [LINE]), entries)).toEqual(['enter', 'older']);
    expect(heard(his(BORIS, [OTHER_LINE]), entries)).toEqual(['enter', 'older']);
  });
});

function reopens(before: Dialog, after: Dialog): boolean {
  return before.state.status === 'closed' && after.state.status !== 'closed';
}

describe('entries as JSON', () => {
  test('are numbered, and say of a dialog who sees it and who saw it', () => {
    const before = dialogFixture();
    const after = dialogFixture({ lineId: OTHER_LINE, rev: 2 });
    const message = messageFixture();
    const rows: unknown = JSON.parse(entriesJson(dialogEntries(before, after, [message])));
    const now = audienceOf(after);
    expect(rows).toEqual([
      { n: 0, change: { type: 'dialog', dialog: after }, audiences: [now], previous: audienceOf(before) },
      { n: 1, change: { type: 'message', message: leanMessage(message) }, audiences: [now], previous: now },
    ]);
  });

  test('of what is for everybody, or for one, name no audience of a dialog', () => {
    const row = { id: LINE, name: 'Company', rev: 1 };
    const everybody: NewEntry = {
      change: { type: 'directory', entry: { kind: 'workspace', row } },
      audience: { kind: 'everybody' },
    };
    expect(JSON.parse(entriesJson([everybody]))).toEqual([
      { n: 0, change: everybody.change, audiences: null, previous: null },
    ]);
  });

  test('a changed message is for who sees its dialog now, be he new to it or not', () => {
    fc.assert(
      fc.property(scope, dialog, (who, of) => {
        const entry = messageEntry(messageFixture(), audienceOf(of));
        expect(heard(who, [entry])).toEqual(sees(who, audienceOf(of)) ? ['row'] : []);
      }),
    );
  });
});
