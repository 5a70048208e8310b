import { z } from 'zod/mini';
import { chatItemSchema } from './item.ts';

/**
 * `GET /chat/:channelId/items` with the visitor's token: `?after=7&wait=20` (newer ones, waiting up to so many seconds for
 * the first of them: for networks where sockets are blocked), `?before=7` (the page before), or neither (the newest page).
 */
export const chatItemsResponseSchema = z.object({ items: z.array(chatItemSchema), readUpTo: z.int() });
export type ChatItemsResponse = z.infer<typeof chatItemsResponseSchema>;

/** `POST /chat/:channelId/receipts`: what `received` and `seen` say on the socket. Forward-only, like everything about receipts. */
export const chatReceiptsRequestSchema = z.object({
  receivedUpTo: z.int().check(z.nonnegative()),
  seenUpTo: z.int().check(z.nonnegative()),
});
export type ChatReceiptsRequest = z.infer<typeof chatReceiptsRequestSchema>;
