import { z } from 'zod';
import { responsibleOf } from '../domain/dialog.ts';
import { idSchema } from '../domain/ids.ts';
import { append, defineDialogIntent, idle } from './define.ts';
import { claim, claimNotices, eventDraft, refuseIfClosed } from './rules.ts';

/** "Answer": claims a free dialog for the first who presses it (scenario B3). Pressing it on one's own changes nothing. */
export const dialogAnswer = defineDialogIntent({
  name: 'dialog.answer',
  args: z.object({ dialogId: idSchema }),
  check(ctx, dialog) {
    const closed = refuseIfClosed(dialog);
    if (closed) return closed;
    const responsible = responsibleOf(dialog);
    if (responsible === null || responsible === ctx.actor.operatorId) return null;
    return { code: 'claimed_by_other', operatorId: responsible };
  },
  effect(ctx, dialog) {
    if (dialog.state.status === 'active') return idle(dialog);
    const claimed = eventDraft(ctx, 1, { type: 'claimed', operatorId: ctx.actor.operatorId });
    return append(claim(ctx, dialog), [claimed], claimNotices(ctx, dialog));
  },
});
