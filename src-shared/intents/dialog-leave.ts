import { z } from 'zod';
import { offeredTo } from '../domain/dialog.ts';
import { idSchema } from '../domain/ids.ts';
import { append, defineDialogIntent, idle } from './define.ts';
import { eventDraft, without } from './rules.ts';

/** Leaves a talk one was invited to. The responsible cannot: he hands over or finishes. */
export const dialogLeave = defineDialogIntent({
  name: 'dialog.leave',
  args: z.object({ dialogId: idSchema }),
  check(ctx, dialog) {
    // An offer is declined, with a word to who made it.
    return offeredTo(dialog) === ctx.actor.operatorId
      ? { code: 'invalid', detail: 'the dialog is offered to you: take or decline it' }
      : null;
  },
  effect(ctx, dialog) {
    const { operatorId } = ctx.actor;
    if (!dialog.participantIds.includes(operatorId)) return idle(dialog);
    return append({ ...dialog, participantIds: without(dialog.participantIds, operatorId) }, [
      eventDraft(ctx, 1, { type: 'left', operatorId }),
    ]);
  },
});
