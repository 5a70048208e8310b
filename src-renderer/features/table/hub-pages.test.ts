import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { conditionsOf, NO_FILTER } from '#shared/domain/table-filter.ts';
import { FIRST_SORT } from '#shared/domain/table-order.ts';
import { FakeTable, found, id, row } from '#tests/support/fake-table.ts';
import { HubPages } from './hub-pages.ts';

const ASKED = { conditions: conditionsOf(NO_FILTER, id(1), 0), sort: FIRST_SORT };
const TYPED = 200;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

function desk(hub: FakeTable['hub']) {
  const table = new FakeTable();
  table.hub = hub;
  const told = vi.fn();
  const pages = new HubPages(table, told);
  const shown = (): string[] => pages.rows.map((one) => one.id);
  return { table, told, pages, shown };
}

/** Until the hub has answered. */
const answered = () => vi.advanceTimersByTimeAsync(TYPED);

/** `count` pages of two lines. */
const some = (count: number) => (after: string | null) => {
  const at = Number(after ?? 0);
  const next = at + 1 < count ? String(at + 1) : null;
  return found([row(2 * at), row(2 * at + 1)], next, at === 0 ? 2 * count : undefined);
};

test('while letters are typed nothing is asked; then the last question once', async () => {
  const { table, pages } = desk(some(1));
  for (const words of ['д', 'ди', 'див']) {
    pages.start({ ...ASKED, conditions: { ...ASKED.conditions, words } });
    await vi.advanceTimersByTimeAsync(50);
  }
  expect(table.hubAsked).toEqual([]);
  expect(pages.state).toEqual({ kind: 'asking', total: null });
  await answered();
  expect(table.hubAsked).toEqual([null]);
  expect(pages.state).toEqual({ kind: 'whole', total: { count: 2, more: false } });
});

test('page after page as somebody wants more, each asked for once, with the number of all kept', async () => {
  const { table, pages, shown } = desk(some(3));
  pages.start(ASKED);
  await answered();
  expect(pages.frontier).toBe(id(1));
  pages.more();
  pages.more();
  expect(pages.state.kind).toBe('asking');
  await answered();
  pages.more();
  await answered();
  pages.more();
  await answered();
  expect(table.hubAsked).toEqual([null, '1', '2']);
  expect(shown()).toEqual([0, 1, 2, 3, 4, 5].map(id));
  expect(pages.frontier).toBeNull();
  expect(pages.state).toEqual({ kind: 'whole', total: { count: 6, more: false } });
});

test('nobody is sent through more than ten thousand lines', async () => {
  const thousand = (after: string | null) => {
    const at = Number(after ?? 0);
    return found(
      Array.from({ length: 1_000 }, (_, n) => row(1_000 * at + n)),
      String(at + 1),
      1_000_000,
    );
  };
  const { table, pages } = desk(thousand);
  pages.start(ASKED);
  await answered();
  for (let n = 0; n < 30; n += 1) {
    pages.more();
    await answered();
  }
  expect(table.hubAsked).toHaveLength(10);
  expect(pages.rows).toHaveLength(10_000);
});

describe('a hub that does not answer', () => {
  test('in time is asked again when it said so', async () => {
    let busy = true;
    const { table, pages, shown } = desk((after) =>
      busy ? { kind: 'busy', retryAfterMs: 3_000 } : some(1)(after),
    );
    pages.start(ASKED);
    await answered();
    expect(pages.state.kind).toBe('asking');
    busy = false;
    await vi.advanceTimersByTimeAsync(2_000);
    expect(table.hubAsked).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(shown()).toEqual([id(0), id(1)]);
  });

  test.each(['offline', 'failed', 'thrown'] as const)(
    'a later page (%s): what it told of stays, and it goes on from there',
    async (how) => {
      vi.spyOn(console, 'error').mockReturnValue();
      let broken = false;
      const { table, pages, shown } = desk((after) => {
        if (!broken) return some(2)(after);
        if (how === 'thrown') throw new Error('socket');
        return how === 'offline' ? { kind: 'offline' } : { kind: 'failed', detail: '500' };
      });
      pages.start(ASKED);
      await answered();
      broken = true;
      pages.more();
      await answered();
      const kind = how === 'offline' ? 'offline' : 'failed';
      expect(pages.state).toEqual({ kind, total: { count: 4, more: false } });
      expect(shown()).toEqual([id(0), id(1)]);
      pages.more();
      expect(table.hubAsked).toHaveLength(2);
      broken = false;
      pages.retry();
      await answered();
      expect(table.hubAsked).toEqual([null, '1', '1']);
      expect(shown()).toEqual([0, 1, 2, 3].map(id));
    },
  );

  test('is not asked again by who has all, or is being told', async () => {
    const { table, pages } = desk(some(1));
    pages.start(ASKED);
    pages.retry();
    await answered();
    pages.retry();
    await answered();
    expect(table.hubAsked).toEqual([null]);
  });
});

test('an answer to what nobody asks any more is nothing, and its call is given up', async () => {
  const { table, pages, shown } = desk(some(1));
  const signals: AbortSignal[] = [];
  const answers: (() => void)[] = [];
  table.askHub = (_, signal) => {
    signals.push(signal);
    return new Promise((resolve) => answers.push(() => resolve(found([row(signals.length)], null, 1))));
  };
  pages.start(ASKED);
  await answered();
  pages.start({ ...ASKED, sort: { column: 'client', direction: 'asc' } });
  expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  await answered();
  answers.forEach((answer) => answer());
  await answered();
  expect(shown()).toEqual([id(2)]);
  pages.stop();
  expect([pages.state, shown(), signals[1]?.aborted]).toEqual([{ kind: 'off' }, [], true]);
});

test('they are as old as the question for the first of them, however late the others came', async () => {
  const { pages } = desk(some(2));
  pages.start(ASKED);
  const typed = Date.now();
  await answered();
  const { since } = pages.guests();
  expect(since).toBeGreaterThan(typed);
  pages.more();
  await answered();
  expect(pages.guests().since).toBe(since);
  pages.start(ASKED);
  await answered();
  expect(pages.guests().since).toBeGreaterThan(since);
});

test('its lines are handed over once for each change of them, and again to who forgot', async () => {
  const { pages } = desk(some(2));
  const empty = pages.guests();
  expect(empty.rows).toEqual([]);
  pages.start(ASKED);
  await answered();
  const first = pages.guests();
  expect(first.rows?.map((one) => one.id)).toEqual([id(0), id(1)]);
  expect(first.key).not.toBe(empty.key);
  expect(pages.guests()).toEqual({ key: first.key, since: first.since, rows: null });
  expect(pages.guests(true)).toEqual(first);
  pages.more();
  await answered();
  expect(pages.guests().rows).toHaveLength(4);
  // Two windows that look at the same do not take one’s lines for the other’s.
  expect(desk(some(2)).pages.guests().key).not.toBe(desk(some(2)).pages.guests().key);
});
