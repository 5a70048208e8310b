import { z } from 'zod';
import { guestsOf, offeredTo, responsibleOf } from '../domain/dialog.ts';
import { idSchema } from '../domain/ids.ts';
import { append, defineDialogIntent, idle } from './define.ts';
import { eventDraft, noticeTo, refuseIfClosed, refuseIfOthers } from './rules.ts';

/** Takes back an offer that nobody has taken yet. */
export const dialogRecallTransfer = defineDialogIntent({
  name: 'dialog.recallTransfer',
  args: z.object({ dialogId: idSchema }),
  check(ctx, dialog) {
    const closed = refuseIfClosed(dialog);
    if (closed) return closed;
    if (offeredTo(dialog) === null) return { code: 'offer_over', operatorId: responsibleOf(dialog) };
    return dialog.handOver?.fromId === ctx.actor.operatorId ? null : refuseIfOthers(ctx, dialog);
  },
  effect(ctx, dialog) {
    const toId = offeredTo(dialog);
    if (toId === null) return idle(dialog);
    return append(
      { ...dialog, handOver: null, participantIds: guestsOf(dialog) },
      [eventDraft(ctx, 1, { type: 'offer_recalled', operatorId: ctx.actor.operatorId, toId })],
      noticeTo(ctx, toId, 'offer_recalled'),
    );
  },
});
