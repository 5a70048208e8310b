import { z } from 'zod';
import { contactSchema } from '../../domain/contact.ts';
import { dialogSchema } from '../../domain/dialog.ts';
import { messageSchema } from '../../domain/message.ts';
import { talkSchema } from '../../domain/talk.ts';
import { MAX_QUERY_LENGTH } from '../../lib/search-query.ts';

/** `GET /api/search`: words in messages and clients of the session's scope, newest first. Refused with `bad_request` when there is no word in `q`. */
export const searchQuerySchema = z.object({
  q: z.string().min(1).max(MAX_QUERY_LENGTH),
  limit: z.coerce.number().int().min(1).max(50).default(20),
  /** `next` of the page before. */
  before: z.string().max(200).optional(),
});

/** A message with what it belongs to, so that it can be shown without a replica. */
export const messageHitSchema = z.object({
  message: messageSchema,
  dialog: dialogSchema,
  contact: contactSchema,
});
export type MessageHit = z.infer<typeof messageHitSchema>;

/** A client, with the newest dialog of his that the session sees. */
export const contactHitSchema = z.object({ contact: contactSchema, dialog: dialogSchema });
export type ContactHit = z.infer<typeof contactHitSchema>;

/** A message of the team, with its talk. */
export const talkHitSchema = z.object({ message: messageSchema, talk: talkSchema });
export type TalkHit = z.infer<typeof talkHitSchema>;

export const searchResponseSchema = z.object({
  /** The best few, on the first page only. */
  contacts: z.array(contactHitSchema),
  messages: z.array(messageHitSchema),
  /** Messages of the team, the newest few, on the first page only: a section of their own, never among those of clients. */
  talks: z.array(talkHitSchema),
  /** Where the next page begins; null: there is none. */
  next: z.string().nullable(),
});
export type SearchResponse = z.infer<typeof searchResponseSchema>;
