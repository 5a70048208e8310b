import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backoffMs, defaultBackoff } from './backoff.ts';

describe('back-off', () => {
  it('doubles up to its cap', () => {
    const waits = [1, 2, 3, 4, 5, 6, 7, 8].map((n) => backoffMs(n, 0.999_999, defaultBackoff));
    expect(waits).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
  });

  it('never waits less than half of its ceiling, nor more than the cap, however long it goes on', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e6 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (n, r) => {
          const wait = backoffMs(n, r, defaultBackoff);
          expect(wait).toBeGreaterThanOrEqual(defaultBackoff.baseMs / 2);
          expect(wait).toBeLessThanOrEqual(defaultBackoff.maxMs);
        },
      ),
    );
  });

  it('spreads clients that failed together', () => {
    expect(backoffMs(5, 0, defaultBackoff)).not.toBe(backoffMs(5, 0.9, defaultBackoff));
  });
});
