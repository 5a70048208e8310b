import type { Dialog } from '#shared/domain/dialog.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { Arrivals } from './arrivals.ts';
import type { Source } from './live.ts';
import { keepEqual } from './structural.ts';
import type { DialogView } from './views.ts';

/** A dialog as it was read, and what another row of it would make of the same reading. */
export interface DialogReading {
  view: DialogView;
  /** The row under what is pending. */
  row: Dialog;
  /** Null where more than was read would be needed, or something of the person's own is pending: that waits for the commit. */
  as: (row: Dialog) => DialogView | null;
}

/**
 * A dialog as the replica has it, with who has it as of what is on its way there. The words "handed back to you" are shown at
 * their arrival; the right to write to the client must come with them, or what is written in that moment goes to colleagues.
 */
export function dialogWithArrivals(
  arrivals: Arrivals,
  dialogId: Id,
  replica: Source<DialogReading | null>,
): Source<DialogView | null> {
  // Outlives those who listen: whoever comes again while it is still true begins with it.
  let base: DialogReading | null = null;
  return (onValue, onError, known) => {
    if (!known) base = null;
    const laid = (): DialogView | null => {
      const row = arrivals.dialog(dialogId);
      return base && row && concernsRights(base.row, row) ? base.as(row) : null;
    };
    const unwatch = arrivals.watch(dialogId, () => {
      if (base) onValue(laid() ?? base.view);
    });
    const stop = replica(
      (reading) => {
        base = reading;
        onValue(laid() ?? reading?.view ?? null);
      },
      onError,
      known && base && { value: base },
    );
    return () => {
      // With something laid over it, it is not yet what the replica has.
      const bare = laid() === null;
      unwatch();
      return stop() && bare;
    };
  };
}

/** Everything else of a dialog can wait for its commit; most messages change nothing of this. */
function concernsRights(base: Dialog, next: Dialog): boolean {
  const before = rightsIn(base);
  return next.rev > base.rev && keepEqual(before, rightsIn(next)) !== before;
}

function rightsIn({ state, participantIds, handOver, seniorCall }: Dialog) {
  return { state, participantIds, handOver, seniorCall };
}
