import { z } from 'zod/mini';

/** What the widget says on its socket `/chat/:channelId/live`. Messages themselves go by HTTP, which can be repeated safely. */
export const chatUpSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('hello'),
    token: z.string().check(z.maxLength(200)),
    after: z.int().check(z.nonnegative()),
  }),
  /** Everything up to `seq` is on the visitor's screen device… */
  z.object({ type: z.literal('received'), upTo: z.int().check(z.nonnegative()) }),
  /** …and before his eyes: the chat is open and its page visible. */
  z.object({ type: z.literal('seen'), upTo: z.int().check(z.nonnegative()) }),
  z.object({ type: z.literal('typing') }),
  z.object({ type: z.literal('ping') }),
]);
export type ChatUp = z.infer<typeof chatUpSchema>;
