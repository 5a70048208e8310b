import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { failedAgain, isHopeless, PATIENCE } from './patience.ts';

describe('patience', () => {
  it('ends after enough failures in enough time, and not by one of them alone', () => {
    const { tries, ms } = PATIENCE;
    expect(isHopeless({ count: tries, since: 0 }, ms)).toBe(true);
    expect(isHopeless({ count: tries - 1, since: 0 }, 100 * ms)).toBe(false);
    expect(isHopeless({ count: 100 * tries, since: 0 }, ms - 1)).toBe(false);
  });

  it('counts, and remembers the earliest time, however the clock jumps', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1e12 }), { minLength: 1 }), (times) => {
        let failing = null;
        for (const now of times) failing = failedAgain(failing, now);
        expect(failing).toEqual({ count: times.length, since: Math.min(...times) });
      }),
    );
  });
});
