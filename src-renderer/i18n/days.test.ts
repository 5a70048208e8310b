import { expect, test } from 'vitest';
import { dayDistance, startOfDay } from './days.ts';

test('midnight to midnight in the local zone', () => {
  const evening = new Date(2026, 5, 3, 23, 59, 59).getTime();
  expect(new Date(startOfDay(evening)).getHours()).toBe(0);
  expect(dayDistance(evening, evening + 1000)).toBe(1);
  expect(dayDistance(evening, evening)).toBe(0);
});

test('every day of two years is one day from the next, clock changes included', () => {
  for (let i = 0; i < 730; i += 1) {
    const noon = new Date(2026, 0, 1 + i, 12).getTime();
    const next = new Date(2026, 0, 2 + i, 12).getTime();
    expect(dayDistance(noon, next), new Date(noon).toDateString()).toBe(1);
  }
});
