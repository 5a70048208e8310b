import { z } from 'zod';
import { idSchema } from '#shared/domain/ids.ts';
import { tableConditionsSchema } from '#shared/domain/table-filter.ts';
import { tableSortSchema } from '#shared/domain/table-order.ts';
import { tableRowSchema } from '#shared/domain/table-row.ts';

/** Questions to the table of what is here. Schemas, because they travel between windows. */

/** Most lines of one answer. */
export const MOST_LINES = 500;

export const tableQuestionSchema = z.object({
  conditions: tableConditionsSchema,
  sort: tableSortSchema,
  /** Which part of the lines is wanted; none, and only their number, with `limit` 0. */
  offset: z.int().nonnegative(),
  limit: z.int().nonnegative().max(MOST_LINES),
  /** Lines as own effects that the hub has not confirmed leave them: they count instead of those with the same id. */
  laid: z.array(tableRowSchema),
  /**
   * Lines of the hub, which count where the same are not here. They are many and stay the same while one scrolls: known by `key` they
   * need not be said again (`rows` null); who does not know them asks for them. `since`: when the hub was asked for the first of them;
   * what was taken away later is none of them any more.
   */
  guests: z
    .object({ key: z.string(), since: z.number(), rows: z.array(tableRowSchema).nullable() })
    .nullable(),
  /** Tell where these lines stand. */
  find: z.array(idSchema).max(4),
});
export type TableQuestion = z.infer<typeof tableQuestionSchema>;

export const tableAnswerSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('lines'),
    rows: z.array(tableRowSchema),
    total: z.int().nonnegative(),
    /** Of them, those that are here. */
    here: z.int().nonnegative(),
    /** Of those of `find`, in their order; null: not among them. */
    places: z.array(z.int().nonnegative().nullable()),
    /** Another text whenever lines may have changed: answers of one text are parts of one picture. */
    mark: z.string(),
    /** Everything of the replica is in the table. */
    whole: z.boolean(),
  }),
  /** Say the guests once more. */
  z.object({ kind: z.literal('guests') }),
]);
export type TableAnswer = z.infer<typeof tableAnswerSchema>;
