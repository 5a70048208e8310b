import { z } from 'zod';
import { idSchema } from '../domain/ids.ts';
import { append, defineDialogIntent } from './define.ts';
import { close, closeNotices, eventDraft, refuseIfClosed, refuseIfOthers } from './rules.ts';

/**
 * Closes a dialog as spam (scenario B13). What the sender writes afterwards is kept there and offered to nobody, until somebody
 * opens the dialog again.
 */
export const dialogSpam = defineDialogIntent({
  name: 'dialog.spam',
  args: z.object({ dialogId: idSchema }),
  check(ctx, dialog) {
    return refuseIfClosed(dialog) ?? refuseIfOthers(ctx, dialog);
  },
  effect(ctx, dialog) {
    const marked = eventDraft(ctx, 1, { type: 'marked_spam', operatorId: ctx.actor.operatorId });
    return append(close(ctx, dialog, 'spam'), [marked], closeNotices(ctx, dialog));
  },
});
