import { z } from 'zod';
import { cleanText, isBlank } from '../lib/text.ts';
import { idSchema, revSchema, timestampSchema } from './ids.ts';
import { tableFilterSchema } from './table-filter.ts';
import { TABLE_COLUMNS, tableColumnSchema, tableSortSchema } from './table-order.ts';

export const MAX_FILTER_NAME = 80;
/** Of one person, and of the company: they travel with every start, and who has more finds none of them. */
export const MOST_FILTERS = 200;

/** Whose it is: its maker's alone, or everybody's. */
export const SHARINGS = ['personal', 'company'] as const;
export const sharingSchema = z.enum(SHARINGS);
export type Sharing = z.infer<typeof sharingSchema>;

/** What somebody called a question to the table of dialogs, and how he looks at the answer (scenario D2). */
export const savedFilterSchema = z.object({
  id: idSchema,
  /** Who made it. */
  ownerId: idSchema,
  sharing: sharingSchema,
  name: z.string().max(MAX_FILTER_NAME),
  filter: tableFilterSchema,
  /** Those that are shown, in their order. */
  columns: z.array(tableColumnSchema).max(TABLE_COLUMNS.length),
  sort: tableSortSchema,
  updatedAt: timestampSchema,
  updatedBy: idSchema,
  /** Told once, so that everybody hears of it. */
  deleted: z.boolean(),
  rev: revSchema,
});
export type SavedFilter = z.infer<typeof savedFilterSchema>;

/** What a person writes of a filter. */
export const filterDraftShape = {
  id: idSchema,
  sharing: sharingSchema,
  name: z
    .string()
    .overwrite((text) => (isBlank(text) ? '' : cleanText(text).replace(/\s+/g, ' ').trim()))
    .min(1)
    .max(MAX_FILTER_NAME),
  filter: tableFilterSchema,
  columns: savedFilterSchema.shape.columns.min(1),
  sort: tableSortSchema,
};
export const filterDraftSchema = z.object(filterDraftShape);
export type FilterDraft = z.output<typeof filterDraftSchema>;

/** What the person had before him when he began: the hub's row, and an own change on top of it that was on its way. */
export const filterBaseSchema = z.object({
  /** 0: it was not there. */
  rev: z.int().nonnegative(),
  intentId: idSchema.nullable(),
});
export type FilterBase = z.infer<typeof filterBaseSchema>;

export const NEW_FILTER: FilterBase = { rev: 0, intentId: null };
