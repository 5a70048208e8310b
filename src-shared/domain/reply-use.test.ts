import fc from 'fast-check';
import { expect, test } from 'vitest';
import { replyRank, usedAgain, type FadingUse } from './reply-use.ts';

const DAY = 24 * 3600 * 1000;
const uses = (...days: number[]): FadingUse =>
  days.reduce<FadingUse | null>((use, day) => usedAgain(use, day * DAY), null) ?? {
    count: 0,
    weight: 0,
    at: 0,
  };

test('used more goes before used less, and lately before long ago', () => {
  expect(replyRank(uses(100, 100))).toBeGreaterThan(replyRank(uses(100)));
  expect(replyRank(uses(100))).toBeGreaterThan(replyRank(uses(99)));
  // Ten times half a year ago say less than once today.
  expect(replyRank(uses(...Array.from({ length: 10 }, () => 1), 2))).toBeLessThan(replyRank(uses(180)));
  expect(uses(1, 2, 3).count).toBe(3);
});

test('the order of two does not depend on when one looks', () => {
  const day = fc.integer({ min: 0, max: 400 });
  const history = fc
    .array(day, { minLength: 1, maxLength: 10 })
    .map((days) => days.toSorted((a, b) => a - b));
  const at = ({ weight, at: since }: FadingUse, now: number): number =>
    weight * 2 ** ((since - now) / (14 * DAY));
  fc.assert(
    fc.property(history, history, fc.integer({ min: 400, max: 500 }), (a, b, later) => {
      const [x, y] = [uses(...a), uses(...b)];
      const now = later * DAY;
      const difference = Math.log2(at(x, now)) - Math.log2(at(y, now));
      expect(replyRank(x) - replyRank(y)).toBeCloseTo(difference, 6);
    }),
  );
});

test('a clock that was set back takes nothing away', () => {
  expect(replyRank(uses(100, 5))).toBeGreaterThan(replyRank(uses(100)));
});
