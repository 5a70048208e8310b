import { z } from 'zod';
import { idSchema } from '../domain/ids.ts';
import { afterSeqSchema, append, defineDialogIntent, idle } from './define.ts';
import { eventDraft, refuseIfClientWrote, refuseIfClosed, refuseIfOthers } from './rules.ts';

/** Takes a dialog out of Unanswered by hand, without an answer (scenario C9). */
export const dialogMarkRead = defineDialogIntent({
  name: 'dialog.markRead',
  args: z.object({ dialogId: idSchema, afterSeq: afterSeqSchema }),
  check(ctx, dialog, args) {
    return (
      refuseIfClosed(dialog) ?? refuseIfOthers(ctx, dialog) ?? refuseIfClientWrote(ctx, dialog, args.afterSeq)
    );
  },
  effect(ctx, dialog) {
    if (dialog.waitingSince === null && dialog.unread === 0) return idle(dialog);
    return append({ ...dialog, waitingSince: null, unread: 0 }, [
      eventDraft(ctx, 1, { type: 'marked_read', operatorId: ctx.actor.operatorId }),
    ]);
  },
});
