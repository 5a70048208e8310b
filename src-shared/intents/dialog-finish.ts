import { z } from 'zod';
import { idSchema } from '../domain/ids.ts';
import { responsibleOf } from '../domain/dialog.ts';
import { append, defineDialogIntent } from './define.ts';
import { eventDraft, refuseIfClosed, refuseIfOthers } from './rules.ts';

/** Finishes a dialog. What the client writes afterwards opens a new one that knows this one. */
export const dialogFinish = defineDialogIntent({
  name: 'dialog.finish',
  args: z.object({ dialogId: idSchema }),
  check(ctx, dialog) {
    return refuseIfClosed(dialog) ?? refuseIfOthers(ctx, dialog);
  },
  effect(ctx, dialog) {
    return append(
      {
        ...dialog,
        state: {
          status: 'closed',
          // A free dialog that somebody finishes was his work.
          responsibleId: responsibleOf(dialog) ?? ctx.actor.operatorId,
          closedAt: ctx.now,
          outcome: 'finished',
        },
        waitingSince: null,
        unread: 0,
      },
      [eventDraft(ctx, 1, { type: 'finished', operatorId: ctx.actor.operatorId })],
    );
  },
});
