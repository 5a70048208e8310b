import { z } from 'zod';
import { scopeSchema } from '../../domain/scope.ts';
import { dialogBundleSchema } from '../bundle.ts';
import { directoryRowSchema } from '../change.ts';
import { cursorSchema } from '../cursor.ts';

/** `GET /api/sync/snapshot`: no `after` for the first page. */
export const snapshotQuerySchema = z.object({
  after: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

/**
 * One page of everything in scope: open dialogs first, newest first, then recently closed ones. `cursor` is the same on
 * every page: it was taken before the first, and reading the feed from it afterwards makes the pages whole and true.
 */
export const snapshotPageSchema = z.object({
  cursor: cursorSchema,
  scope: scopeSchema,
  /** On the first page the whole directory, empty on others. */
  directory: z.array(directoryRowSchema),
  bundles: z.array(dialogBundleSchema),
  /** Dialogs in all pages together, as counted at the first. */
  total: z.int().nonnegative(),
  /** Asks for the next page; null on the last. */
  next: z.string().nullable(),
});
export type SnapshotPage = z.infer<typeof snapshotPageSchema>;
