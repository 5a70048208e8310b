import { expect, test } from 'vitest';
import { restTimes } from './rest-times.ts';

const at = (day: number, hour: number): number => new Date(2026, 10, day, hour, 30).getTime();
const names = (now: number): string[] => restTimes(now).map(({ name }) => name);
const when = (now: number, name: string): Date =>
  new Date(restTimes(now).find((time) => time.name === name)?.at ?? 0);

test('all of them lie ahead, the next morning and the next Monday at nine', () => {
  // A Wednesday.
  const now = at(25, 22);
  for (const time of restTimes(now)) expect(time.at).toBeGreaterThan(now);
  expect([when(now, 'tomorrow').getDate(), when(now, 'tomorrow').getHours()]).toEqual([26, 9]);
  expect([when(now, 'monday').getDate(), when(now, 'monday').getDay()]).toEqual([30, 1]);
});

test('on a Sunday tomorrow is Monday, on a Monday the next one is a week away', () => {
  expect(names(at(29, 10))).not.toContain('monday');
  expect(when(at(30, 10), 'monday').getDate()).toBe(7);
});

test('this evening, unless it has come or comes within the hour', () => {
  expect(when(at(25, 16), 'evening').getHours()).toBe(18);
  expect(when(at(25, 16), 'evening').getDate()).toBe(25);
  expect(names(at(25, 17))).not.toContain('evening');
  expect(names(at(25, 22))).not.toContain('evening');
});
