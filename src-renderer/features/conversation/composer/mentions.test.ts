import { describe, expect, test } from 'vitest';
import type { Operator } from '#shared/domain/directory.ts';
import { colleaguesCalled, mentionedIn, mentionParts, typedName } from './mentions.ts';

const person = (id: string, name: string): Operator => ({ id, name, role: 'operator', active: true, rev: 1 });
const ANNA = person('1', 'Анна Кузнецова');
const ANN = person('2', 'Анна');
const BORIS = person('3', 'Борис Петров');
const NAMESAKE = person('4', 'Борис Петров');
const PEDRO = person('5', 'Peter O’Neil');
const ALL = [ANNA, ANN, BORIS, PEDRO];

describe('a name is being typed', () => {
  test.each([
    ['@', '', 0],
    ['@бор', 'бор', 0],
    ['спросите @Борис Пе', 'Борис Пе', 9],
    ['(@an', 'an', 1],
    ['строка\n@б', 'б', 7],
  ])('%j', (text, name, from) => {
    expect(typedName(text, text.length, ALL)).toEqual({ from, to: text.length, name });
  });

  test.each(['', 'почта anna@shop', 'a@b', '@один два три четыре', '@@', '@Борис Петров про'])(
    'not in %j',
    (text) => {
      expect(typedName(text, text.length, ALL)).toBeNull();
    },
  );

  test('before the caret only', () => {
    expect(typedName('@бор и ещё', 4, ALL)?.name).toBe('бор');
  });

  // Were it cut into words in every way that there is, this would not come to an end.
  test('not in a long row of letters, whatever ends it', () => {
    const text = `@${'a'.repeat(50_000)}!`;
    expect(typedName(text, text.length, ALL)).toBeNull();
    expect(typedName(text, text.length - 1, ALL)?.from).toBe(0);
  });
});

describe('colleagues are found', () => {
  const called = (typed: string) => colleaguesCalled(typed, ALL, () => 0).map(({ id }) => id);

  test('by any part of the name, on the wrong layout too', () => {
    expect(called('петр')).toEqual(['3']);
    expect(called('gtnh')).toEqual(['3']);
    expect(called('зуеук')).toEqual(['5']);
    expect(called('кузнецова анна')).toEqual(['1']);
    expect(called('xyz')).toEqual([]);
  });

  test('all of them for the bare @, those of the talk first', () => {
    expect(called('')).toHaveLength(4);
    expect(colleaguesCalled('', ALL, (id) => Number(id === '5'))[0]?.id).toBe('5');
  });
});

describe('whom a text names', () => {
  test('by whole names, the longer before its beginning', () => {
    expect(mentionedIn('@Анна Кузнецова, и @Анна!', [], ALL)).toEqual(['1', '2']);
    expect(mentionedIn('@Аннабель @Борис', [], ALL)).toEqual([]);
    expect(mentionedIn('Борис Петров', [], ALL)).toEqual([]);
  });

  test('of namesakes only the one who was picked', () => {
    const both = [...ALL, NAMESAKE];
    expect(mentionedIn('@Борис Петров', [], both)).toEqual([]);
    expect(mentionedIn('@Борис Петров', ['4'], both)).toEqual(['4']);
  });

  test('not who was picked and taken out again', () => {
    expect(mentionedIn('никого', ['3'], ALL)).toEqual([]);
  });

  test('the text is cut without losing a letter', () => {
    const text = 'a @Анна Кузнецова\n@Борис Петров? x@Анна @';
    const parts = mentionParts(text, ALL);
    expect(parts.map((part) => part.text).join('')).toBe(text);
    expect(parts.filter((part) => part.id !== null).map((part) => part.id)).toEqual(['1', '3', '2']);
  });
});
