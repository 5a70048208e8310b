import { z } from 'zod';
import { responsibleOf, type Dialog } from './dialog.ts';
import { timestampSchema } from './ids.ts';

/** Those that one intent takes back, and leaves the dialog as it was. */
export const undoableSchema = z.enum(['finish', 'spam', 'markRead', 'markUnread', 'snooze']);
export type Undoable = z.infer<typeof undoableSchema>;

/** How a dialog stood before something was done to it. Whose it was is not part of it: what is undone takes it from nobody. */
export const stoodSchema = z.object({
  lastSeq: z.int().nonnegative(),
  /** It was nobody's: finishing and putting off make it the actor's. */
  free: z.boolean(),
  waitingSince: timestampSchema.nullable(),
  unread: z.int().nonnegative(),
  restedUntil: timestampSchema.nullable(),
});
export type Stood = z.infer<typeof stoodSchema>;

export function stoodAs(dialog: Dialog): Stood {
  const { lastSeq, waitingSince, unread, snoozed } = dialog;
  const free = responsibleOf(dialog) === null;
  return { lastSeq, free, waitingSince, unread, restedUntil: snoozed?.until ?? null };
}
