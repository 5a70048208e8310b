import type { DirectoryView } from '#renderer/data/queries/views.ts';
import { linesOf, type LineTarget } from '#renderer/people/choice/targets.ts';
import { offeredTo, responsibleOf, type Dialog } from '#shared/domain/dialog.ts';
import type { Id } from '#shared/domain/ids.ts';

/** Whom one dialog can be given to. Pure. */

/** The line that waits for it already is none; those of the dialog's own branch are meant most often. */
export function lines(directory: DirectoryView, dialog: Dialog): LineTarget[] {
  const queued = dialog.state.status === 'queued';
  return linesOf(directory)
    .filter(({ line }) => !queued || line.id !== dialog.lineId)
    .map((target) => ({ ...target, same: target.line.id === dialog.lineId }))
    .toSorted(
      (a, b) => Number(b.line.branchId === dialog.branchId) - Number(a.line.branchId === dialog.branchId),
    );
}

/** Who cannot get a dialog: who has it, who is asked already, and oneself. */
export function outOfTransfer(dialog: Dialog, me: Id): ReadonlySet<Id> {
  return new Set([me, responsibleOf(dialog), offeredTo(dialog)].filter((id) => id !== null));
}

/** Who cannot be invited: everybody who is in it. */
export function outOfInvitation(dialog: Dialog, me: Id): ReadonlySet<Id> {
  return new Set([me, responsibleOf(dialog), ...dialog.participantIds].filter((id) => id !== null));
}
