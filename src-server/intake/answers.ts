/** What a client filled in of a form: whether it is what was asked, and what is kept of it. Pure. */
import { DEFAULT_COUNTRY, emailValueSchema, MAX_WRITTEN } from '#shared/domain/contact.ts';
import {
  labelOf,
  MAX_ANSWER,
  type Form,
  type FormAnswers,
  type FormField,
  type FormFieldKind,
} from '#shared/domain/form.ts';
import { readEmail } from '#shared/lib/emails.ts';
import { exhaustive } from '#shared/lib/exhaustive.ts';
import { readPhone } from '#shared/lib/phones.ts';
import { cleanText, isBlank } from '#shared/lib/text.ts';
import { cleanName } from './clean-name.ts';
import type { Heard } from './heard.ts';
import { IntakeError, type GivenAnswers } from './incoming.ts';

/**
 * The answers as they are kept. What he left empty is not among them.
 * @param given hostile
 * @throws IntakeError naming the place of what cannot be an answer, without repeating it
 */
export function readAnswers(form: Pick<Form, 'language' | 'fields'>, given: GivenAnswers): FormAnswers {
  const said = new Map<number, string>();
  for (const { field, value } of given.values) {
    if (!form.fields[field]) throw misfilled(field, 'the form does not ask it');
    if (said.has(field)) throw misfilled(field, 'it is answered twice');
    said.set(field, value);
  }
  const values = form.fields.flatMap((asked, field) => {
    const value = cleanAnswer(asked.kind, said.get(field) ?? '');
    if (value === '') {
      if (asked.required) throw misfilled(field, 'it is to be answered');
      return [];
    }
    if (!isAnswer(asked.kind, value)) throw misfilled(field, 'it cannot be that');
    return [{ field, kind: asked.kind, label: labelOf(asked, form.language), value }];
  });
  if (values.length === 0) throw new IntakeError('form_misfilled', 'nothing is answered');
  return { formId: given.formId, values };
}

function misfilled(field: number, why: string): IntakeError {
  return new IntakeError('form_misfilled', `answers.values of field ${field}: ${why}`);
}

function cleanAnswer(kind: FormFieldKind, raw: string): string {
  if (isBlank(raw)) return '';
  const text = cleanText(raw).trim();
  // Only what is asked freely may take several lines.
  return kind === 'question' ? text : text.replace(/\s+/g, ' ');
}

function isAnswer(kind: FormField['kind'], value: string): boolean {
  switch (kind) {
    case 'name':
      return cleanName(value) === value;
    case 'phone':
      return readPhone(value, DEFAULT_COUNTRY) !== null;
    case 'email':
      return emailOf(value) !== null;
    case 'question':
      return value.length <= MAX_ANSWER;
    default:
      return exhaustive(kind, 'field of a form');
  }
}

function emailOf(value: string): string | null {
  return emailValueSchema.safeParse(readEmail(value)).data ?? null;
}

/** What the answers say of the client, for his card. */
export function heardIn({ values }: FormAnswers): Heard {
  const of = (kind: FormFieldKind): string[] =>
    values.filter((one) => one.kind === kind).map(({ value }) => value);
  const found = (written: string, value: string | null): Heard['phones'] =>
    value === null ? [] : [{ value, written: written.slice(0, MAX_WRITTEN) }];
  return {
    name: of('name')[0] ?? null,
    phones: of('phone').flatMap((written) => found(written, readPhone(written, DEFAULT_COUNTRY))),
    emails: of('email').flatMap((written) => found(written, emailOf(written))),
  };
}
