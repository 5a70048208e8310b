import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareText, foldOrder, ranksByName } from '../lib/ordering.ts';
import { conditionsOf, dayOf, matches, NO_FILTER, spanOf, tableFilterSchema } from './table-filter.ts';
import { compareKeys, compareRows } from './table-order.ts';
import type { TableRow } from './table-row.ts';

const ME = '01890000-0000-7000-8000-0000000000a1';
const NOON = new Date(2026, 2, 10, 12).getTime();

const row = (patch: Partial<TableRow> = {}): TableRow => ({
  id: '01890000-0000-7000-8000-000000000001',
  contactId: '01890000-0000-7000-8000-000000000041',
  name: 'Ольга',
  number: 1,
  tags: [],
  channelId: '01890000-0000-7000-8000-000000000031',
  lineId: '01890000-0000-7000-8000-000000000011',
  branchId: '01890000-0000-7000-8000-000000000021',
  responsibleId: null,
  status: 'queued',
  createdAt: NOON,
  closedAt: null,
  lastActivityAt: NOON,
  waitingSince: null,
  snoozedUntil: null,
  unread: 0,
  messages: 1,
  lastMessage: null,
  ...patch,
});
const asked = (patch: Partial<typeof NO_FILTER>) => conditionsOf({ ...NO_FILTER, ...patch }, ME, NOON);

describe('days', () => {
  it.each([
    ['today', new Date(2026, 2, 10), new Date(2026, 2, 11)],
    ['yesterday', new Date(2026, 2, 9), new Date(2026, 2, 10)],
    ['week', new Date(2026, 2, 4), new Date(2026, 2, 11)],
    ['month', new Date(2026, 2, 1), new Date(2026, 2, 11)],
  ] as const)('%s', (preset, from, to) => {
    expect(spanOf({ kind: 'preset', preset }, NOON)).toEqual({ from: from.getTime(), to: to.getTime() });
  });

  it('of an own range both days belong to it, and an open end is none', () => {
    expect(spanOf({ kind: 'own', from: '2026-03-01', to: '2026-03-01' }, NOON)).toEqual({
      from: new Date(2026, 2, 1).getTime(),
      to: new Date(2026, 2, 2).getTime(),
    });
    expect(spanOf({ kind: 'own', from: null, to: '2025-12-31' }, NOON)).toEqual({
      from: null,
      to: new Date(2026, 0, 1).getTime(),
    });
  });

  it('a moment is in the span of its own day and in no other', () => {
    fc.assert(
      fc.property(fc.integer({ min: 86_400_000, max: 4e12 }), (at) => {
        const day = dayOf(at);
        const { from, to } = spanOf({ kind: 'own', from: day, to: day }, NOON);
        expect(from !== null && to !== null && at >= from && at < to).toBe(true);
      }),
    );
  });

  it.each(['2026-13-01', '2026-00-10', '2026-1-1', 'today', ''])('%s is no day', (from) => {
    const created = { kind: 'own', from, to: null };
    expect(tableFilterSchema.safeParse({ ...NO_FILTER, created }).success).toBe(false);
  });
});

describe('a filter', () => {
  it('keeps nothing of its words and tags that the database could not hold', () => {
    const { words, tags } = tableFilterSchema.parse({
      ...NO_FILTER,
      words: 'so\0fa \ud83d',
      tags: ['V\0IP\ud800'],
    });
    expect({ words, tags }).toEqual({ words: 'sofa \ufffd', tags: ['VIP\ufffd'] });
    expect(tableFilterSchema.safeParse({ ...NO_FILTER, tags: ['\0'] }).success).toBe(false);
  });

  it('that asks nothing has everything', () => {
    expect(matches(asked({}), row())).toBe(true);
  });

  it.each<[string, Parameters<typeof asked>[0], Partial<TableRow>, Partial<TableRow>]>([
    ['status', { statuses: ['finished', 'spam'] }, { status: 'spam' }, { status: 'silence' }],
    ['waits', { waiting: true }, { waitingSince: 1 }, { waitingSince: null }],
    ['does not wait', { waiting: false }, { waitingSince: null }, { waitingSince: 1 }],
    ['me', { responsible: ['me'] }, { responsibleId: ME }, { responsibleId: null }],
    ['nobody', { responsible: ['nobody'] }, { responsibleId: null }, { responsibleId: ME }],
    ['a tag of several', { tags: ['vip', 'опт'] }, { tags: ['опт'] }, { tags: ['оптом'] }],
    ['closed today', { closed: { kind: 'preset', preset: 'today' } }, { closedAt: NOON }, { closedAt: null }],
    [
      'created yesterday',
      { created: { kind: 'preset', preset: 'yesterday' } },
      { createdAt: NOON - 86_400_000 },
      { createdAt: NOON },
    ],
  ])('%s', (_, filter, inside, outside) => {
    expect(matches(asked(filter), row(inside))).toBe(true);
    expect(matches(asked(filter), row(outside))).toBe(false);
  });
});

describe('the order of names', () => {
  it('knows no case and no ё', () => {
    const names = ['ёлка', 'Ель', 'елка', 'Anna', 'яна', 'Zoe'];
    expect(names.toSorted((a, b) => compareText(foldOrder(a), foldOrder(b)))).toEqual([
      'Anna',
      'Zoe',
      'ёлка',
      'елка',
      'Ель',
      'яна',
    ]);
  });

  // Beside each other in UTF-16 the other way round than as code points.
  const word = fc
    .array(fc.constantFrom('a', 'я', '\u{1F600}', '\u{10FFFF}', '\uE000', '\uFFFD'), { maxLength: 4 })
    .map((letters) => letters.join(''));

  it('is that of code points', () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        const points = (text: string) => Array.from(text, (one) => one.codePointAt(0) ?? 0);
        const [x, y] = [points(a), points(b)];
        const at = x.findIndex((point, i) => point !== y[i]);
        const expected = at < 0 ? x.length - y.length : (x[at] ?? 0) - (y[at] ?? -1);
        expect(Math.sign(compareText(a, b))).toBe(Math.sign(expected));
      }),
    );
  });

  it('gives equal names one place', () => {
    const ranks = ranksByName([
      { id: 'a', name: 'Юг' },
      { id: 'b', name: 'север' },
      { id: 'c', name: 'Север' },
    ]);
    expect([ranks.get('b'), ranks.get('c'), ranks.get('a')]).toEqual([0, 0, 1]);
  });
});

describe('the order of lines', () => {
  const key = fc.option(fc.oneof(fc.constant(1), fc.integer({ min: 0, max: 3 })), { nil: null });
  it('puts what has no value last, whichever way', () => {
    fc.assert(
      fc.property(fc.array(key), (keys) => {
        for (const direction of ['asc', 'desc'] as const) {
          const sorted = keys.toSorted((a, b) => compareKeys(a, b, direction));
          const values = sorted.filter((one) => one !== null);
          const way = direction === 'asc' ? 1 : -1;
          expect(sorted).toEqual([
            ...values.toSorted((a, b) => way * (a - b)),
            ...sorted.filter((one) => one === null),
          ]);
        }
      }),
    );
  });

  it('is total: ids decide between equal lines, the other way round when falling', () => {
    const ranks = { operators: new Map(), lines: new Map(), branches: new Map(), channels: new Map() };
    const [a, b] = ['01890000-0000-7000-8000-00000000000a', '01890000-0000-7000-8000-00000000000b'].map(
      (id) => row({ id }),
    );
    if (!a || !b) throw new Error('two rows');
    expect(compareRows({ column: 'unread', direction: 'asc' }, ranks)(a, b)).toBeLessThan(0);
    expect(compareRows({ column: 'unread', direction: 'desc' }, ranks)(a, b)).toBeGreaterThan(0);
  });
});
