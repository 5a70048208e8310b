import { z } from 'zod';
import { cleanText, MAX_TEXT_BYTES, utf8Length } from '../lib/text.ts';
import { deliverySchema } from './delivery.ts';
import { idSchema, revSchema, timestampSchema } from './ids.ts';

/** `hidden`: seen by colleagues only, never by the client, on no channel, under no failure (scenario C4). */
export const visibilitySchema = z.enum(['public', 'hidden']);
export type Visibility = z.infer<typeof visibilitySchema>;

/** A text as it is kept: cleaned, not blank, at most 64 KiB of UTF-8. */
export const messageTextSchema = z
  .string()
  .overwrite(cleanText)
  .refine((text) => text.trim() !== '', { error: 'the text is empty' })
  .refine((text) => utf8Length(text) <= MAX_TEXT_BYTES, {
    error: `the text is longer than ${MAX_TEXT_BYTES} bytes`,
    params: { tooLarge: true },
  });

export const authorSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('client'), contactId: idSchema }),
  z.object({ kind: z.literal('operator'), operatorId: idSchema }),
  z.object({ kind: z.literal('system') }),
]);
export type Author = z.infer<typeof authorSchema>;

/** What happened to the dialog, kept in its transcript for colleagues. */
export const dialogEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('opened') }),
  z.object({ type: z.literal('claimed'), operatorId: idSchema }),
  z.object({ type: z.literal('marked_read'), operatorId: idSchema }),
  z.object({ type: z.literal('finished'), operatorId: idSchema }),
]);
export type DialogEvent = z.infer<typeof dialogEventSchema>;

export const messageBodySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({ kind: z.literal('event'), event: dialogEventSchema }),
]);
export type MessageBody = z.infer<typeof messageBodySchema>;

export const messageSchema = z.object({
  id: idSchema,
  dialogId: idSchema,
  /** Place in the dialog: 1, 2, 3… without holes, given by the hub. A hole in a replica is a known gap. */
  seq: z.int().positive(),
  author: authorSchema,
  visibility: visibilitySchema,
  body: messageBodySchema,
  /** Only what goes out to a client has one. */
  delivery: deliverySchema.nullable(),
  at: timestampSchema,
  rev: revSchema,
});
export type Message = z.infer<typeof messageSchema>;

/** What goes out to the client: said by an operator, publicly. Everything else has no way to a channel. */
export function isOutgoing(message: Pick<Message, 'author' | 'visibility' | 'body'>): boolean {
  return (
    message.author.kind === 'operator' && message.visibility === 'public' && message.body.kind === 'text'
  );
}
