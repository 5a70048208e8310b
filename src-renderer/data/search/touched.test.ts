import { RangeSet } from 'dexie';
import { expect, test } from 'vitest';
import { newParts, readMark, rowsMark, packMark } from './mark.ts';
import { isNothing, noteChanges, nothing } from './touched.ts';

const noted = (parts: Record<string, unknown>) => {
  const touched = nothing();
  noteChanges(touched, 'db', parts);
  return touched;
};
const at = (table: string, ...keys: unknown[]) => ({
  // As it arrives from another thread: no classes any more.
  [`idb://db/${table}/`]: JSON.parse(JSON.stringify(new RangeSet().addKeys(keys as never[]))) as unknown,
});

test('what was written is named by its keys', () => {
  const touched = noted({
    ...at('dialogs', 'a', 'b'),
    ...at('contacts', 'c'),
    ...at('messages', ['a', 3], ['a', 4], ['d', 1]),
    ...at('pages', ['b', 51]),
  });
  expect(touched.everything).toBe(false);
  expect([...touched.dialogs.keys()].toSorted()).toEqual(['a', 'b', 'd']);
  expect(touched.dialogs.get('a')).toEqual([
    { from: 3, to: 3 },
    { from: 4, to: 4 },
  ]);
  expect(touched.dialogs.get('b')?.[0]?.from).toBe(51);
  expect([...touched.contacts]).toEqual(['c']);
});

test.each([
  ['keys unknown', { 'idb://db/dialogs/': {} }],
  ['a table emptied', { 'idb://db/messages/': { from: -Infinity, to: [[]] } }],
  ['a range of dialogs', { 'idb://db/dialogs/': { from: 'a', to: 'c' } }],
  ['messages of several dialogs', { 'idb://db/messages/': { from: ['a', 1], to: ['b', 2] } }],
])('everything is compared after %s', (_, parts) => {
  expect(noted(parts).everything).toBe(true);
});

test('other databases, other tables and other indexes are nobody’s business here', () => {
  expect(
    isNothing(
      noted({ 'idb://other/dialogs/': {}, 'idb://db/outbox/': {}, 'idb://db/dialogs/lists.all': {} }),
    ),
  ).toBe(true);
});

test('a range of one dialog is a range of places', () => {
  const touched = noted({ 'idb://db/messages/': { from: ['a', 2], to: ['a', 9] } });
  expect(touched.dialogs.get('a')).toEqual([{ from: 2, to: 9 }]);
});

test('marks are read as they were written', () => {
  expect(readMark(rowsMark(7, { from: 2, to: 9 }))).toEqual({
    kind: 'rows',
    rev: 7,
    known: { from: 2, to: 9 },
  });
  expect(readMark(rowsMark(7, null))).toEqual({ kind: 'rows', rev: 7, known: null });
  expect(readMark(packMark('1 x y'))).toEqual({ kind: 'pack', key: '1 x y' });
  expect(readMark('something else')).toEqual({ kind: 'unreadable' });
});

test.each([
  [null, { from: 1, to: 5 }, [{ from: 1, to: 5 }]],
  [
    { from: 2, to: 4 },
    { from: 1, to: 6 },
    [
      { from: 1, to: 1 },
      { from: 5, to: 6 },
    ],
  ],
  [{ from: 1, to: 9 }, { from: 3, to: 6 }, []],
  [{ from: 1, to: 2 }, { from: 8, to: 9 }, [{ from: 8, to: 9 }]],
])('of %j only the new parts of %j are read', (before, now, parts) => {
  expect(newParts(before, now)).toEqual(parts);
});
