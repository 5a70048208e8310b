import {
  formAsText,
  introductionIn,
  languageOfWords,
  MAX_FORM_FIELDS,
  type FormField,
  type FormLanguage,
  type FormRequest,
} from '#shared/domain/form.ts';
import type { Dialog } from '#shared/domain/dialog.ts';
import { isBlank } from '#shared/lib/text.ts';

/** What of the client's card a form may ask. */
export const CARD_KINDS = ['name', 'phone', 'email'] as const;
export type CardKind = (typeof CARD_KINDS)[number];

export interface Asked {
  asked: boolean;
  required: boolean;
}

export interface Question {
  /** Its identity on the screen. */
  key: number;
  text: string;
  required: boolean;
}

/** A form in the making. */
export interface FormDraft {
  language: FormLanguage;
  /** Blank: the usual one is sent. */
  introduction: string;
  card: Record<CardKind, Asked>;
  questions: Question[];
}

/** Name and phone, as most forms are. @param text what was typed already; @param locale of the operator */
export function beginForm(
  text: string,
  { lastMessage }: Pick<Dialog, 'lastMessage'>,
  locale: FormLanguage,
): FormDraft {
  const heard = lastMessage?.author.kind === 'client' ? languageOfWords(lastMessage.preview) : null;
  return {
    // The client's own language where he has just shown it, or that of what he is about to read.
    language: languageOfWords(text) ?? heard ?? locale,
    introduction: text,
    card: {
      name: { asked: true, required: true },
      phone: { asked: true, required: true },
      email: { asked: false, required: false },
    },
    questions: [],
  };
}

export function canAskMore({ questions }: FormDraft): boolean {
  return questions.length < MAX_FORM_FIELDS - CARD_KINDS.length;
}

/** Questions that say nothing are none. */
export function fieldsOf({ card, questions }: FormDraft): FormField[] {
  const known = CARD_KINDS.filter((kind) => card[kind].asked).map((kind): FormField => {
    return { kind, required: card[kind].required };
  });
  const free = questions
    .filter(({ text }) => !isBlank(text))
    .map(({ text, required }): FormField => ({ kind: 'question', question: text.trim(), required }));
  return [...known, ...free];
}

/** What is sent: the words and the form. Null: nothing is asked. */
export function requestOf(draft: FormDraft): { text: string; form: FormRequest } | null {
  const { language, introduction } = draft;
  const fields = fieldsOf(draft);
  if (fields.length === 0) return null;
  const text = isBlank(introduction) ? introductionIn(language) : introduction.trim();
  return { text, form: { language, fields } };
}

/** What reaches a client whose messenger shows no forms. */
export function asTextOf(draft: FormDraft): string {
  const request = requestOf(draft);
  return request ? formAsText(request.text, request.form) : '';
}
