import { describe, expect, it, test } from 'vitest';
import { MAX_ANSWER, type FormField } from '#shared/domain/form.ts';
import { heardIn, readAnswers } from './answers.ts';

const formId = '01890000-0000-7000-8000-000000000001';
const FIELDS: FormField[] = [
  { kind: 'name', required: true },
  { kind: 'phone', required: true },
  { kind: 'email', required: false },
  { kind: 'question', question: 'What size?', required: false },
];

const read = (values: Record<number, string>, fields = FIELDS) =>
  readAnswers(
    { language: 'en', fields },
    { formId, values: Object.entries(values).map(([field, value]) => ({ field: Number(field), value })) },
  );
const GOOD = { 0: 'Anna', 1: '8 916 123-45-67' };

describe('answers', () => {
  it('are kept with their labels, in the order of the form, without what was left empty', () => {
    expect(read({ ...GOOD, 3: 'M', 2: ' ' })).toEqual({
      formId,
      values: [
        { field: 0, kind: 'name', label: 'Name', value: 'Anna' },
        { field: 1, kind: 'phone', label: 'Phone', value: '8 916 123-45-67' },
        { field: 3, kind: 'question', label: 'What size?', value: 'M' },
      ],
    });
  });

  it('are cleaned as texts are; only a free answer has lines', () => {
    const { values } = read({ ...GOOD, 0: ' Anna\u0000\r\n Maria ', 3: 'one\r\ntwo\u0007' });
    expect(values.map(({ value }) => value)).toEqual(['Anna Maria', '8 916 123-45-67', 'one\ntwo']);
  });

  test.each<[string, Record<number, string>]>([
    ['a field that the form does not ask', { ...GOOD, 4: 'x' }],
    ['what is to be answered left out', { 0: 'Anna' }],
    ['what is to be answered left empty', { ...GOOD, 0: ' \u200b' }],
    ['a number that cannot be', { ...GOOD, 1: '12' }],
    ['words for a number', { ...GOOD, 1: 'call me' }],
    ['an address that is none', { ...GOOD, 2: 'anna@' }],
    ['an address among words', { ...GOOD, 2: 'write to a@b.example' }],
    ['a name without an end', { ...GOOD, 0: 'x'.repeat(201) }],
    ['an answer without an end', { ...GOOD, 3: 'x'.repeat(MAX_ANSWER + 1) }],
  ])('are refused with %s', (_what, values) => {
    expect(() => read(values)).toThrow(expect.objectContaining({ code: 'form_misfilled' }) as Error);
  });

  it('are refused twice to one field, and when there are none', () => {
    const twice = [
      { field: 0, value: 'Anna' },
      { field: 0, value: 'Boris' },
    ];
    const form = { language: 'en', fields: [{ kind: 'name', required: false }] } as const;
    const given = (values: typeof twice) => () =>
      readAnswers({ ...form, fields: [...form.fields] }, { formId, values });
    expect(given(twice)).toThrow('twice');
    expect(given([{ field: 0, value: '  ' }])).toThrow('nothing is answered');
  });

  it('say nothing of what was sent when they are refused', () => {
    expect(() => read({ ...GOOD, 1: '<script>' })).toThrow(/^answers\.values of field 1: it cannot be that$/);
  });
});

describe('what answers say of the client', () => {
  it('is his name, number and address, as far as he gave them', () => {
    expect(heardIn(read({ ...GOOD, 2: 'Anna@Mail.Example' }))).toEqual({
      name: 'Anna',
      phones: [{ value: '+79161234567', written: '8 916 123-45-67' }],
      emails: [{ value: 'anna@mail.example', written: 'Anna@Mail.Example' }],
    });
    const asked: FormField[] = [{ kind: 'question', question: 'Your phone?', required: true }];
    // What is asked freely is an answer, whatever it looks like.
    expect(heardIn(read({ 0: '8 916 123-45-67' }, asked))).toEqual({ name: null, phones: [], emails: [] });
  });
});
