import { z } from 'zod/mini';

/** Longest answer that is taken, and most of them: those of `domain/form`, which knows more than a widget needs. */
const MAX_ANSWER = 2000;
const MAX_ANSWERS = 8;

/** A form in the site chat, under the words of its item. */
export const chatFormSchema = z.object({
  fields: z.array(
    z.object({
      kind: z.enum(['name', 'phone', 'email', 'question']),
      /** In the form's own language; hostile like every text. */
      label: z.string(),
      required: z.boolean(),
    }),
  ),
  /** What the visitor answered, by the place of the field; null while he has not. */
  values: z.nullable(z.array(z.nullable(z.string()))),
});
export type ChatForm = z.infer<typeof chatFormSchema>;

/** What the visitor filled in, as a part of what he says: the hub makes the words of it. */
export const chatAnswersSchema = z.object({
  /** Id of the item with the form. */
  formId: z.uuid(),
  values: z
    .array(
      z.object({
        /** Place of the field in the form. */
        field: z.int().check(z.nonnegative()),
        value: z.string().check(z.maxLength(MAX_ANSWER)),
      }),
    )
    .check(z.maxLength(MAX_ANSWERS)),
});
export type ChatAnswers = z.infer<typeof chatAnswersSchema>;
