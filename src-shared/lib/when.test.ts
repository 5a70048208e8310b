import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { localField, readWhen } from './when.ts';

const at = (...parts: [number, number, number, number, number]): number => {
  const [year, month, day, hours, minutes] = parts;
  return new Date(year, month - 1, day, hours, minutes).getTime();
};
const now = at(2026, 11, 29, 14, 30);

describe('what people write', () => {
  test.each([
    ['3.12.2026 18:00', at(2026, 12, 3, 18, 0)],
    ['03.12.26, 18:00', at(2026, 12, 3, 18, 0)],
    ['3/12/2026  9:05', at(2026, 12, 3, 9, 5)],
    ['3.12 18:00', at(2026, 12, 3, 18, 0)],
    ['3.2 18:00', at(2027, 2, 3, 18, 0)],
    ['29.11 14:31', at(2026, 11, 29, 14, 31)],
    ['18:00', at(2026, 11, 29, 18, 0)],
    [' 9:00 ', at(2026, 11, 30, 9, 0)],
    ['14:30', at(2026, 11, 30, 14, 30)],
    ['29.02.2028 10:00', at(2028, 2, 29, 10, 0)],
    ['2026-12-03T18:00', at(2026, 12, 3, 18, 0)],
    ['2026-12-03 18:00', at(2026, 12, 3, 18, 0)],
    ['2020-01-01T10:00', at(2020, 1, 1, 10, 0)],
  ])('%s', (text, expected) => expect(readWhen(text, now, true)).toBe(expected));

  test('the month first, and a clock of twelve hours', () => {
    expect(readWhen('12/3/2026 6:00 PM', now, false)).toBe(at(2026, 12, 3, 18, 0));
    expect(readWhen('12/3 12:15\u202fam', now, false)).toBe(at(2026, 12, 3, 0, 15));
    expect(readWhen('12:00 p.m.', now, false)).toBe(at(2026, 11, 30, 12, 0));
  });

  test.each(['', 'tomorrow', '3.12', '31.11.2026 10:00', '29.02.2027 10:00', '24:00', '10:60', '3.13 10:00'])(
    'no moment: %s',
    (text) => expect(readWhen(text, now, true)).toBeNull(),
  );

  test.each(['13:00 pm', '0:30 am'])('no moment of twelve hours: %s', (text) =>
    expect(readWhen(text, now, false)).toBeNull(),
  );
});

test('the browser’s own field says and takes the same', () => {
  expect(localField(at(2026, 3, 9, 7, 4))).toBe('2026-03-09T07:04');
  // Of the two times that one wall clock shows when it is set back one is enough.
  fc.assert(
    fc.property(fc.integer({ min: now, max: at(2099, 1, 1, 0, 0) }), (moment) => {
      const field = localField(moment);
      expect(localField(readWhen(field, now, true) ?? 0)).toBe(field);
    }),
  );
});
