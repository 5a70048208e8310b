import { expect, test } from 'vitest';
import { titleWithCount, titleWithName } from './title-counter.ts';

test.each([
  ['Otklik', 3, '(3) Otklik'],
  ['(3) Otklik', 4, '(4) Otklik'],
  ['(3) Otklik', 0, 'Otklik'],
  ['(99+) Otklik', 5, '(5) Otklik'],
  ['Otklik', 100, '(99+) Otklik'],
  ['Otklik', 99, '(99) Otklik'],
  ['(shop) Otklik', 0, '(shop) Otklik'],
  ['', 2, '(2) '],
])('%s with %i is %s', (title, count, expected) => {
  expect(titleWithCount(title, count)).toBe(expected);
});

test('the name changes with the language, the number stays', () => {
  expect(titleWithName('Otklik', 'Отклик')).toBe('Отклик');
  expect(titleWithName('(99+) Отклик', 'Otklik')).toBe('(99+) Otklik');
});
