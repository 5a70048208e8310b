import { z } from 'zod';
import { responsibleOf } from '../domain/dialog.ts';
import { idSchema } from '../domain/ids.ts';
import { append, defineDialogIntent, idle } from './define.ts';
import { claim, claimNotices, eventDraft, noticeTo, refuseIfClosed } from './rules.ts';

/** "Take over": from a colleague, who hears of it. Anyone free may stand in for one who is busy (scenarios B9, C1). */
export const dialogTake = defineDialogIntent({
  name: 'dialog.take',
  /** `fromId`: whose dialog the person saw it to be. */
  args: z.object({ dialogId: idSchema, fromId: idSchema }),
  check(ctx, dialog, args) {
    const closed = refuseIfClosed(dialog);
    if (closed) return closed;
    const responsible = responsibleOf(dialog);
    if (responsible === null || responsible === args.fromId) return null;
    return responsible === ctx.actor.operatorId
      ? null
      : { code: 'claimed_by_other', operatorId: responsible };
  },
  effect(ctx, dialog) {
    const { operatorId } = ctx.actor;
    const fromId = responsibleOf(dialog);
    if (fromId === operatorId) return idle(dialog);
    const event = eventDraft(
      ctx,
      1,
      fromId === null ? { type: 'claimed', operatorId } : { type: 'taken_over', operatorId, fromId },
    );
    const others = claimNotices(ctx, dialog).filter(
      ({ to }) => to.kind !== 'operator' || to.operatorId !== fromId,
    );
    const told = fromId === null ? [] : noticeTo(ctx, fromId, 'taken_over');
    return append(claim(ctx, dialog), [event], [...told, ...others]);
  },
});
