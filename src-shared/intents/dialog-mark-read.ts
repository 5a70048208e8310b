import { z } from 'zod';
import { idSchema } from '../domain/ids.ts';
import { append, defineDialogIntent } from './define.ts';
import { eventDraft, refuseIfClosed, refuseIfOthers } from './rules.ts';

/** Takes a dialog out of Unanswered by hand, without an answer (scenario C9). */
export const dialogMarkRead = defineDialogIntent({
  name: 'dialog.markRead',
  args: z.object({ dialogId: idSchema }),
  check(ctx, dialog) {
    return refuseIfClosed(dialog) ?? refuseIfOthers(ctx, dialog);
  },
  effect(ctx, dialog) {
    if (dialog.waitingSince === null && dialog.unread === 0) return { dialog, messages: [] };
    return append({ ...dialog, waitingSince: null, unread: 0 }, [
      eventDraft(ctx, 1, { type: 'marked_read', operatorId: ctx.actor.operatorId }),
    ]);
  },
});
