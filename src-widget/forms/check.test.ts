import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '../i18n/language.ts';
import { problemOf, wordsOf } from './check.ts';
import { FORM_TEXTS } from './words.ts';

describe('what a visitor typed', () => {
  test.each([
    ['phone', '+7 912 345-67-89'],
    ['phone', '8 (912) 3456789'],
    ['phone', '+44 20 7946 0018'],
    ['email', ' anna@mail.example '],
    ['email', 'Анна@почта.рф'],
    ['name', 'Ж'],
    ['question', '42'],
  ] as const)('%s may be %j', (kind, typed) => {
    expect(problemOf({ kind, required: true }, typed)).toBeNull();
  });

  test.each([
    ['phone', '123456'],
    ['phone', '1234567890123456'],
    ['phone', '912 345 67 8x'],
    ['email', 'anna'],
    ['email', 'anna@mail'],
    ['email', 'anna @mail.example'],
  ] as const)('%s is hardly %j', (kind, typed) => {
    expect(problemOf({ kind, required: false }, typed)).toBe(kind);
  });

  test('may be nothing where nothing is demanded', () => {
    for (const kind of ['name', 'phone', 'email', 'question'] as const) {
      expect(problemOf({ kind, required: true }, '  ')).toBe('required');
      expect(problemOf({ kind, required: false }, '')).toBeNull();
    }
  });
});

test('on its way reads as it will at the hub', () => {
  const field = (label: string) => ({ kind: 'question' as const, label, required: false });
  const fields = [field('Имя'), field('Город'), field('Телефон')];
  expect(wordsOf({ fields }, ['Анна', '', '+7'])).toBe('Имя: Анна\nТелефон: +7');
});

test.each(LANGUAGES)('all words are there in %s', (language) => {
  const words = (texts: object): unknown[] =>
    Object.values(texts).flatMap((one: unknown) => (typeof one === 'string' ? one : words(one as object)));
  const all = words(FORM_TEXTS[language]);
  expect(all).toHaveLength(words(FORM_TEXTS.en).length);
  for (const text of all) expect(String(text).trim()).not.toBe('');
});
