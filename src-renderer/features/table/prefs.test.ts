import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { NO_FILTER, type TableFilter } from '#shared/domain/table-filter.ts';
import { FIRST_SORT, TABLE_COLUMNS, type TableColumn } from '#shared/domain/table-order.ts';
import { keepLocal } from '#tests/support/local-storage.ts';
import { nextSort, resized } from './head.tsx';
import {
  ALL_DIALOGS,
  FIRST_COLUMNS,
  isSameKept,
  keptOf,
  movedColumn,
  PrefsStore,
  tracksOf,
  widthOf,
  WIDTH_LIMITS,
  withColumn,
  type Kept,
} from './prefs.ts';

const ME = '01890000-0000-7000-8000-0000000000a1';
const KEY = `otklik.table.${ME}`;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** How it is looked at by somebody of whom this lies in the storage. */
const opened = (kept: unknown) => {
  const lies = keepLocal({ [KEY]: typeof kept === 'string' ? kept : JSON.stringify(kept) });
  return { lies, store: new PrefsStore(ME) };
};

describe('how one looks at the table', () => {
  test('at first: nothing asked for, the newest on top, the usual columns', () => {
    const prefs = opened('').store.current();
    expect(prefs).toMatchObject({ filter: NO_FILTER, sort: FIRST_SORT, where: 'here', chosenId: null });
    expect(prefs.columns).toEqual(FIRST_COLUMNS);
    expect(prefs.fields).toContain('words');
    expect(isSameKept(keptOf(prefs), ALL_DIALOGS)).toBe(true);
  });

  test('is there again in the next window, and each person has his own', () => {
    const { lies, store } = opened('');
    const patch = {
      filter: { ...NO_FILTER, waiting: true },
      sort: { column: 'waiting', direction: 'asc' },
      columns: ['client', 'waiting'] as TableColumn[],
      widths: { client: 300 },
      where: 'everywhere',
      chosenId: 'kept',
    } as const;
    store.change({ ...patch, columns: [...patch.columns] });
    vi.runAllTimers();
    expect(new PrefsStore(ME).current()).toMatchObject(patch);
    expect(new PrefsStore('somebody else').current().columns).toEqual(FIRST_COLUMNS);
    expect([...lies.keys()]).toEqual([KEY]);
  });

  test('changed many times at once, as by a hand that drags, it is written once', () => {
    const { lies, store } = opened('');
    const told = vi.fn();
    const stop = store.subscribe(told);
    for (let width = 100; width < 130; width += 1) store.change({ widths: { client: width } });
    expect(told).toHaveBeenCalledTimes(30);
    expect(lies.get(KEY)).toBe('');
    vi.runAllTimers();
    expect(lies.get(KEY)).toContain('129');
    stop();
    store.change({ widths: {} });
    expect(told).toHaveBeenCalledTimes(30);
  });

  test('at the last moment what is not written yet is written, and nothing twice', () => {
    const { lies, store } = opened('');
    store.flush();
    expect(lies.get(KEY)).toBe('');
    store.change({ where: 'everywhere' });
    store.flush();
    expect(lies.get(KEY)).toContain('everywhere');
    lies.set(KEY, 'of another window');
    vi.runAllTimers();
    expect(lies.get(KEY)).toBe('of another window');
  });

  test.each<[string, unknown, object]>([
    ['no JSON', '{{', { columns: FIRST_COLUMNS, filter: NO_FILTER }],
    ['no columns at all', { columns: [] }, { columns: FIRST_COLUMNS }],
    ['a column of another version', { columns: ['client', 'mood'] }, { columns: FIRST_COLUMNS }],
    ['a column twice', { columns: ['last', 'client', 'last'] }, { columns: ['last', 'client'] }],
    ['a filter of another version', { filter: { ...NO_FILTER, version: 2 } }, { filter: NO_FILTER }],
    ['a filter of days that are none', { filter: { ...NO_FILTER, created: 'today' } }, { filter: NO_FILTER }],
    [
      'an unknown order',
      { sort: { column: 'client', direction: 'up' }, where: 'here' },
      { sort: FIRST_SORT, where: 'here' },
    ],
    ['widths that are no numbers', { widths: { client: 'wide' } }, { widths: {} }],
    ['a place that is none', { where: 'nowhere' }, { where: 'here' }],
    ['fields of another version', { fields: ['colour'] }, { chosenId: null }],
  ])('damaged in one part it keeps the others: %s', (_, kept, prefs) => {
    const sound = typeof kept === 'object' ? { chosenId: null, ...kept } : kept;
    expect(opened(sound).store.current()).toMatchObject(prefs);
  });

  test('what is sound beside what is damaged stays', () => {
    const kept = { columns: ['client'], widths: { client: 200 }, filter: 5, chosenId: 'kept' };
    expect(opened(kept).store.current()).toMatchObject({
      columns: ['client'],
      widths: { client: 200 },
      filter: NO_FILTER,
      chosenId: 'kept',
    });
  });
});

describe('whether a kept filter was changed', () => {
  const kept = (filter: Partial<TableFilter>, patch: Partial<Kept> = {}): Kept => ({
    filter: { ...NO_FILTER, ...filter },
    columns: ['client', 'last'],
    sort: FIRST_SORT,
    ...patch,
  });

  test('the order in which values were ticked says nothing, and neither do spaces around words', () => {
    expect(isSameKept(kept({ statuses: ['spam', 'queued'] }), kept({ statuses: ['queued', 'spam'] }))).toBe(
      true,
    );
    expect(isSameKept(kept({ responsible: ['me', 'nobody'] }), kept({ responsible: ['nobody', 'me'] }))).toBe(
      true,
    );
    expect(isSameKept(kept({ words: ' диван ' }), kept({ words: 'диван' }))).toBe(true);
  });

  test.each<[string, Kept]>([
    ['another value', kept({ statuses: ['spam'] })],
    ['an answer where none was wanted', kept({ waiting: false })],
    ['other days', kept({ created: { kind: 'preset', preset: 'today' } })],
    ['a tag', kept({ tags: ['VIP'] })],
    ['words', kept({ words: 'диван' })],
    ['columns in another order', kept({}, { columns: ['last', 'client'] })],
    ['one column less', kept({}, { columns: ['client'] })],
    ['another direction', kept({}, { sort: { ...FIRST_SORT, direction: 'asc' } })],
    ['another column to sort by', kept({}, { sort: { ...FIRST_SORT, column: 'client' } })],
  ])('%s is a change', (_, changed) => {
    expect(isSameKept(changed, kept({}))).toBe(false);
    expect(isSameKept(changed, changed)).toBe(true);
  });

  test('how wide columns are and where one looks belongs to no kept filter', () => {
    const prefs = opened('').store.current();
    const other = { ...prefs, widths: { client: 300 }, where: 'everywhere' as const };
    expect(isSameKept(keptOf(other), keptOf(prefs))).toBe(true);
  });
});

describe('columns', () => {
  const three: TableColumn[] = ['client', 'status', 'activity'];

  test.each<[TableColumn, 1 | -1, TableColumn[]]>([
    ['status', -1, ['status', 'client', 'activity']],
    ['status', 1, ['client', 'activity', 'status']],
    ['client', -1, three],
    ['activity', 1, three],
    ['tags', 1, three],
  ])('%s moved by %i', (column, by, columns) => {
    expect(movedColumn(three, column, by)).toEqual(columns);
  });

  test('one that comes back stands before those that stood behind it at first', () => {
    expect(withColumn(three, 'last')).toEqual(['client', 'last', 'status', 'activity']);
    expect(withColumn(three, 'tags')).toEqual([...three, 'tags']);
    expect(withColumn([], 'client')).toEqual(['client']);
    expect(withColumn(['activity', 'client'], 'status')).toEqual(['status', 'activity', 'client']);
    // Taken away and brought back one by one, they are as they were at first.
    const all = TABLE_COLUMNS.toReversed().reduce<TableColumn[]>(
      (columns, column) => withColumn(columns, column),
      [],
    );
    expect(all).toEqual(TABLE_COLUMNS);
  });

  test('are as wide as they were made, within what can be read', () => {
    const prefs = opened('').store.current();
    const first = widthOf(prefs, 'client');
    expect(first).toBeGreaterThan(WIDTH_LIMITS.min);
    const wide = { ...prefs, ...resized(prefs, 'client', first + 24.4) };
    expect(widthOf(wide, 'client')).toBe(first + 24);
    expect(widthOf(wide, 'last')).toBe(widthOf(prefs, 'last'));
    expect(resized(wide, 'last', 3).widths).toEqual({ client: first + 24, last: WIDTH_LIMITS.min });
    expect(resized(wide, 'client', 1e6).widths).toEqual({ client: WIDTH_LIMITS.max });
  });

  test('grow with the window as far as they need it, but for those made so wide; one takes the rest', () => {
    const widths = { status: 130 };
    expect(tracksOf({ columns: ['client', 'last', 'status'], widths })).toMatch(
      /^minmax\(\d+px, \d+px\) minmax\(\d+px, 1fr\) 130px$/,
    );
    expect(tracksOf({ columns: ['client', 'line'], widths })).toMatch(/px\) minmax\(\d+px, 1fr\)$/);
    for (const column of TABLE_COLUMNS.filter((one) => one !== 'last')) {
      const [least, most] = tracksOf({ columns: [column, 'last'], widths: {} })
        .match(/\d+/g)
        ?.map(Number) ?? [0, 0];
      expect(most, column).toBeGreaterThan(least ?? 0);
    }
  });

  test.each<[TableColumn, 'asc' | 'desc']>([
    ['client', 'asc'],
    ['status', 'asc'],
    ['waiting', 'asc'],
    ['tags', 'asc'],
    ['created', 'desc'],
    ['unread', 'desc'],
    ['messages', 'desc'],
  ])('pressed first, %s is sorted %s, and then the other way round', (column, direction) => {
    const once = nextSort({ column: 'activity', direction: 'desc' }, column);
    expect(once).toEqual({ column, direction });
    const back = direction === 'asc' ? 'desc' : 'asc';
    expect(nextSort(once, column)).toEqual({ column, direction: back });
    expect(nextSort(nextSort(once, column), column)).toEqual(once);
  });
});
