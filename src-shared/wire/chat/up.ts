import { z } from 'zod/mini';

/** Most newest items in the first answer to a widget that has none; earlier ones come by `GET …/items?before=`. */
export const CHAT_PAGE_ITEMS = 50;

/**
 * How long "is typing" is shown without being repeated, and how often the widget repeats its own. Operators' clients repeat
 * every 2.5 s; nobody says that he has stopped, so what is shown longer would outlive a dialog that was finished meanwhile.
 */
export const CHAT_TYPING_MS = 4_000;
export const CHAT_TYPING_REPEAT_MS = 3_000;

/** What the widget says on its socket `/chat/:channelId/live`. Messages themselves go by HTTP, which can be repeated safely. */
export const chatUpSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('hello'),
    token: z.string().check(z.maxLength(200)),
    /** The last seq that the widget has: what is newer follows. Null: it has nothing and takes the newest page. */
    after: z.nullable(z.int().check(z.nonnegative())),
    /** Up to which change of its items it knows; missing in widgets that know of none. */
    changes: z.optional(z.int().check(z.nonnegative())),
  }),
  /** Everything up to `seq` is on the visitor's screen device… */
  z.object({ type: z.literal('received'), upTo: z.int().check(z.nonnegative()) }),
  /** …and before his eyes: the chat is open and its page visible. */
  z.object({ type: z.literal('seen'), upTo: z.int().check(z.nonnegative()) }),
  z.object({ type: z.literal('typing') }),
  z.object({ type: z.literal('ping') }),
]);
export type ChatUp = z.infer<typeof chatUpSchema>;
