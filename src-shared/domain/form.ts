import { z } from 'zod';
import { cleanText, isBlank } from '../lib/text.ts';
import { idSchema } from './ids.ts';

/** Questions that an operator asks a client by a form instead of typing them (decision 041). */

export const MAX_FORM_FIELDS = 8;
/** Longest question of an operator, and longest answer to anything, in UTF-16 units. */
export const MAX_QUESTION = 200;
export const MAX_ANSWER = 2000;

/** The client reads the form in it, and so does everybody its answers. */
export const formLanguageSchema = z.enum(['ru', 'en']);
export type FormLanguage = z.infer<typeof formLanguageSchema>;

const questionSchema = z
  .string()
  .overwrite((text) => cleanText(text).replace(/\s+/g, ' ').trim())
  .max(MAX_QUESTION)
  .refine((text) => !isBlank(text), { error: 'the question is empty' });

/** What is asked. What of it goes into the client's card is asked by its kind. */
export const formFieldSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('name'), required: z.boolean() }),
  z.object({ kind: z.literal('phone'), required: z.boolean() }),
  z.object({ kind: z.literal('email'), required: z.boolean() }),
  z.object({ kind: z.literal('question'), question: questionSchema, required: z.boolean() }),
]);
export type FormField = z.infer<typeof formFieldSchema>;
export type FormFieldKind = FormField['kind'];

const content = {
  language: formLanguageSchema,
  /** An answer names its field by the place here. */
  fields: z.array(formFieldSchema).min(1).max(MAX_FORM_FIELDS),
};

/** A form as an operator sends it: each of name, phone and e-mail at most once. */
export const formRequestSchema = z.object(content).refine(
  ({ fields }) => {
    const kinds = fields.map(({ kind }) => kind).filter((kind) => kind !== 'question');
    return new Set(kinds).size === kinds.length;
  },
  { error: 'something is asked twice', path: ['fields'] },
);
export type FormRequest = z.infer<typeof formRequestSchema>;

/** A form as a part of the message that brought it. */
export const formSchema = z.object({
  ...content,
  /** The client's message with the answers; null while he has not sent it. He sends one. */
  answeredBy: idSchema.nullable(),
});
export type Form = z.infer<typeof formSchema>;

/** What the client answered, readable without the form: that one may be far above, or deleted. */
export const formAnswersSchema = z.object({
  /** The message with the form. */
  formId: idSchema,
  /** Those that he filled in, in the form's order. */
  values: z.array(
    z.object({
      /** Place of the field in the form. */
      field: z.int().nonnegative(),
      kind: z.enum(['name', 'phone', 'email', 'question']),
      label: z.string(),
      value: z.string(),
    }),
  ),
});
export type FormAnswers = z.infer<typeof formAnswersSchema>;

interface FormWords {
  introduction: string;
  name: string;
  phone: string;
  email: string;
  optional: string;
}

/** Words that clients read. */
const WORDS: Record<FormLanguage, FormWords> = {
  en: {
    introduction: 'Please answer a few questions:',
    name: 'Name',
    phone: 'Phone',
    email: 'E-mail',
    optional: 'optional',
  },
  ru: {
    introduction: 'Ответьте, пожалуйста, на несколько вопросов:',
    name: 'Имя',
    phone: 'Телефон',
    email: 'Эл. почта',
    optional: 'необязательно',
  },
};

/** What a form is introduced by when the operator writes nothing. */
export function introductionIn(language: FormLanguage): string {
  return WORDS[language].introduction;
}

export function labelOf(field: FormField, language: FormLanguage): string {
  return field.kind === 'question' ? field.question : WORDS[language][field.kind];
}

/** The form as one message for a messenger that shows no forms. */
export function formAsText(introduction: string, { language, fields }: FormRequest): string {
  const lines = fields.map((field) => {
    const label = labelOf(field, language);
    return field.required ? `• ${label}` : `• ${label} (${WORDS[language].optional})`;
  });
  return `${introduction}\n\n${lines.join('\n')}`;
}

/** The answers as the words of the client's message. */
export function answersAsText({ values }: FormAnswers): string {
  return values.map(({ label, value }) => `${label}: ${value}`).join('\n');
}

/** In which language a client is asked who wrote this; null when it does not show. */
export function languageOfWords(text: string): FormLanguage | null {
  const [letter] = /[a-zа-яё]/iu.exec(text) ?? [];
  if (letter === undefined) return null;
  return /[a-z]/i.test(letter) ? 'en' : 'ru';
}
