import { expect, test } from 'vitest';
import { farRange, pageBefore } from './far-range.ts';

const page = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, i) => ({ seq: from + i }));

test('a message stands in the middle of its page', () => {
  expect(pageBefore(100)).toBe(125);
  expect(pageBefore(null)).toBeNull();
});

test('the end is where asking for more brought nothing newer', () => {
  expect(farRange(page(60, 109), page(51, 100))?.later).toBe(160);
  expect(farRange(page(60, 109), page(60, 109))?.later).toBeNull();
});

test.each([
  ['in the middle', page(75, 124), { earlier: 75, later: 175 }],
  ['at the beginning', page(1, 50), { earlier: null, later: 101 }],
  ['a short dialog', page(1, 12), { earlier: null, later: null }],
  ['nothing', [], null],
])('%s', (_, messages, range) => {
  expect(farRange(messages)).toEqual(range);
});
