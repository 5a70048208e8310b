import { z } from 'zod';
import { scopeSchema } from '../../domain/scope.ts';
import { dialogBundleSchema } from '../../domain/bundle.ts';
import { directoryRowSchema } from '../../domain/directory.ts';
import { idSchema } from '../../domain/ids.ts';
import { noticeSchema } from '../../domain/notice.ts';
import { quickReplySchema, replySlotSchema } from '../../domain/quick-reply.ts';
import { cursorSchema } from '../../domain/cursor.ts';
import { talkBundleSchema } from '../../domain/talk.ts';

/** `GET /api/sync/snapshot`: no `after` for the first page. */
export const snapshotQuerySchema = z.object({
  after: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

/** Quick replies in sight by rising id, without deleted ones: all those above `after` up to `upTo`, so that others in between are gone. */
export const repliesPartSchema = z.object({
  /** Null: from the first on. */
  after: idSchema.nullable(),
  /** Null: to the last. */
  upTo: idSchema.nullable(),
  rows: z.array(quickReplySchema),
});
export type RepliesPart = z.infer<typeof repliesPartSchema>;

/**
 * One page of everything in scope: open dialogs first, newest first, then recently closed ones. `cursor` is the same on
 * every page: it was taken before the first, and reading the feed from it afterwards makes the pages whole and true.
 */
export const snapshotPageSchema = z.object({
  cursor: cursorSchema,
  scope: scopeSchema,
  /** On the first page the whole directory, empty on others. */
  directory: z.array(directoryRowSchema),
  /** On the first page the newest notices of the person, empty on others. */
  notices: z.array(noticeSchema),
  /** On the first page all talks of the team in scope, empty on others. */
  talks: z.array(talkBundleSchema),
  /** On the first page what the person has on his keys, empty on others. */
  replySlots: z.array(replySlotSchema),
  bundles: z.array(dialogBundleSchema),
  /** After open dialogs; null on pages of dialogs. */
  replies: repliesPartSchema.nullable(),
  /** Dialogs in all pages together, as counted at the first. */
  total: z.int().nonnegative(),
  /** Asks for the next page; null on the last. */
  next: z.string().nullable(),
  /** On the first page where the archive begins: closed dialogs that no page has. Null on others. */
  archive: z.string().nullable(),
});
export type SnapshotPage = z.infer<typeof snapshotPageSchema>;
