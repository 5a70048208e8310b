import { z } from 'zod/mini';

/**
 * The site chat's own wire, between the widget on a stranger's page and the hub. zod/mini keeps the widget small.
 * One thing the visitor sees in his talk. `seq` counts 1, 2, 3… per visitor, across dialogs, without holes.
 */
export const chatItemSchema = z.object({
  seq: z.int().check(z.positive()),
  id: z.string(),
  from: z.enum(['visitor', 'company']),
  /** Who of the company says it, under the name that clients may see; null for the company itself. */
  authorName: z.nullable(z.string()),
  text: z.string(),
  at: z.int(),
  /** The id that the widget gave to its own message; null for the company's. */
  clientId: z.nullable(z.string()),
});
export type ChatItem = z.infer<typeof chatItemSchema>;
