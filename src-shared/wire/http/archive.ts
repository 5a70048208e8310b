import { z } from 'zod';
import { cursorSchema } from '../../domain/cursor.ts';
import { idSchema, timestampSchema } from '../../domain/ids.ts';

/**
 * `GET /api/sync/archive`: closed dialogs that the snapshot leaves out, those closed last first. The answer is lines of JSON
 * (`application/x-ndjson`): an opening, then for each pack its head and its body, then the end. A body is a line of its own, so
 * that it can be kept as the text it is: a client reads it only when somebody looks.
 */
export const archiveQuerySchema = z.object({
  /** Where to go on: `archive` of a snapshot's first page, then `next` of the last head. */
  after: z.string().max(500),
  /** How far back to go, by the time of closing. Counts where the archive begins; `next` remembers it. */
  days: z.coerce.number().int().min(1).max(36_500).default(90),
  /** Most dialogs in the answer. */
  limit: z.coerce.number().int().min(1).max(10_000).default(2_000),
  /** `lean`: messages leave out what their dialog says (`wholeBundle` puts it back). */
  form: z.enum(['whole', 'lean']).default('whole'),
});
export type ArchiveForm = z.infer<typeof archiveQuerySchema>['form'];

/** What stands in front of a pack's body. */
export const archiveHeadSchema = z.object({
  line: z.literal('head'),
  /** Latest `lastActivityAt` in the pack. */
  newest: timestampSchema,
  ids: z.array(idSchema).min(1),
  /** Each client once. */
  contactIds: z.array(idSchema).min(1),
  messages: z.int().nonnegative(),
  /** Asks for what comes after this pack; null: nothing does. */
  next: z.string().nullable(),
});
export type ArchiveHead = z.infer<typeof archiveHeadSchema>;

/** Every line that is not a body. */
export const archiveLineSchema = z.discriminatedUnion('line', [
  z.object({
    line: z.literal('opening'),
    /** Everything that happened before it is in the packs; what happens later comes by the feed. */
    cursor: cursorSchema,
    /** Dialogs in the whole archive, as counted at its beginning. */
    total: z.int().nonnegative(),
  }),
  archiveHeadSchema,
  /** An answer without this line was cut off. `next` as in the last head. */
  z.object({ line: z.literal('end'), next: z.string().nullable() }),
]);
export type ArchiveLine = z.infer<typeof archiveLineSchema>;

/** Bodies are JSON texts of `DialogBundle[]`, whole or lean, in the order of `ids`. */
export const ARCHIVE_TYPE = 'application/x-ndjson';

/** Most messages of one dialog in the archive: its newest. */
export const ARCHIVE_DIALOG_MESSAGES = 500;
