import { z } from 'zod';
import { responsibleOf } from '../domain/dialog.ts';
import { MAX_SNOOZE_MS } from '../domain/hand-over.ts';
import { idSchema, timestampSchema } from '../domain/ids.ts';
import { afterSeqSchema, append, defineDialogIntent, idle } from './define.ts';
import {
  claim,
  claimNotices,
  eventDraft,
  refuseIfClientWrote,
  refuseIfClosed,
  refuseIfOthers,
} from './rules.ts';

/** Lets a dialog rest until a time. A free one becomes the actor's: somebody has to be there when it wakes. */
export const dialogSnooze = defineDialogIntent({
  name: 'dialog.snooze',
  args: z.object({ dialogId: idSchema, until: timestampSchema, afterSeq: afterSeqSchema }),
  check(ctx, dialog, { until, afterSeq }) {
    const refusal =
      refuseIfClosed(dialog) ?? refuseIfOthers(ctx, dialog) ?? refuseIfClientWrote(ctx, dialog, afterSeq);
    if (refusal) return refusal;
    return until > ctx.now + MAX_SNOOZE_MS
      ? { code: 'invalid', detail: 'a dialog rests for a year at most' }
      : null;
  },
  effect(ctx, dialog, { until }) {
    const { operatorId } = ctx.actor;
    // Asked for offline, and over before the hub heard of it.
    if (until <= ctx.now) return idle(dialog);
    const snoozed = { until, byId: operatorId };
    const rests = eventDraft(ctx, 1, { type: 'snoozed', operatorId, until });
    if (responsibleOf(dialog) !== null) return append({ ...dialog, snoozed }, [rests]);
    const claimed = eventDraft(ctx, 2, { type: 'claimed', operatorId });
    return append({ ...claim(ctx, dialog), snoozed }, [rests, claimed], claimNotices(ctx, dialog));
  },
});

export const dialogUnsnooze = defineDialogIntent({
  name: 'dialog.unsnooze',
  args: z.object({ dialogId: idSchema }),
  check(ctx, dialog) {
    return refuseIfClosed(dialog) ?? refuseIfOthers(ctx, dialog);
  },
  effect(ctx, dialog) {
    if (dialog.snoozed === null) return idle(dialog);
    return append({ ...dialog, snoozed: null }, [
      eventDraft(ctx, 1, { type: 'woken', operatorId: ctx.actor.operatorId }),
    ]);
  },
});
