import { describe, expect, test } from 'vitest';
import { fit, foldWords } from './fuzzy.ts';

const score = (typed: string, title: string): number => fit(foldWords(typed), foldWords(title));
const best = (typed: string, titles: string[]): string | undefined =>
  titles.filter((title) => score(typed, title) > 0).toSorted((a, b) => score(typed, b) - score(typed, a))[0];

describe('words', () => {
  test('are compared without accents, case and punctuation; й is a letter', () => {
    expect(foldWords('Ёлка — Crème brûlée, йод!')).toEqual(['елка', 'creme', 'brulee', 'йод']);
  });
});

describe('a title fits', () => {
  test.each([
    ['зав', 'Завершить'],
    ['прочит', 'Отметить прочитанным'],
    ['отм проч', 'Отметить прочитанным'],
    ['проч отм', 'Отметить прочитанным'],
    ['ершить', 'Завершить'],
    ['mrk', 'Mark as read'],
    ['finsh', 'Finish'],
    ['finnish', 'Finish'],
    ['fniish', 'Finish'],
    ['fimish', 'Finish'],
  ])('%s: %s', (typed, title) => {
    expect(score(typed, title)).toBeGreaterThan(0);
  });

  test.each([
    ['', 'Finish'],
    ['!', 'Finish'],
    ['finish now', 'Finish'],
    ['xyz', 'Finish'],
    ['ab', 'Mark as read'],
    ['fts', 'Finish the dialog with all its messages'],
  ])('not %j: %s', (typed, title) => {
    expect(score(typed, title)).toBe(0);
  });
});

describe('the order', () => {
  test('beginnings before parts, parts before scattered letters, these before slips', () => {
    expect(score('fin', 'Finish')).toBeGreaterThan(score('fin', 'Definitely'));
    expect(score('fin', 'Definitely')).toBeGreaterThan(score('fns', 'Finish'));
    expect(score('fnsh', 'Finish')).toBeGreaterThan(score('fimish', 'Finish'));
  });

  test('a whole word before a longer one, an early word before a late one, a short title before a long one', () => {
    expect(best('all', ['Allow', 'All'])).toBe('All');
    expect(best('mine', ['Go to mine', 'Mine'])).toBe('Mine');
    expect(best('send', ['Send the file to all', 'Send'])).toBe('Send');
  });
});
