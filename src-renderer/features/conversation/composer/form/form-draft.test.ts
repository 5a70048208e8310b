import { describe, expect, it, test } from 'vitest';
import { formRequestSchema, introductionIn, MAX_FORM_FIELDS } from '#shared/domain/form.ts';
import { dialogFixture } from '#tests/support/fixtures.ts';
import { asTextOf, beginForm, canAskMore, CARD_KINDS, fieldsOf, requestOf } from './form-draft.ts';

const last = (preview: string, kind: 'client' | 'system' = 'client') =>
  dialogFixture({
    lastMessage: {
      seq: 1,
      preview,
      files: null,
      author: kind === 'client' ? { kind, contactId: 'c' } : { kind },
      visibility: 'public',
      at: 1,
    },
  });
const begun = beginForm('', dialogFixture(), 'ru');

describe('a form in the making', () => {
  it('asks name and phone, both required, and can be sent as it is', () => {
    const request = requestOf(begun);
    expect(request).toEqual({
      text: introductionIn('ru'),
      form: {
        language: 'ru',
        fields: [
          { kind: 'name', required: true },
          { kind: 'phone', required: true },
        ],
      },
    });
    expect(formRequestSchema.parse(request?.form)).toEqual(request?.form);
  });

  test.each([
    ['the words that are typed', 'Hello', 'Привет', 'en'],
    ['the client’s', '', 'Hello', 'en'],
    ['the client’s, not what a colleague said', '', 'Привет', 'ru'],
    ['the operator’s, where nothing shows', '', '👍', 'ru'],
  ] as const)('speaks the language of %s', (_whose, text, heard, language) => {
    expect(beginForm(text, last(heard), 'ru').language).toBe(language);
  });

  it('takes no language from what the company said last', () => {
    expect(beginForm('', last('Hello', 'system'), 'ru').language).toBe('ru');
  });

  it('is introduced by what was typed', () => {
    expect(requestOf(beginForm(' Оформим заказ? ', dialogFixture(), 'en'))).toMatchObject({
      text: 'Оформим заказ?',
      form: { language: 'ru' },
    });
  });

  it('has further questions; those that say nothing are none', () => {
    const questions = [
      { key: 1, text: ' Размер? ', required: true },
      { key: 2, text: '  ', required: true },
    ];
    expect(fieldsOf({ ...begun, questions }).slice(2)).toEqual([
      { kind: 'question', question: 'Размер?', required: true },
    ]);
  });

  it('takes no more questions than a form has room for', () => {
    const questions = (count: number) =>
      Array.from({ length: count }, (_, key) => ({ key, text: 'Q', required: false }));
    const most = MAX_FORM_FIELDS - CARD_KINDS.length;
    expect(canAskMore({ ...begun, questions: questions(most - 1) })).toBe(true);
    expect(canAskMore({ ...begun, questions: questions(most) })).toBe(false);
  });

  it('that asks nothing cannot be sent', () => {
    const off = { asked: false, required: false };
    const nothing = { ...begun, card: { name: off, phone: off, email: off } };
    expect(requestOf(nothing)).toBeNull();
    expect(asTextOf(nothing)).toBe('');
    expect(asTextOf(begun)).toContain('• Телефон');
  });
});
