import { afterEach, expect, test, vi } from 'vitest';
import { readLocal } from './local-store.ts';

afterEach(() => vi.unstubAllGlobals());

test.each(['', '{', 'null', '5', '"text"', '[1]', 'true'])(
  'what was kept as %j is as good as nothing',
  (kept) => {
    vi.stubGlobal('localStorage', { getItem: () => kept });
    expect(readLocal('any')).toEqual({});
  },
);

test('an object is handed on, and a storage that refuses is an empty one', () => {
  vi.stubGlobal('localStorage', { getItem: () => '{"list":"mine"}' });
  expect(readLocal('any')).toEqual({ list: 'mine' });
  vi.stubGlobal('localStorage', {
    getItem: () => {
      throw new Error('blocked');
    },
  });
  expect(readLocal('any')).toEqual({});
});
