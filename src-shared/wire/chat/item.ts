import { z } from 'zod/mini';
import type { ChatFile } from './file.ts';
import type { ChatForm } from './form.ts';

/** Known to be one by its type alone, as files are below. */
const chatFormOrNull: z.ZodMiniType<ChatForm | null> = z.any();

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
  /** Empty only where there are files, and where it was deleted. */
  text: z.string(),
  /** Each is a `chatFileSchema`; the widget's first script only hands them on, and stays small by not knowing it. */
  files: z.array(z.any() as z.ZodMiniType<ChatFile>),
  /** A `chatFormSchema`, on the same terms; null for most. */
  form: chatFormOrNull,
  at: z.int(),
  /** What it answers, as far as it is part of this talk. */
  quote: z.nullable(
    z.object({
      seq: z.int(),
      from: z.enum(['visitor', 'company']),
      authorName: z.nullable(z.string()),
      text: z.string(),
    }),
  ),
  edited: z.boolean(),
  /** Nothing is left of what it said. */
  deleted: z.boolean(),
  /** Pictures of the company, each once, and the visitor's one. */
  reactions: z.object({ company: z.array(z.string()), visitor: z.nullable(z.string()) }),
  /** The id that the widget gave to its own message; null for the company's. */
  clientId: z.nullable(z.string()),
});
export type ChatItem = z.infer<typeof chatItemSchema>;
