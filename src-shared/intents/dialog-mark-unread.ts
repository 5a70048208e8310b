import { z } from 'zod';
import { idSchema } from '../domain/ids.ts';
import { append, defineDialogIntent, idle } from './define.ts';
import { eventDraft, refuseIfClosed, refuseIfOthers } from './rules.ts';

/** Puts a dialog back into Unanswered by hand, one that rests, too: the client still waits for something. */
export const dialogMarkUnread = defineDialogIntent({
  name: 'dialog.markUnread',
  args: z.object({ dialogId: idSchema }),
  check(ctx, dialog) {
    return refuseIfClosed(dialog) ?? refuseIfOthers(ctx, dialog);
  },
  effect(ctx, dialog) {
    if (dialog.waitingSince !== null && dialog.unread > 0 && dialog.snoozed === null) return idle(dialog);
    const waiting = {
      ...dialog,
      waitingSince: dialog.waitingSince ?? ctx.now,
      unread: Math.max(1, dialog.unread),
      snoozed: null,
    };
    return append(waiting, [eventDraft(ctx, 1, { type: 'marked_unread', operatorId: ctx.actor.operatorId })]);
  },
});
