import { expect, test } from 'vitest';
import { keepRecent } from './recent.ts';

test('what was used last stays, what was not used for longest goes', () => {
  const kept = new Map<string, number>();
  for (const [n, key] of ['a', 'b', 'c'].entries()) keepRecent(kept, key, n, 3);
  keepRecent(kept, 'a', 10, 3);
  keepRecent(kept, 'd', 11, 3);
  expect([...kept]).toEqual([
    ['c', 2],
    ['a', 10],
    ['d', 11],
  ]);
});
