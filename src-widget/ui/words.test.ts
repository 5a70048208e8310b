import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { named, sizeWords, WORDS } from '../files/words.ts';
import { LANGUAGES } from '../i18n/language.ts';
import { TEXTS } from '../i18n/texts.ts';
import { MARK_WORDS } from '../marks/words.ts';
import { dayName, timeOfDay } from './times.ts';

const at = (year: number, month: number, day: number, hour = 12, minute = 0): number =>
  new Date(year, month - 1, day, hour, minute).getTime();
const speaks = (...languages: string[]): void => void vi.stubGlobal('navigator', { languages });
beforeEach(() => speaks('en-GB', 'ru'));
afterEach(() => vi.unstubAllGlobals());

describe('days', () => {
  const en = (day: number, now: number): string => dayName('en', TEXTS.en, day, now);

  test('are counted by the calendar, not by hours', () => {
    const now = at(2026, 11, 30, 0, 5);
    expect(en(at(2026, 11, 30, 0, 0), now)).toBe('Today');
    expect(en(at(2026, 11, 29, 23, 59), now)).toBe('Yesterday');
    expect(en(at(2026, 11, 28, 23, 59), now)).toBe('28 November');
  });

  test('have their year when it is another one', () => {
    expect(en(at(2025, 12, 31), at(2026, 1, 2))).toBe('31 December 2025');
    expect(dayName('ru', TEXTS.ru, at(2025, 11, 21), at(2026, 11, 30))).toBe('21 ноября 2025 г.');
  });

  test('of days on which clocks are changed none is left out', () => {
    for (const [month, day] of [
      [3, 29],
      [10, 25],
    ] as const)
      expect(en(at(2026, month, day, 1), at(2026, month, day + 1, 23))).toBe('Yesterday');
  });
});

describe('the time of day', () => {
  test('is written as the visitor’s own kind of the language writes it', () => {
    expect(timeOfDay('en', at(2026, 11, 30, 14, 5))).toBe('14:05');
    speaks('en-US');
    expect(timeOfDay('en', at(2026, 11, 30, 14, 5))).toMatch(/^2:05\sPM$/);
    expect(timeOfDay('ru', at(2026, 11, 30, 14, 5))).toBe('14:05');
  });

  test('is written at all where the browser names a language that none knows', () => {
    speaks('en-US@posix', 'x');
    expect(timeOfDay('en', at(2026, 11, 30, 14, 5))).toMatch(/2:05|14:05/);
  });
});

describe.each(LANGUAGES)('words of files and marks in %s', (language) => {
  test('are all there and say the name as it is written', () => {
    for (const [words, model] of [
      [WORDS[language], WORDS.en],
      [MARK_WORDS[language], MARK_WORDS.en],
    ] as const) {
      expect(Object.keys(words)).toEqual(Object.keys(model));
      for (const [key, text] of Object.entries(words)) {
        expect(String(text).trim(), key).not.toBe('');
        const takesName = String((model as unknown as Record<string, unknown>)[key]).includes('{name}');
        expect(String(text).includes('{name}'), key).toBe(takesName);
      }
    }
    expect(named(WORDS[language].remove, '$& {name} <b>')).toContain('$& {name} <b>');
  });

  test('sizes are never nothing, and in the larger unit from a million bytes on', () => {
    const [kb, mb] = WORDS[language].units;
    expect([1, 1_499, 999_999, 1e6, 48_250_000].map((bytes) => sizeWords(bytes, WORDS[language]))).toEqual([
      `1 ${kb}`,
      `1 ${kb}`,
      `1000 ${kb}`,
      `1.0 ${mb}`,
      `48.3 ${mb}`,
    ]);
  });
});
