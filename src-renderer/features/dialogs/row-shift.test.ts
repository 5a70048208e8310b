import { expect, test } from 'vitest';
import { rowShift } from './row-shift.ts';

const ids = (words: string): string[] => words.split(' ');

test.each([
  ['nothing changed', 'a b c d e f', 'a b c d e f', 0],
  ['two came above', 'a b c d e f', 'x y a b c d e f', 2],
  ['one above went', 'a b c d e f', 'b c d e f', -1],
  ['one that was on the screen went to the top', 'a b c d e f', 'd a b c e f', 0],
  ['one came between those on the screen', 'a b c d e f', 'a b c x d e f', 1],
  ['all of them went', 'a b c d e f', 'a b f', 0],
  ['a list that was empty', '', 'a b', 0],
] as const)('%s', (_what, was, now, shift) => {
  expect(rowShift(ids(was), ids(now), 2, 5)).toBe(shift);
});
