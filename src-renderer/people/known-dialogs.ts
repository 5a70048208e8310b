import type { Dialog } from '#shared/domain/dialog.ts';

/** One of a client's dialogs, and whether it lies on this computer. */
export interface KnownDialog {
  dialog: Dialog;
  here: boolean;
}

/**
 * The client's dialogs of this computer and of the hub as one list, newest first. The replica is kept up to date and wins;
 * the hub's answer adds what is not in it.
 */
export function mergeDialogs(replica: readonly Dialog[], hub: readonly Dialog[]): KnownDialog[] {
  const here = new Set(replica.map((dialog) => dialog.id));
  return [
    ...replica.map((dialog) => ({ dialog, here: true })),
    ...hub.filter((dialog) => !here.has(dialog.id)).map((dialog) => ({ dialog, here: false })),
  ].toSorted((a, b) => b.dialog.createdAt - a.dialog.createdAt);
}
