import { z } from 'zod';
import { responsibleOf } from '../domain/dialog.ts';
import { noteSchema } from '../domain/hand-over.ts';
import { idSchema } from '../domain/ids.ts';
import { append, defineDialogIntent, idle } from './define.ts';
import { eventDraft, noticeTo, refuseIfClosed } from './rules.ts';

/** Gives a dialog back to whom it was taken from by a hand-over; he is responsible again at once. */
export const dialogHandBack = defineDialogIntent({
  name: 'dialog.handBack',
  args: z.object({ dialogId: idSchema, note: noteSchema }),
  check(ctx, dialog) {
    const closed = refuseIfClosed(dialog);
    if (closed) return closed;
    const owner = responsibleOf(dialog);
    const given = dialog.handOver?.state === 'taken' && dialog.handOver.fromId !== ctx.actor.operatorId;
    return given && owner === ctx.actor.operatorId ? null : { code: 'offer_over', operatorId: owner };
  },
  effect(ctx, dialog, { note }) {
    const toId = dialog.handOver?.fromId;
    if (toId === undefined) return idle(dialog);
    return append(
      {
        ...dialog,
        state: { status: 'active', responsibleId: toId },
        participantIds: dialog.participantIds.filter((id) => id !== toId),
        handOver: null,
        snoozed: null,
      },
      [eventDraft(ctx, 1, { type: 'handed_back', operatorId: ctx.actor.operatorId, toId, note })],
      noticeTo(ctx, toId, 'handed_back', note),
    );
  },
});
