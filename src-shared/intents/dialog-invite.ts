import { z } from 'zod';
import { responsibleOf } from '../domain/dialog.ts';
import { noteSchema } from '../domain/hand-over.ts';
import { idSchema } from '../domain/ids.ts';
import { append, defineDialogIntent, idle } from './define.ts';
import { eventDraft, noticeTo, refuseIfClosed, refuseIfOthers } from './rules.ts';

/** Most colleagues invited at once. */
export const MAX_INVITED = 20;

/** Invites colleagues: they see the whole talk and may speak in it (scenario C3). */
export const dialogInvite = defineDialogIntent({
  name: 'dialog.invite',
  args: z.object({
    dialogId: idSchema,
    operatorIds: z.array(idSchema).min(1).max(MAX_INVITED),
    note: noteSchema,
  }),
  check(ctx, dialog) {
    return refuseIfClosed(dialog) ?? refuseIfOthers(ctx, dialog);
  },
  effect(ctx, dialog, { operatorIds, note }) {
    const inside = new Set([...dialog.participantIds, responsibleOf(dialog)]);
    const inviteeIds = [...new Set(operatorIds)].filter((id) => !inside.has(id));
    if (inviteeIds.length === 0) return idle(dialog);
    const { operatorId } = ctx.actor;
    return append(
      { ...dialog, participantIds: [...dialog.participantIds, ...inviteeIds] },
      [eventDraft(ctx, 1, { type: 'invited', operatorId, inviteeIds, note })],
      inviteeIds.flatMap((id) => noticeTo(ctx, id, 'invited', note)),
    );
  },
});
