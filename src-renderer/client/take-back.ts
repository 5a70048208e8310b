import type { Dialog } from '#shared/domain/dialog.ts';
import { undoOf, type Undoable } from '#shared/domain/undo.ts';
import type { Client } from './client.ts';

/** Makes what was done to a dialog undone. @param before how it was then */
export async function takeBack({ actions }: Client, deed: Undoable, before: Dialog): Promise<void> {
  for (const step of undoOf(deed, before)) {
    if (step.kind === 'snooze') await actions.snooze(before.id, step.until);
    else await actions[step.kind](before.id);
  }
}
