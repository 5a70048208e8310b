import { describe, expect, test } from 'vitest';
import { createTexts } from '#renderer/i18n/i18n.ts';
import { LOCALES } from '#renderer/i18n/messages.ts';
import type { ImportProblem } from '#shared/domain/reply-import.ts';
import type { FormProblem } from './form.ts';
import { importProblemText, lineOf } from './import-problem.ts';
import { problemText, saidProblems } from './problem-text.ts';

const TEXTS = { en: createTexts('en'), ru: createTexts('ru') };

const OF_FILES: ImportProblem[] = [
  { code: 'empty' },
  { code: 'too_large' },
  { code: 'not_json' },
  { code: 'other_format' },
  { code: 'newer_version' },
  { code: 'no_columns' },
  { code: 'too_many', most: 2_000 },
];
const OF_ROWS: ImportProblem[] = [
  { code: 'unclosed_quote', line: 1 },
  { code: 'no_title', line: 2 },
  { code: 'no_text', line: 3 },
  { code: 'title_too_long', line: 4 },
  { code: 'bad_shortcut', line: 5 },
  { code: 'unreadable', line: 6 },
  { code: 'text_too_long', line: 7, most: 4_000 },
  { code: 'folder_too_deep', line: 8, most: 4 },
  { code: 'unknown_shelf', line: 9, name: '<b>{name}</b>' },
  { code: 'unknown_line', line: 10, name: 'Опт' },
  { code: 'not_allowed', line: 11, name: 'компания' },
];

describe('what is wrong with a file', () => {
  test.each(LOCALES)('has words of its own for everything in %s, without a hole in them', (locale) => {
    const said = [...OF_FILES, ...OF_ROWS].map((problem) => importProblemText(problem, TEXTS[locale]));
    expect(new Set(said).size).toBe(said.length);
    for (const text of said) expect(text).not.toMatch(/reply\.import|undefined|\{(?!name\})/);
  });

  test('says how many are too many, in the language’s own numbers', () => {
    expect(importProblemText({ code: 'too_many', most: 2_000 }, TEXTS.en)).toContain('2,000');
    expect(importProblemText({ code: 'too_many', most: 2_000 }, TEXTS.ru)).toMatch(/2\s000/);
    expect(importProblemText({ code: 'folder_too_deep', line: 1, most: 4 }, TEXTS.ru)).toContain('4');
  });

  test('repeats what was written there as it was written', () => {
    const text = importProblemText({ code: 'unknown_shelf', line: 9, name: '<b>{name}</b>' }, TEXTS.en);
    expect(text).toContain('“<b>{name}</b>”');
  });

  test('repeats no more of it than a name would be', () => {
    const problem = { code: 'unknown_line', line: 9, name: 'x'.repeat(1_000_000) } as const;
    expect(importProblemText(problem, TEXTS.en).length).toBeLessThan(200);
  });

  test('is of one row or of all of it', () => {
    expect(OF_FILES.map(lineOf)).toEqual(OF_FILES.map(() => null));
    expect(OF_ROWS.map(lineOf)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });
});

const ALL: FormProblem[] = [
  { field: 'title' },
  { field: 'text' },
  { field: 'shortcut' },
  { field: 'folder' },
  { field: 'tooLong', count: 21 },
  { field: 'taken', shortcut: 'да', title: 'Согласие' },
];

describe('what is wrong with what is written', () => {
  test.each(LOCALES)('is said at its field in %s, each in words of its own', (locale) => {
    const said = ALL.map(({ field }) => problemText(ALL, [field], TEXTS[locale]));
    expect(new Set(said).size).toBe(ALL.length);
    expect(said.every((text) => text !== null && text.length > 5)).toBe(true);
  });

  test('a field with two kinds of problems says the first that there is; a sound one says nothing', () => {
    expect(problemText(ALL, ['shortcut', 'taken'], TEXTS.en)).toMatch(/^Letters, digits/);
    expect(problemText(ALL.slice(5), ['shortcut', 'taken'], TEXTS.en)).toBe('“/да” is taken by “Согласие”');
    expect(problemText(ALL.slice(1), ['title'], TEXTS.en)).toBeNull();
    expect(problemText([], ['title', 'text'], TEXTS.en)).toBeNull();
  });

  test.each([
    [1, '1 character too many', 'Лишний 1 знак'],
    [2, '2 characters too many', 'Лишние 2 знака'],
    [5, '5 characters too many', 'Лишних 5 знаков'],
    [11, '11 characters too many', 'Лишних 11 знаков'],
    [21, '21 characters too many', 'Лишний 21 знак'],
  ])('%i too many', (count, en, ru) => {
    const problem: FormProblem[] = [{ field: 'tooLong', count }];
    expect(problemText(problem, ['tooLong'], TEXTS.en)).toBe(en);
    expect(problemText(problem, ['tooLong'], TEXTS.ru)).toBe(ru);
  });

  test('a new one is not scolded for being empty before somebody wanted to save it', () => {
    expect(saidProblems(ALL, false).map(({ field }) => field)).toEqual([
      'shortcut',
      'folder',
      'tooLong',
      'taken',
    ]);
    expect(saidProblems(ALL, true)).toEqual(ALL);
  });
});
