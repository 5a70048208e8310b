import { z } from 'zod';
import { responsibleOf, type Dialog } from './dialog.ts';
import { timestampSchema, type Id } from './ids.ts';

/** Those that one intent takes back, and leaves the dialog as it was. */
export const undoableSchema = z.enum(['finish', 'spam', 'markRead', 'markUnread', 'snooze']);
export type Undoable = z.infer<typeof undoableSchema>;

/** How a dialog stood before something was done to it. Whose it was is not part of it: what is undone takes it from nobody. */
export const stoodSchema = z.object({
  /** The newest place in it that tells what came after: of the client's last word or of a turn. */
  lastSeq: z.int().nonnegative(),
  /** It was nobody's: finishing and putting off make it the actor's. */
  free: z.boolean(),
  waitingSince: timestampSchema.nullable(),
  unread: z.int().nonnegative(),
  restedUntil: timestampSchema.nullable(),
});
export type Stood = z.infer<typeof stoodSchema>;

/** @param by whoever sees it so, with what he has done in it that the hub has not heard yet */
export function stoodAs(dialog: Dialog, by: Id): Stood {
  const { waitingSince, unread, snoozed } = dialog;
  const free = responsibleOf(dialog) === null;
  return {
    lastSeq: placeKnownTo(by, dialog),
    free,
    waitingSince,
    unread,
    restedUntil: snoozed?.until ?? null,
  };
}

/**
 * What is still on its way to the hub has a place only here: there the client's next word may have come before it, and must not count
 * as seen. The client's words and others' turns have theirs from the hub; of one's own only an answer is needed.
 */
function placeKnownTo(by: Id, { lastClientSeq, lastTurn }: Dialog): number {
  const counts = lastTurn !== null && (lastTurn.operatorId !== by || lastTurn.what === 'answered');
  return counts ? Math.max(lastClientSeq, lastTurn.seq) : lastClientSeq;
}
