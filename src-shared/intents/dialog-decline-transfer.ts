import { z } from 'zod';
import { guestsOf } from '../domain/dialog.ts';
import { noteSchema } from '../domain/hand-over.ts';
import { idSchema } from '../domain/ids.ts';
import { append, defineDialogIntent } from './define.ts';
import { eventDraft, noticeTo, refuseIfNotOffered } from './rules.ts';

/** Does not take a dialog that was offered: it stays where it is, and who offered it hears why. */
export const dialogDeclineTransfer = defineDialogIntent({
  name: 'dialog.declineTransfer',
  args: z.object({ dialogId: idSchema, note: noteSchema }),
  check: refuseIfNotOffered,
  effect(ctx, dialog, { note }) {
    const { operatorId } = ctx.actor;
    const fromId = dialog.handOver?.fromId ?? operatorId;
    return append(
      { ...dialog, handOver: null, participantIds: guestsOf(dialog) },
      [eventDraft(ctx, 1, { type: 'offer_declined', operatorId, fromId, note })],
      noticeTo(ctx, fromId, 'offer_declined', note),
    );
  },
});
