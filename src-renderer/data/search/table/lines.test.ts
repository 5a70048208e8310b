import fc from 'fast-check';
import { expect, test } from 'vitest';
import { conditionsOf, matches, NO_FILTER } from '#shared/domain/table-filter.ts';
import { compareRows, FIRST_SORT, type NameRanks } from '#shared/domain/table-order.ts';
import type { TableRow } from '#shared/domain/table-row.ts';
import { anyConditions, anyRow, anySort, some } from '#tests/support/table-rows.ts';
import { Lines, type Asked } from './lines.ts';

/** Two operators of one name, a line whose name is not known. */
const RANKS: NameRanks = {
  operators: new Map(
    [some.operator(0), some.operator(1), some.operator(2)].map((id, i) => [id, [1, 1, 0][i] ?? 0]),
  ),
  lines: new Map([some.line(2), some.line(0)].map((id, i) => [id, i])),
  branches: new Map([some.branch(1), some.branch(0), some.branch(3)].map((id, i) => [id, i])),
  channels: new Map([some.channel(3), some.channel(1)].map((id, i) => [id, i])),
};

const ids = (lines: Lines, asked: Asked): (string | undefined)[] => {
  const found = lines.find(asked);
  return Array.from(found.order, (_, place) => {
    const line = lines.at(found, place);
    return typeof line === 'string' ? line : line?.id;
  });
};

function put(lines: Lines, row: TableRow): void {
  lines.put(row, row, row.number);
}

const change = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('put' as const), row: anyRow(fc.integer({ min: 0, max: 30 })) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('remove' as const), n: fc.integer({ min: 0, max: 30 }) }),
  },
);

test('whatever comes, changes and goes: what is found, in its order, is what a look at every line finds', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(change, { maxLength: 12 }), { maxLength: 6 }),
      fc.array(fc.tuple(anyConditions, anySort), { minLength: 1, maxLength: 4 }),
      fc.uniqueArray(anyRow(fc.integer({ min: 20, max: 40 })), { maxLength: 5, selector: ({ id }) => id }),
      fc.uniqueArray(anyRow(fc.integer({ min: 0, max: 5 })), { maxLength: 2, selector: ({ id }) => id }),
      (steps, questions, guests, laid) => {
        const lines = new Lines();
        lines.setRanks(RANKS);
        const truth = new Map<string, TableRow>();
        for (const step of steps) {
          for (const one of step) {
            if (one.kind === 'put') {
              put(lines, one.row);
              truth.set(one.row.id, one.row);
            } else {
              lines.remove(some.dialog(one.n), null);
              truth.delete(some.dialog(one.n));
            }
          }
          // Asked in between, so that orders are kept and mended.
          for (const [conditions, sort] of questions) {
            const expected = new Map(guests.map((row) => [row.id, row]));
            for (const row of [...truth.values(), ...laid]) expected.set(row.id, row);
            const sorted = [...expected.values()]
              .filter((row) => matches(conditions, row))
              .toSorted(compareRows(sort, RANKS));
            const asked = { conditions, sort, laid, guests, guestsSince: 0, withWords: null };
            expect(ids(lines, asked)).toEqual(sorted.map(({ id }) => id));
            const found = lines.find(asked);
            for (const [place, row] of sorted.entries()) expect(lines.placeOf(found, row.id)).toBe(place);
          }
        }
      },
    ),
  );
});

test('words narrow what is here, not what the hub found by them', () => {
  const row = fc.sample(anyRow(fc.constant(1)), 1)[0];
  const guest = fc.sample(anyRow(fc.constant(2)), 1)[0];
  if (!row || !guest) throw new Error('two rows');
  const lines = new Lines();
  put(lines, row);
  const conditions = {
    statuses: [],
    waiting: null,
    created: null,
    closed: null,
    channelIds: [],
    lineIds: [],
    branchIds: [],
    responsibleIds: [],
    tags: [],
    words: 'кресло',
  };
  const asked = {
    conditions,
    sort: { column: 'activity', direction: 'desc' },
    laid: [],
    guests: [guest],
    guestsSince: 0,
  } as const;
  expect(ids(lines, { ...asked, laid: [], withWords: new Set() })).toEqual([guest.id]);
  expect(new Set(ids(lines, { ...asked, laid: [], withWords: new Set([row.id]) }))).toEqual(
    new Set([row.id, guest.id]),
  );
});

test('what was taken away is no guest either, until the hub tells of it later; what is only not kept here any more is', () => {
  const [row] = fc.sample(anyRow(fc.constant(1)), 1);
  if (!row) throw new Error('a row');
  const lines = new Lines();
  const conditions = conditionsOf(NO_FILTER, some.operator(0), 0);
  const asked = { conditions, sort: FIRST_SORT, laid: [], guests: [row], withWords: null };
  const seen = (guestsSince: number) => ids(lines, { ...asked, guestsSince });
  put(lines, row);
  lines.remove(row.id, null);
  expect(seen(5)).toEqual([row.id]);
  put(lines, row);
  lines.remove(row.id, 10);
  expect([seen(5), seen(10), seen(11)]).toEqual([[], [], [row.id]]);
  // It came back, and went for want of room.
  put(lines, row);
  lines.remove(row.id, null);
  expect(seen(5)).toEqual([row.id]);
});

test('an older state of a client never wins', () => {
  const [row] = fc.sample(anyRow(fc.constant(1)), 1);
  if (!row) throw new Error('a row');
  const lines = new Lines();
  lines.put(row, { name: 'new', number: 1, tags: [] }, 5);
  lines.putClient(row.contactId, { name: 'old', number: 1, tags: [] }, 4);
  expect(lines.clientOf(row.id)?.name).toBe('new');
});
