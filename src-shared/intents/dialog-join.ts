import { z } from 'zod';
import { responsibleOf } from '../domain/dialog.ts';
import { idSchema } from '../domain/ids.ts';
import { append, defineDialogIntent, idle } from './define.ts';
import { eventDraft, noticeTo, refuseIfClosed, withId } from './rules.ts';

/** Goes into a talk that one sees, to speak in it. A supervisor who comes answers the call for one. */
export const dialogJoin = defineDialogIntent({
  name: 'dialog.join',
  args: z.object({ dialogId: idSchema }),
  check(ctx, dialog) {
    const closed = refuseIfClosed(dialog);
    if (closed) return closed;
    const inside = dialog.participantIds.includes(ctx.actor.operatorId);
    return inside || ctx.actor.role !== 'operator' ? null : { code: 'forbidden' };
  },
  effect(ctx, dialog) {
    const { operatorId, role } = ctx.actor;
    const call = role === 'operator' ? null : dialog.seniorCall;
    const inside = dialog.participantIds.includes(operatorId) || responsibleOf(dialog) === operatorId;
    if (inside && call === null) return idle(dialog);
    return append(
      {
        ...dialog,
        participantIds: inside ? dialog.participantIds : withId(dialog.participantIds, operatorId),
        seniorCall: call === null ? dialog.seniorCall : null,
      },
      [eventDraft(ctx, 1, { type: 'joined', operatorId })],
      call === null ? [] : noticeTo(ctx, call.byId, 'senior_came'),
    );
  },
});
