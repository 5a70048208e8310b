import { z } from 'zod';
import { guestsOf, offeredTo, responsibleOf, type Dialog } from '../domain/dialog.ts';
import { handOverCardSchema, handOverTargetSchema, type HandOver } from '../domain/hand-over.ts';
import { idSchema } from '../domain/ids.ts';
import { append, defineDialogIntent, type DialogEffect, type IntentContext } from './define.ts';
import { eventDraft, noticeTo, refuseIfClosed, refuseIfOthers, withId, without } from './rules.ts';

/**
 * Hands a dialog over with a card (scenario C2). A colleague gets an offer, sees the whole talk at once, and takes or declines it;
 * until then it stays where it is. A line gets it into its queue, where the client waits for it.
 */
export const dialogTransfer = defineDialogIntent({
  name: 'dialog.transfer',
  args: z.object({ dialogId: idSchema, to: handOverTargetSchema, card: handOverCardSchema }),
  check(ctx, dialog, { to }) {
    const refusal = refuseIfClosed(dialog) ?? refuseIfOthers(ctx, dialog);
    if (refusal) return refusal;
    const already =
      to.kind === 'operator'
        ? to.operatorId === responsibleOf(dialog) || to.operatorId === ctx.actor.operatorId
        : to.lineId === dialog.lineId && dialog.state.status === 'queued';
    return already ? { code: 'already_there' } : null;
  },
  effect(ctx, dialog, { to, card }) {
    const wasInside = to.kind === 'operator' && guestsOf(dialog).includes(to.operatorId);
    const handOver: HandOver = {
      fromId: ctx.actor.operatorId,
      to,
      card,
      at: ctx.now,
      wasInside,
      state: 'offered',
    };
    return to.kind === 'operator'
      ? offer(ctx, dialog, handOver, to.operatorId)
      : move(ctx, dialog, handOver, to);
  },
});

function offer(ctx: IntentContext, dialog: Dialog, handOver: HandOver, toId: string): DialogEffect {
  const { operatorId } = ctx.actor;
  const { card } = handOver;
  const before = offeredTo(dialog);
  // Whoever an earlier offer was made to is out of it.
  const participantIds = withId(guestsOf(dialog), toId);
  const told = before === null || before === toId ? [] : noticeTo(ctx, before, 'offer_recalled');
  return append(
    { ...dialog, participantIds, handOver },
    [eventDraft(ctx, 1, { type: 'offered', operatorId, toId, card })],
    [...noticeTo(ctx, toId, 'offered', card.reason), ...told],
  );
}

function move(
  ctx: IntentContext,
  dialog: Dialog,
  handOver: HandOver,
  to: { lineId: string; branchId: string },
): DialogEffect {
  const { operatorId } = ctx.actor;
  const before = offeredTo(dialog);
  const told = before === null ? [] : noticeTo(ctx, before, 'offer_recalled');
  const owner = responsibleOf(dialog);
  const moved: Dialog = {
    ...dialog,
    lineId: to.lineId,
    branchId: to.branchId,
    state: { status: 'queued' },
    participantIds: without(guestsOf(dialog), operatorId),
    // The client waits for the line from now on, whoever had the last word.
    waitingSince: dialog.waitingSince ?? ctx.now,
    handOver,
    snoozed: null,
    seniorCall: null,
  };
  const { card } = handOver;
  const event = { type: 'moved', operatorId, fromLineId: dialog.lineId, toLineId: to.lineId, card } as const;
  const owned = owner === null ? [] : noticeTo(ctx, owner, 'taken_over', card.reason);
  return append(moved, [eventDraft(ctx, 1, event)], [...told, ...owned]);
}
