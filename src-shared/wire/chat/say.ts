import { z } from 'zod/mini';
import { chatItemSchema } from './item.ts';

/** `POST /chat/:channelId/messages` with `Authorization: Bearer <visitor token>`. Sent again with the same `clientId` it answers the same item. */
export const sayRequestSchema = z.object({
  clientId: z.uuid(),
  text: z.string(),
  /** Page on which the visitor wrote, for the operator. */
  pageUrl: z.optional(z.string().check(z.maxLength(2000))),
  /** Name that the visitor gave, if he was asked. */
  name: z.optional(z.string().check(z.maxLength(200))),
});
export type SayRequest = z.infer<typeof sayRequestSchema>;

export const sayResponseSchema = z.object({ item: chatItemSchema });
export type SayResponse = z.infer<typeof sayResponseSchema>;
