import { z } from 'zod/mini';
import { chatItemSchema } from './item.ts';

/**
 * `GET /chat/:channelId/items` with the visitor's token: `?after=7&wait=20` (newer ones, waiting up to so many seconds for
 * the first of them: for networks where sockets are blocked), `?before=7` (the page before), or neither (the newest page).
 * With `&changes=3` what was changed among the known ones since then comes first; `changes` says up to which change this answer goes.
 */
export const chatItemsResponseSchema = z.object({
  items: z.array(chatItemSchema),
  readUpTo: z.int(),
  changes: z.int(),
});
export type ChatItemsResponse = z.infer<typeof chatItemsResponseSchema>;

/** `POST /chat/:channelId/receipts`: what `received` and `seen` say on the socket. Forward-only, like everything about receipts. */
export const chatReceiptsRequestSchema = z.object({
  receivedUpTo: z.int().check(z.nonnegative()),
  seenUpTo: z.int().check(z.nonnegative()),
});
export type ChatReceiptsRequest = z.infer<typeof chatReceiptsRequestSchema>;

/** `POST /chat/:channelId/reactions`: the visitor's one reaction to an item; null takes it away. */
export const chatReactionRequestSchema = z.object({
  seq: z.int().check(z.positive()),
  emoji: z.nullable(z.string().check(z.maxLength(40))),
});
export type ChatReactionRequest = z.infer<typeof chatReactionRequestSchema>;
