import { z } from 'zod';
import { idSchema } from '../domain/ids.ts';
import { append, defineDialogIntent } from './define.ts';
import { claim, claimNotices, eventDraft, refuseIfNotOffered } from './rules.ts';

/** Takes a dialog that was offered to the actor. */
export const dialogAcceptTransfer = defineDialogIntent({
  name: 'dialog.acceptTransfer',
  args: z.object({ dialogId: idSchema }),
  check: refuseIfNotOffered,
  effect(ctx, dialog) {
    const { operatorId } = ctx.actor;
    const fromId = dialog.handOver?.fromId ?? operatorId;
    return append(
      claim(ctx, dialog),
      [eventDraft(ctx, 1, { type: 'offer_taken', operatorId, fromId })],
      claimNotices(ctx, dialog),
    );
  },
});
