import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extendCoverage, rangeOf, type SeqRange } from './coverage.ts';

const range = fc
  .tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 10 }))
  .map(([from, length]): SeqRange => ({ from, to: from + length }));

describe('coverage', () => {
  it('joins what touches or overlaps', () => {
    expect(extendCoverage(null, { from: 4, to: 6 })).toEqual({ from: 4, to: 6 });
    expect(extendCoverage({ from: 4, to: 6 }, { from: 7, to: 7 })).toEqual({ from: 4, to: 7 });
    expect(extendCoverage({ from: 4, to: 6 }, { from: 1, to: 3 })).toEqual({ from: 1, to: 6 });
    expect(extendCoverage({ from: 4, to: 6 }, { from: 5, to: 5 })).toEqual({ from: 4, to: 6 });
  });

  it('never bridges a hole: of two runs the newer stays', () => {
    expect(extendCoverage({ from: 4, to: 6 }, { from: 8, to: 9 })).toEqual({ from: 8, to: 9 });
    expect(extendCoverage({ from: 4, to: 6 }, { from: 1, to: 2 })).toEqual({ from: 4, to: 6 });
  });

  it('holds only what was really brought, and always the newest that was', () => {
    fc.assert(
      fc.property(fc.array(range, { minLength: 1, maxLength: 12 }), (added) => {
        const brought = new Set<number>();
        let known: SeqRange | null = null;
        for (const one of added) {
          for (let seq = one.from; seq <= one.to; seq += 1) brought.add(seq);
          known = extendCoverage(known, one);
          for (let seq = known.from; seq <= known.to; seq += 1) expect(brought.has(seq)).toBe(true);
          expect(known.to).toBe(Math.max(...brought));
        }
      }),
    );
  });

  it('an empty page has no range', () => {
    expect(rangeOf([])).toBeNull();
    expect(rangeOf([{ seq: 3 }, { seq: 4 }])).toEqual({ from: 3, to: 4 });
  });
});
