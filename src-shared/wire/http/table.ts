import { z } from 'zod';
import { tableConditionsSchema } from '../../domain/table-filter.ts';
import { tableSortSchema } from '../../domain/table-order.ts';
import { tableRowSchema } from '../../domain/table-row.ts';

/** Counted no further than this: nobody goes through more, and the count of everything is a look at everything. */
export const MOST_COUNTED = 10_000;

/** `POST /api/dialogs/query`: dialogs of the session's scope that meet the conditions, in order, page by page. */
export const tableRequestSchema = z.object({
  conditions: tableConditionsSchema,
  sort: tableSortSchema,
  limit: z.int().min(1).max(200).default(100),
  /** `next` of the page before; null: the first, which also counts. */
  after: z.string().max(2_000).nullable().default(null),
});
export type TableRequest = z.input<typeof tableRequestSchema>;

export const tableResponseSchema = z.object({
  rows: z.array(tableRowSchema),
  /** Where the next page begins; null: there is none. */
  next: z.string().nullable(),
  /** On the first page; `more`: there are more than `count`. Null on others. */
  total: z.object({ count: z.int().nonnegative(), more: z.boolean() }).nullable(),
});
export type TableResponse = z.infer<typeof tableResponseSchema>;
