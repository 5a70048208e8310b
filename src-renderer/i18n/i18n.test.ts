import { describe, expect, test } from 'vitest';
import { createTexts, pickLocale, regionalTag } from './i18n.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const ru = createTexts('ru');
const en = createTexts('en');

describe('plurals', () => {
  test.each([
    [1, '1 диалог'],
    [2, '2 диалога'],
    [5, '5 диалогов'],
    [11, '11 диалогов'],
    [21, '21 диалог'],
    [104, '104 диалога'],
  ])('Russian %i', (count, words) => {
    expect(ru.t('dialogs.count', { count })).toBe(words);
  });

  test('English', () => {
    expect(en.t('dialogs.count', { count: 1 })).toBe('1 dialog');
    expect(en.t('dialogs.count', { count: 2 })).toBe('2 dialogs');
  });

  test('parameters inside of plural arms are filled in', () => {
    expect(ru.t('typing.operators', { count: 2, names: 'Анна, Борис' })).toBe('Анна, Борис печатают');
  });
});

describe('texts with hostile values', () => {
  test('braces and apostrophes in a value stay as they are', () => {
    expect(en.t('event.claimed', { name: "{O'Hara} <b>" })).toBe("{O'Hara} <b> took the dialog");
  });
});

describe('spans', () => {
  test.each([
    [0, '< 1 мин'],
    [59_999, '< 1 мин'],
    [MINUTE, '1 мин'],
    [59 * MINUTE, '59 мин'],
    [HOUR, '1 ч'],
    [2 * HOUR + 10 * MINUTE, '2 ч 10 мин'],
    [11 * HOUR + 10 * MINUTE, '11 ч'],
    [DAY + 3 * HOUR, '1 д 3 ч'],
    [5 * DAY + 3 * HOUR, '5 д'],
  ])('%i ms', (ms, words) => {
    expect(ru.format.span(ms)).toBe(words);
  });

  test('spoken in full words', () => {
    expect(ru.format.spokenSpan(22 * MINUTE)).toBe('22 минуты');
    expect(ru.format.spokenSpan(3 * HOUR)).toBe('3 часа');
    expect(en.format.spokenSpan(30_000)).toBe('less than a minute');
  });
});

describe('times of lists and days', () => {
  const now = new Date(2026, 2, 12, 15, 0).getTime();
  const at = (...args: [number, number, number, number, number]) => new Date(...args).getTime();

  test('today by the clock, this week by weekday, then by date, other years with the year', () => {
    expect(ru.format.listTime(at(2026, 2, 12, 0, 1), now)).toBe('00:01');
    expect(ru.format.listTime(at(2026, 2, 10, 23, 59), now)).toBe('вт');
    expect(ru.format.listTime(at(2026, 2, 1, 12, 0), now)).toBe('1 мар.');
    expect(ru.format.listTime(at(2024, 11, 31, 12, 0), now)).toBe('31.12.24');
  });

  test('a clock of 12 hours has no leading zero, one of 24 has', () => {
    const moment = at(2026, 2, 12, 4, 5);
    expect(createTexts('en', 'en-US').format.time(moment)).toMatch(/^4:05\sAM$/);
    expect(createTexts('en', 'en-GB').format.time(moment)).toBe('04:05');
  });

  test('a time ahead of our clock counts as today', () => {
    expect(ru.format.listTime(now + 5 * HOUR, now)).toBe('20:00');
  });

  test('a moment to come: by the clock today, with its weekday within a week, with its date later', () => {
    expect(ru.format.until(at(2026, 2, 12, 18, 0), now)).toBe('18:00');
    expect(ru.format.until(at(2026, 2, 13, 9, 0), now)).toMatch(/^пт,? 09:00$/);
    expect(ru.format.until(at(2026, 2, 20, 9, 0), now)).toMatch(/^20 мар\., 09:00$/);
    expect(ru.format.until(at(2027, 0, 2, 9, 0), now)).toContain('2027');
    expect(ru.format.until(at(2026, 2, 11, 9, 0), now)).toBe('09:00');
  });

  test('names of days', () => {
    expect(ru.format.day(now, now)).toBe('Сегодня');
    expect(ru.format.day(at(2026, 2, 11, 23, 59), now)).toBe('Вчера');
    expect(ru.format.dayInside(now, now)).toBe('сегодня');
    expect(en.format.dayInside(at(2026, 2, 11, 23, 59), now)).toBe('yesterday');
    expect(en.format.day(at(2026, 2, 1, 1, 0), now)).toMatch(/March 1|1 March/);
    expect(en.format.day(at(2024, 2, 1, 1, 0), now)).toContain('2024');
  });
});

test('sizes of files, the smallest ones too', () => {
  expect([0, 5, 999, 1_000, 1_250_000, 2e9].map((size) => en.format.bytes(size))).toEqual([
    '0 B',
    '5 B',
    '999 B',
    '1 KB',
    '1.3 MB',
    '2 GB',
  ]);
  expect(ru.format.bytes(5)).toBe('5 Б');
});

describe('choosing the language', () => {
  test('the first spoken one of the system, English when there is none', () => {
    expect(pickLocale('system', ['de-DE', 'ru-RU', 'en'])).toBe('ru');
    expect(pickLocale('system', ['en-US', 'ru'])).toBe('en');
    expect(pickLocale('system', ['de', 'fr'])).toBe('en');
    expect(pickLocale('en', ['ru-RU'])).toBe('en');
  });

  test('dates follow the region of the system when it is of the same language', () => {
    expect(regionalTag('en', ['ru-RU', 'en-GB'])).toBe('en-GB');
    expect(regionalTag('ru', ['en-GB'])).toBe('ru');
  });

  test('a system that names its language as nobody understands it does not keep the client from starting', () => {
    const odd = ['en-US@posix'];
    const texts = createTexts(pickLocale('system', odd), regionalTag('en', odd));
    expect(texts.format.number(1234)).toBe('1,234');
    expect(regionalTag('en', [...odd, 'en-GB'])).toBe('en-GB');
  });
});
