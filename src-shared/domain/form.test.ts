import { describe, expect, it, test } from 'vitest';
import {
  answersAsText,
  formAsText,
  formRequestSchema,
  introductionIn,
  labelOf,
  languageOfWords,
  MAX_FORM_FIELDS,
  MAX_QUESTION,
  type FormAnswers,
  type FormRequest,
} from './form.ts';

const question = (text: string, required = false) => ({ kind: 'question', question: text, required });
const form = (...fields: object[]) => ({ language: 'ru', fields });
const name = { kind: 'name', required: true };
const accepts = (value: unknown): boolean => formRequestSchema.safeParse(value).success;

describe('a form', () => {
  it('asks something, and each thing of the card once', () => {
    expect(accepts(form(name, { kind: 'phone', required: false }))).toBe(true);
    expect(accepts(form())).toBe(false);
    expect(accepts(form(name, name))).toBe(false);
    // Two questions may be alike; what they are about is between people.
    expect(accepts(form(question('Why?'), question('Why?')))).toBe(true);
    expect(accepts({ ...form(name), language: 'de' })).toBe(false);
    expect(accepts(form({ kind: 'passport', required: true }))).toBe(false);
  });

  it('has its bounds', () => {
    const many = (count: number) => form(...Array.from({ length: count }, (_, n) => question(`Q${n}`)));
    expect(accepts(many(MAX_FORM_FIELDS))).toBe(true);
    expect(accepts(many(MAX_FORM_FIELDS + 1))).toBe(false);
    expect(accepts(form(question('x'.repeat(MAX_QUESTION))))).toBe(true);
    expect(accepts(form(question('x'.repeat(MAX_QUESTION + 1))))).toBe(false);
  });

  test.each(['', '  \n ', '\u200b', '\u0000'])('a question that shows nothing is none: %j', (text) => {
    expect(accepts(form(question(text)))).toBe(false);
  });

  it('keeps questions as texts are kept, on one line', () => {
    const { fields } = formRequestSchema.parse(form(question(' What\r\n\u0007 size? ')));
    expect(fields).toEqual([question('What size?')]);
  });
});

describe.each(['ru', 'en'] as const)('words in %s', (language) => {
  it('are there for everything that is asked', () => {
    const kinds = (['name', 'phone', 'email'] as const).map((kind) =>
      labelOf({ kind, required: true }, language),
    );
    expect(new Set([introductionIn(language), ...kinds]).size).toBe(4);
    for (const label of kinds) expect(label.trim()).not.toBe('');
    expect(labelOf({ kind: 'question', question: 'Size?', required: true }, language)).toBe('Size?');
  });
});

it('as text is the introduction and what to send', () => {
  const asked: FormRequest = {
    language: 'ru',
    fields: [
      { kind: 'name', required: true },
      { kind: 'email', required: false },
      { kind: 'question', question: 'Какой размер?', required: true },
    ],
  };
  expect(formAsText('Напишите, пожалуйста:', asked)).toBe(
    'Напишите, пожалуйста:\n\n• Имя\n• Эл. почта (необязательно)\n• Какой размер?',
  );
});

it('answers read as labels and values', () => {
  const answers: FormAnswers = {
    formId: '01890000-0000-7000-8000-000000000001',
    values: [
      { field: 0, kind: 'name', label: 'Имя', value: 'Анна' },
      { field: 2, kind: 'phone', label: 'Телефон', value: '8 916 123-45-67' },
    ],
  };
  expect(answersAsText(answers)).toBe('Имя: Анна\nТелефон: 8 916 123-45-67');
});

test.each([
  ['Добрый день!', 'ru'],
  ['Ёлка', 'ru'],
  ['Hello, Мария', 'en'],
  ['123 👍', null],
  ['', null],
] as const)('the language of %j', (text, language) => expect(languageOfWords(text)).toBe(language));
