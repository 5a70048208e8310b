import { z } from 'zod';
import { cleanText, isBlank, MAX_TEXT_BYTES, utf8Length } from '../lib/text.ts';
import { isEmoji, MAX_EMOJI_LENGTH } from '../lib/emoji.ts';
import { attachmentsSchema, attachmentSummarySchema } from './attachment.ts';
import { deliveryFailureSchema, deliverySchema } from './delivery.ts';
import { formAnswersSchema, formSchema } from './form.ts';
import { handOverCardSchema, noteSchema } from './hand-over.ts';
import { idSchema, revSchema, timestampSchema } from './ids.ts';

/** `hidden`: seen by colleagues only, never by the client, on no channel, under no failure (scenario C4). */
export const visibilitySchema = z.enum(['public', 'hidden']);
export type Visibility = z.infer<typeof visibilitySchema>;

/** What may be said beside attachments: cleaned, at most 64 KiB of UTF-8, empty where it shows nothing. */
export const captionSchema = z
  .string()
  .overwrite((text) => (isBlank(text) ? '' : cleanText(text)))
  .refine((text) => utf8Length(text) <= MAX_TEXT_BYTES, {
    error: `the text is longer than ${MAX_TEXT_BYTES} bytes`,
    params: { tooLarge: true },
  });

/** A text as it is kept: cleaned, not blank, at most 64 KiB of UTF-8. */
export const messageTextSchema = captionSchema.refine((text) => text !== '', { error: 'the text is empty' });

export const authorSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('client'), contactId: idSchema }),
  z.object({ kind: z.literal('operator'), operatorId: idSchema }),
  z.object({ kind: z.literal('system') }),
]);
export type Author = z.infer<typeof authorSchema>;

/** What happened to the dialog, kept in its transcript for colleagues. */
export const dialogEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('opened') }),
  /** The company wrote first. */
  z.object({ type: z.literal('started'), operatorId: idSchema }),
  z.object({ type: z.literal('claimed'), operatorId: idSchema }),
  z.object({ type: z.literal('marked_read'), operatorId: idSchema }),
  z.object({ type: z.literal('finished'), operatorId: idSchema }),
  z.object({ type: z.literal('marked_unread'), operatorId: idSchema }),
  z.object({ type: z.literal('marked_spam'), operatorId: idSchema }),
  z.object({ type: z.literal('reopened'), operatorId: idSchema }),
  z.object({ type: z.literal('taken_over'), operatorId: idSchema, fromId: idSchema }),
  z.object({ type: z.literal('offered'), operatorId: idSchema, toId: idSchema, card: handOverCardSchema }),
  z.object({ type: z.literal('offer_taken'), operatorId: idSchema, fromId: idSchema }),
  z.object({ type: z.literal('offer_declined'), operatorId: idSchema, fromId: idSchema, note: noteSchema }),
  z.object({ type: z.literal('offer_recalled'), operatorId: idSchema, toId: idSchema }),
  z.object({ type: z.literal('handed_back'), operatorId: idSchema, toId: idSchema, note: noteSchema }),
  z.object({
    type: z.literal('moved'),
    operatorId: idSchema,
    fromLineId: idSchema,
    toLineId: idSchema,
    card: handOverCardSchema,
  }),
  z.object({
    type: z.literal('invited'),
    operatorId: idSchema,
    inviteeIds: z.array(idSchema).min(1),
    note: noteSchema,
  }),
  z.object({ type: z.literal('senior_called'), operatorId: idSchema, note: noteSchema }),
  z.object({ type: z.literal('joined'), operatorId: idSchema }),
  z.object({ type: z.literal('left'), operatorId: idSchema }),
  z.object({ type: z.literal('snoozed'), operatorId: idSchema, until: timestampSchema }),
  /** `operatorId` null: its time had come. */
  z.object({ type: z.literal('woken'), operatorId: idSchema.nullable() }),
  /** A colleague works here no more, or not in this line: what he was in the dialog is over. */
  z.object({
    type: z.literal('access_lost'),
    operatorId: idSchema,
    was: z.enum(['responsible', 'offered', 'guest']),
  }),
]);
export type DialogEvent = z.infer<typeof dialogEventSchema>;

/** Somebody in the talk: the client, or one of the company. */
export const sideSchema = z.union([z.literal('client'), idSchema]);
export type Side = z.infer<typeof sideSchema>;

/**
 * What an answer refers to, as it was when the answer was said. A public message only ever quotes a public one: what refers to a
 * hidden message is hidden itself (scenario C4), and the database holds to it.
 */
export const quotationSchema = z.object({
  messageId: idSchema,
  seq: z.int().positive(),
  author: authorSchema,
  /** Empty when only files were sent. */
  preview: z.string(),
  files: attachmentSummarySchema.nullable(),
  visibility: visibilitySchema,
});
export type Quotation = z.infer<typeof quotationSchema>;

export const emojiSchema = z.string().max(MAX_EMOJI_LENGTH).refine(isEmoji, { error: 'not one emoji' });

/** One person has at most one on a message, in the order they were set. */
export const reactionSchema = z.object({ emoji: z.string().max(MAX_EMOJI_LENGTH), by: sideSchema });
export type Reaction = z.infer<typeof reactionSchema>;

/**
 * A change of what the client has already got, on its way to him; null when he has what we see. `failed`: he still sees what was
 * there before; `unknown`: he may. A reaction is on its way without a word: of it only trouble is told.
 */
export const amendmentSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('pending'), what: z.enum(['edit', 'delete', 'react']) }),
  z.object({
    state: z.literal('failed'),
    what: z.enum(['edit', 'delete', 'react']),
    failure: deliveryFailureSchema,
  }),
  z.object({ state: z.literal('unknown'), what: z.enum(['edit', 'delete', 'react']) }),
]);
export type Amendment = z.infer<typeof amendmentSchema>;

export const messageBodySchema = z.discriminatedUnion('kind', [
  /** The text is empty only where there are attachments. */
  z.object({ kind: z.literal('text'), text: z.string(), attachments: attachmentsSchema.default(() => []) }),
  z.object({ kind: z.literal('event'), event: dialogEventSchema }),
  /** Nothing is left of what it said, in the hub either. */
  z.object({ kind: z.literal('deleted'), at: timestampSchema, by: sideSchema }),
]);
export type MessageBody = z.infer<typeof messageBodySchema>;

/** What is so with most messages may be left out of their JSON: it would be a quarter of it. */
export const messageSchema = z.object({
  id: idSchema,
  dialogId: idSchema,
  /** Place in the dialog: 1, 2, 3… without holes, given by the hub. A hole in a replica is a known gap. */
  seq: z.int().positive(),
  author: authorSchema,
  visibility: visibilitySchema,
  body: messageBodySchema,
  /** Colleagues named in a hidden message. */
  mentions: z.array(idSchema).default(() => []),
  /** Only what goes out to a client has one. */
  delivery: deliverySchema.nullable().default(null),
  replyTo: quotationSchema.nullable().default(null),
  editedAt: timestampSchema.nullable().default(null),
  amendment: amendmentSchema.nullable().default(null),
  reactions: z.array(reactionSchema).default(() => []),
  /**
   * What it asks the client besides its words. Public by nature, and the database holds to it. Like answers too rare for every row of
   * a replica to say that it has none.
   */
  form: formSchema.optional(),
  /** What of its words answers a form; only what the client said has it. */
  answers: formAnswersSchema.optional(),
  at: timestampSchema,
  rev: revSchema,
});
export type Message = z.infer<typeof messageSchema>;

/** A message to which nothing was done yet, which refers to none and names nobody. */
export const UNMARKED = {
  replyTo: null,
  editedAt: null,
  amendment: null,
  reactions: [],
  mentions: [],
} satisfies Partial<Message>;

/** What goes out to the client: said by an operator, publicly. Everything else has no way to a channel. */
export function isOutgoing(message: Pick<Message, 'author' | 'visibility' | 'body'>): boolean {
  return (
    message.author.kind === 'operator' && message.visibility === 'public' && message.body.kind !== 'event'
  );
}

/** Whether the client has it, or may have it: then whatever is done to it has to be done where he sees it too. */
export function mayHaveReached({ delivery }: Pick<Message, 'delivery'>): boolean {
  return delivery !== null && delivery.state !== 'pending' && delivery.state !== 'failed';
}
