import { expect, test } from 'vitest';
import { quickTimes } from './until.ts';

const at = (hours: number, minutes = 0): number => new Date(2026, 10, 29, hours, minutes).getTime();
const names = (now: number): string[] => quickTimes(now).map(({ name }) => name);

test('in an hour, today at six, tomorrow at ten, by the wall clock', () => {
  expect(quickTimes(at(12, 5))).toEqual([
    { name: 'hour', at: at(13, 5) },
    { name: 'today', at: at(18) },
    { name: 'tomorrow', at: new Date(2026, 10, 30, 10).getTime() },
  ]);
});

test('what is over, or nearly, is no choice', () => {
  expect(names(at(17, 44))).toEqual(['hour', 'today', 'tomorrow']);
  expect(names(at(17, 45))).toEqual(['hour', 'tomorrow']);
  expect(names(at(23))).toEqual(['hour', 'tomorrow']);
});
