import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  escapeBraces,
  fillIn,
  firstName,
  greetingAt,
  languageOf,
  REPLY_VARIABLES,
  VARIABLE_NAMES,
  type FillValues,
} from './reply-variables.ts';

const VALUES: FillValues = {
  clientName: 'Ольга Петрова',
  operatorName: 'Анна Соколова',
  lineName: 'Интернет-магазин',
  branchName: 'Москва',
  now: Date.UTC(2026, 10, 30, 9, 5),
  timeZone: 'UTC',
};
const NOBODY = { ...VALUES, clientName: null, lineName: '  ' };
const filled = (text: string, values: FillValues = VALUES): string => fillIn(text, values, 'ru').text;

describe('variables', () => {
  test.each([
    ['{client.name}', 'Ольга Петрова'],
    ['{client.firstName}, добрый день', 'Ольга, добрый день'],
    ['{клиент.имя}', 'Ольга Петрова'],
    ['{клиент.короткоеИмя} и {клиент.короткое имя}', 'Ольга и Ольга'],
    ['{ Client.Name }', 'Ольга Петрова'],
    ['{operator.firstName} — {line.name}, {branch.name}', 'Анна — Интернет-магазин, Москва'],
    ['{линия.название}/{филиал.название}', 'Интернет-магазин/Москва'],
    ['{greeting}! {время}', 'Доброе утро! 09:05'],
    ['{{client.name}}', '{client.name}'],
    ['{{{client.firstName}}}', '{Ольга}'],
    ['a { b } { "c": 1 } {}', 'a { b } { "c": 1 } {}'],
    ['{client.name', '{client.name'],
  ])('%s: %s', (text, expected) => {
    expect(filled(text)).toBe(expected);
  });

  test('the date and the greeting are in the language that is asked for', () => {
    expect(fillIn('{date}', VALUES, 'ru').text).toMatch(/^30 ноября 2026/);
    expect(fillIn('{date}', VALUES, 'en').text).toBe('30 November 2026');
    expect(fillIn('{приветствие}', VALUES, 'en').text).toBe('Good morning');
  });

  test('what is not known stands nowhere and is named once; what is no variable stays and is named', () => {
    const result = fillIn(
      'Здравствуйте, {client.name}! {client.name} {line.name} {order.number}',
      NOBODY,
      'ru',
    );
    expect(result.text).toBe('Здравствуйте, !   {order.number}');
    expect(result.empty).toEqual(['client.name', 'line.name']);
    expect(result.unknown).toEqual(['{order.number}']);
    expect(result.parts.map(({ kind }) => kind)).toEqual([
      'text',
      'empty',
      'text',
      'empty',
      'text',
      'empty',
      'text',
      'unknown',
    ]);
  });

  test('a hostile name is put in as it is: nothing in it is filled in, and it is one line', () => {
    const values = { ...VALUES, clientName: '{operator.name}\n{{x}}\u0000 {client.name}' };
    expect(filled('{client.name}!', values)).toBe('{operator.name} {{x}} {client.name}!');
  });

  test('every variable has a value and both its names are understood', () => {
    for (const variable of REPLY_VARIABLES)
      for (const name of Object.values(VARIABLE_NAMES[variable])) {
        const { parts } = fillIn(`{${name}}`, VALUES, 'en');
        expect(parts).toMatchObject([{ kind: 'value', variable }]);
        expect(fillIn(`{${name}}`, VALUES, 'en').text).not.toBe('');
      }
  });

  test('whatever the text, its parts make the whole; an escaped one comes out as it was', () => {
    const text = fc.string({ unit: fc.constantFrom('{', '}', 'client.name', ' ', 'я', '\n'), maxLength: 20 });
    fc.assert(
      fc.property(text, (written) => {
        const { parts, text: whole } = fillIn(written, NOBODY, 'ru');
        expect(parts.map((part) => (part.kind === 'empty' ? '' : part.text)).join('')).toBe(whole);
        expect(filled(escapeBraces(written))).toBe(written);
      }),
    );
  });
});

test.each([
  ['Ольга Петрова', 'Ольга'],
  ['Орлова Вера Петровна', 'Вера'],
  ['Вера Петровна Орлова', 'Вера'],
  ['Иванов Иван Ильич', 'Иван'],
  ['Алиев Рашид Мамед оглы', 'Рашид'],
  ['Mary Ann Smith', 'Mary'],
  ['Cher', 'Cher'],
  ['Tea & Co', 'Tea & Co'],
  ['ООО «Ромашка»', 'ООО «Ромашка»'],
  ['Acme Ltd.', 'Acme Ltd.'],
  ['Анна и Пётр', 'Анна и Пётр'],
  ['Клиент 44', 'Клиент 44'],
  ['Инна Аосова', 'Инна'],
  ['', ''],
])('the first name of %j is %j', (name, expected) => {
  expect(firstName(name)).toBe(expected);
});

test.each([
  [3, 'Здравствуйте', 'Hello'],
  [5, 'Доброе утро', 'Good morning'],
  [12, 'Добрый день', 'Good afternoon'],
  [18, 'Добрый вечер', 'Good evening'],
  [23, 'Добрый вечер', 'Good evening'],
])('at %i one says %s, %s', (hour, ru, en) => {
  expect([greetingAt(hour, 'ru'), greetingAt(hour, 'en')]).toEqual([ru, en]);
});

test.each([
  [['Здравствуйте, есть ли Earl Grey?'], 'en', 'ru'],
  [['Do you ship to Казань?', 'hello there'], 'ru', 'en'],
  [['https://list-tea.example/catalog', 'me@mail.example', 'да'], 'en', 'ru'],
  [['123', '👍'], 'en', 'en'],
  [[], 'ru', 'ru'],
] as const)('who writes %j is answered in (%s)', (texts, otherwise, expected) => {
  expect(languageOf(texts, otherwise)).toBe(expected);
});

// Were every letter looked at as the first of an address, this would take a quarter of an hour.
test('a client who writes a million letters without a blank is answered in their language', () => {
  expect(languageOf(['q'.repeat(1_000_000)], 'ru')).toBe('en');
  expect(languageOf([`${'q'.repeat(1_000_000)}@mail.example да`], 'en')).toBe('ru');
});
