import { describe, expect, it } from 'vitest';
import { Codes, counts, flags, times } from './growing.ts';

describe('numbers by slot', () => {
  it.each([
    ['times', times],
    ['counts', counts],
    ['flags', flags],
  ] as const)('%s grow as far as they are written', (_, make) => {
    const numbers = make();
    for (const slot of [0, 255, 256, 5_000]) numbers.set(slot, 1);
    expect([0, 255, 256, 5_000].map((slot) => numbers.at[slot])).toEqual([1, 1, 1, 1]);
    expect([1, 257, 4_999].map((slot) => numbers.at[slot])).toEqual([0, 0, 0]);
  });

  it('ids are numbered once, in the order in which they were seen', () => {
    const codes = new Codes();
    expect(['a', 'b', 'a', 'c'].map((id) => codes.of(id))).toEqual([0, 1, 0, 2]);
    expect([codes.known('b'), codes.known('z'), codes.ids]).toEqual([1, undefined, ['a', 'b', 'c']]);
  });
});
