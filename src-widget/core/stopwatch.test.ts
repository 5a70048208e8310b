import { afterEach, expect, test, vi } from 'vitest';
import { stopwatch } from './stopwatch.ts';

afterEach(() => {
  vi.useRealTimers();
});

test('measures what has passed', () => {
  vi.useFakeTimers({ now: 1_000_000 });
  const elapsed = stopwatch();
  vi.advanceTimersByTime(250);
  expect(elapsed()).toBe(250);
});

test('a clock set back holds nothing up', () => {
  vi.useFakeTimers({ now: 1_000_000_000 });
  const elapsed = stopwatch();
  vi.setSystemTime(0);
  vi.advanceTimersByTime(30_000);
  expect(elapsed()).toBe(30_000);
});

test('a sleep that the counter slept through is seen by the clock', () => {
  vi.useFakeTimers({ now: 0, toFake: ['Date'] });
  const elapsed = stopwatch();
  vi.setSystemTime(3_600_000);
  expect(elapsed()).toBeGreaterThanOrEqual(3_600_000);
});
