import fc from 'fast-check';
import type { TableConditions } from '#shared/domain/table-filter.ts';
import { TABLE_COLUMNS, type TableSort } from '#shared/domain/table-order.ts';
import { TABLE_STATUSES, type TableRow } from '#shared/domain/table-row.ts';

/** Lines and questions that meet often: few values of everything, ties and gaps included. */

const id = (kind: number, n: number): string =>
  `0189000${kind}-0000-7000-8000-${String(n).padStart(12, '0')}`;

export const some = {
  dialog: (n: number): string => id(1, n),
  client: (n: number): string => id(2, n),
  channel: (n: number): string => id(3, n),
  line: (n: number): string => id(4, n),
  branch: (n: number): string => id(5, n),
  operator: (n: number): string => id(6, n),
};

const small = fc.integer({ min: 0, max: 3 });
const time = fc.integer({ min: 0, max: 6 }).map((n) => 1_700_000_000_000 + n * 1_000);

export const anyRow = (dialog: fc.Arbitrary<number>): fc.Arbitrary<TableRow> =>
  fc
    .record({
      n: dialog,
      client: small,
      channel: small,
      line: small,
      branch: small,
      responsible: fc.option(small, { nil: null }),
      status: fc.constantFrom(...TABLE_STATUSES),
      createdAt: time,
      closedAt: fc.option(time, { nil: null }),
      lastActivityAt: time,
      waitingSince: fc.option(time, { nil: null }),
      unread: small,
      messages: small,
    })
    .map(({ n, client, channel, line, branch, responsible, ...row }) => ({
      ...row,
      id: some.dialog(n),
      contactId: some.client(client),
      ...CLIENTS[client % CLIENTS.length],
      channelId: some.channel(channel),
      lineId: some.line(line),
      branchId: some.branch(branch),
      responsibleId: responsible === null ? null : some.operator(responsible),
      snoozedUntil: null,
      lastMessage: null,
    })) as fc.Arbitrary<TableRow>;

/** Names that differ by nothing, by case, by what folding leaves alone; none. */
export const CLIENTS = [
  { name: 'ёлкин', number: 1, tags: ['vip'] },
  { name: 'Елкин', number: 2, tags: [] },
  { name: null, number: 3, tags: ['опт', 'vip'] },
  { name: 'Zoë \u{1F600}', number: 4, tags: ['опт'] },
];

const span = fc.option(
  fc.record({ from: fc.option(time, { nil: null }), to: fc.option(time, { nil: null }) }),
  { nil: null, freq: 3 },
);
const choice = (of: (n: number) => string): fc.Arbitrary<string[]> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constant<never[]>([]) },
    {
      weight: 1,
      arbitrary: fc.uniqueArray(fc.integer({ min: 0, max: 4 }).map(of), { minLength: 1, maxLength: 3 }),
    },
  );

export const anyConditions: fc.Arbitrary<TableConditions> = fc.record({
  statuses: fc.oneof(fc.constant<never[]>([]), fc.subarray([...TABLE_STATUSES])),
  waiting: fc.option(fc.boolean(), { nil: null, freq: 2 }),
  created: span,
  closed: span,
  channelIds: choice(some.channel),
  lineIds: choice(some.line),
  branchIds: choice(some.branch),
  responsibleIds: fc.oneof(
    { weight: 3, arbitrary: fc.constant<never[]>([]) },
    {
      weight: 1,
      arbitrary: fc.uniqueArray(fc.option(small.map(some.operator), { nil: null }), {
        minLength: 1,
        maxLength: 3,
      }),
    },
  ),
  tags: fc.oneof(
    { weight: 3, arbitrary: fc.constant<never[]>([]) },
    fc.subarray(['vip', 'опт', 'нет'], { minLength: 1 }),
  ),
  words: fc.constant(''),
});

export const anySort: fc.Arbitrary<TableSort> = fc.record({
  column: fc.constantFrom(...TABLE_COLUMNS),
  direction: fc.constantFrom('asc', 'desc'),
});
