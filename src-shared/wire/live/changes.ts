import { z } from 'zod';
import { changeSchema } from '../change.ts';
import { cursorSchema } from '../../domain/cursor.ts';

/** Changes in order, to be applied in one transaction together with the cursor. May be empty: then only the cursor moved. */
export const changesSchema = z.object({
  type: z.literal('changes'),
  changes: z.array(changeSchema),
  cursor: cursorSchema,
  /** Said to whoever catches up: there is more to come at once, worth being written together with this. */
  more: z.literal(true).optional(),
});
