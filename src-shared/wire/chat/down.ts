import { z } from 'zod/mini';
import { chatItemSchema } from './item.ts';

/** What the hub says on the widget's socket. New items come by rising seq; those that it has were changed, and take their place. */
export const chatDownSchema = z.discriminatedUnion('type', [
  /** Without items: the mark moved, or the dialog was finished. Either way nobody of the company types just now. */
  z.object({
    type: z.literal('items'),
    items: z.array(chatItemSchema),
    /** The company has read the visitor's messages up to this seq. */
    readUpTo: z.int(),
    /** Up to which change of known items this goes. */
    changes: z.int(),
  }),
  /** Somebody of the company types; fades after `CHAT_TYPING_MS` without another. */
  z.object({ type: z.literal('typing'), authorName: z.nullable(z.string()) }),
  /** The widget has items that the hub does not know: it drops them all and says hello again with nothing. */
  z.object({ type: z.literal('reset') }),
  z.object({ type: z.literal('pong') }),
  z.object({
    type: z.literal('fatal'),
    code: z.enum(['unauthorized', 'bad_message', 'too_slow']),
    message: z.string(),
  }),
]);
export type ChatDown = z.infer<typeof chatDownSchema>;
