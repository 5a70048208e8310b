import { z } from 'zod/mini';
import { MAX_PAGE_URL } from '../../lib/text.ts';
import { chatAnswersSchema } from './form.ts';
import { chatItemSchema } from './item.ts';

/** Most files of one message: `MAX_ATTACHMENTS`, without the rest of the domain in the widget. */
export const MAX_CHAT_FILES = 10;

/** `POST /chat/:channelId/messages` with `Authorization: Bearer <visitor token>`. Sent again with the same `clientId` it answers the same item. */
export const sayRequestSchema = z.object({
  clientId: z.uuid(),
  text: z.string(),
  /** Ids of the visitor's own finished uploads, in order. */
  files: z.optional(z.array(z.uuid()).check(z.maxLength(MAX_CHAT_FILES))),
  /** What was filled in of a form. Then `text` says nothing, and there are no files. */
  answers: z.optional(chatAnswersSchema),
  /** Seq of the item that it answers. */
  replyTo: z.optional(z.int().check(z.positive())),
  /** Page on which the visitor wrote, for the operator. */
  pageUrl: z.optional(z.string().check(z.maxLength(MAX_PAGE_URL))),
  /** Name that the visitor gave, if he was asked. */
  name: z.optional(z.string().check(z.maxLength(200))),
});
export type SayRequest = z.infer<typeof sayRequestSchema>;

export const sayResponseSchema = z.object({ item: chatItemSchema });
export type SayResponse = z.infer<typeof sayResponseSchema>;
