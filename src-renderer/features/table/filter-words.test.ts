import { describe, expect, test } from 'vitest';
import type { DirectoryView } from '#renderer/data/queries/views.ts';
import { createTexts } from '#renderer/i18n/i18n.ts';
import {
  DAY_PRESETS,
  FILTER_FIELDS,
  NO_FILTER,
  type Days,
  type FilterField,
  type TableFilter,
} from '#shared/domain/table-filter.ts';
import { TABLE_STATUSES } from '#shared/domain/table-row.ts';
import { choicesOf, daysWords, fieldWords, isChoice } from './filter-words.ts';

const TEXTS = { en: createTexts('en', 'en-GB'), ru: createTexts('ru') };

const byId = <T extends { id: string }>(all: T[]): Map<string, T> => new Map(all.map((one) => [one.id, one]));
const operator = (id: string, name: string) => ({
  id,
  name,
  role: 'operator' as const,
  active: true,
  rev: 1,
});
const NAMES: DirectoryView = {
  workspace: null,
  branches: byId([{ id: 'north', name: 'Север', rev: 1 }]),
  lines: byId([
    { id: 'shop', branchId: 'north', name: 'Магазин', rev: 1 },
    { id: 'bulk', branchId: 'north', name: '<b>Опт</b> \u202Egpj', rev: 1 },
  ]),
  channels: byId([{ id: 'bot', lineId: 'shop', kind: 'telegram' as const, name: '@shop_bot', rev: 1 }]),
  operators: byId([operator('vera', 'Вера'), operator('anna', 'Анна'), operator('yakov', 'ёлкин')]),
};

const words = (field: FilterField, filter: Partial<TableFilter>, locale: 'en' | 'ru' = 'en'): string | null =>
  fieldWords({ ...NO_FILTER, ...filter }, field, NAMES, TEXTS[locale]);

describe('what can be chosen', () => {
  test('is sorted by name; among people oneself and nobody come first', () => {
    expect(choicesOf('responsible', NAMES, TEXTS.ru).map(({ label }) => label)).toEqual([
      'я',
      'никто',
      'Анна',
      'Вера',
      'ёлкин',
    ]);
    expect(choicesOf('lineIds', NAMES, TEXTS.en).map(({ value }) => value)).toEqual(['bulk', 'shop']);
    expect(choicesOf('channelIds', NAMES, TEXTS.en)).toEqual([{ value: 'bot', label: '@shop_bot' }]);
    expect(choicesOf('branchIds', NAMES, TEXTS.en)).toEqual([{ value: 'north', label: 'Север' }]);
  });

  test.each(['en', 'ru'] as const)(
    'statuses have a word each in %s, in the order of a dialog’s life',
    (locale) => {
      const choices = choicesOf('statuses', NAMES, TEXTS[locale]);
      expect(choices.map(({ value }) => value)).toEqual(TABLE_STATUSES);
      expect(new Set(choices.map(({ label }) => label)).size).toBe(TABLE_STATUSES.length);
    },
  );

  test('is there for fields of some values, and for no others', () => {
    expect(FILTER_FIELDS.filter((field) => !isChoice(field))).toEqual([
      'waiting',
      'created',
      'closed',
      'tags',
      'words',
    ]);
  });
});

describe('what a field asks for', () => {
  test.each(FILTER_FIELDS)('%s of an empty filter: nothing', (field) => {
    expect(words(field, {})).toBeNull();
  });

  test('one value by its name, two by both, more by the first and how many', () => {
    expect(words('statuses', { statuses: ['queued'] })).toBe('In the queue');
    expect(words('statuses', { statuses: ['spam', 'queued'] })).toBe('Spam, In the queue');
    expect(words('statuses', { statuses: ['spam', 'queued', 'active'] })).toBe('Spam and 2 more');
    expect(words('responsible', { responsible: ['me', 'anna'] })).toBe('me, Анна');
    expect(words('tags', { tags: ['VIP', 'опт', 'a', 'b', 'c', 'd'] }, 'ru')).toBe('VIP и ещё 5');
  });

  test('what is not in the directory any more is a dot, and not its number', () => {
    expect(words('lineIds', { lineIds: ['gone'] })).toBe('…');
    expect(words('lineIds', { lineIds: ['shop', 'gone'] })).toBe('Магазин, …');
  });

  test('names stay the texts that they are', () => {
    expect(words('lineIds', { lineIds: ['bulk'] })).toBe('<b>Опт</b> \u202Egpj');
    expect(words('tags', { tags: ['{count}', '<script>'] })).toBe('{count}, <script>');
    expect(words('tags', { tags: ['{first}', 'b', 'c'] })).toBe('{first} and 2 more');
  });

  test('a client who waits, and one who does not', () => {
    expect(words('waiting', { waiting: true }, 'ru')).toBe('ждёт ответа');
    expect(words('waiting', { waiting: false }, 'ru')).not.toBe(words('waiting', { waiting: true }, 'ru'));
  });

  test('words without what is around them; spaces alone ask for nothing', () => {
    expect(words('words', { words: '  диван  угловой ' })).toBe('диван  угловой');
    expect(words('words', { words: '   ' })).toBeNull();
  });
});

describe('days', () => {
  const own = (from: string | null, to: string | null): Days => ({ kind: 'own', from, to });

  test.each<[Days, string, string]>([
    [
      own('2026-02-01', '2026-03-01'),
      '1 February 2026 – 1 March 2026',
      '1 февраля 2026 г. – 1 марта 2026 г.',
    ],
    [own('2026-02-01', null), 'from 1 February 2026', 'с 1 февраля 2026 г.'],
    [own(null, '2025-12-31'), 'to 31 December 2025', 'по 31 декабря 2025 г.'],
    [own(null, null), 'any time', 'когда угодно'],
  ])('%j', (days, en, ru) => {
    expect(daysWords(days, TEXTS.en)).toBe(en);
    expect(daysWords(days, TEXTS.ru)).toBe(ru);
  });

  test.each(['en', 'ru'] as const)('those that are meant often have words of their own in %s', (locale) => {
    const said = DAY_PRESETS.map((preset) => daysWords({ kind: 'preset', preset }, TEXTS[locale]));
    expect(new Set(said).size).toBe(DAY_PRESETS.length);
    expect(words('created', { created: { kind: 'preset', preset: 'week' } }, locale)).toBe(said[2]);
    expect(words('closed', { created: { kind: 'preset', preset: 'week' } }, locale)).toBeNull();
  });
});
