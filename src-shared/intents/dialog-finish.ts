import { z } from 'zod';
import { idSchema } from '../domain/ids.ts';
import { afterSeqSchema, append, defineDialogIntent } from './define.ts';
import {
  close,
  closeNotices,
  eventDraft,
  refuseIfClientWrote,
  refuseIfClosed,
  refuseIfOthers,
} from './rules.ts';

/** Finishes a dialog. What the client writes afterwards opens a new one that knows this one. */
export const dialogFinish = defineDialogIntent({
  name: 'dialog.finish',
  args: z.object({ dialogId: idSchema, afterSeq: afterSeqSchema }),
  check(ctx, dialog, args) {
    return (
      refuseIfClosed(dialog) ?? refuseIfOthers(ctx, dialog) ?? refuseIfClientWrote(ctx, dialog, args.afterSeq)
    );
  },
  effect(ctx, dialog) {
    const finished = eventDraft(ctx, 1, { type: 'finished', operatorId: ctx.actor.operatorId });
    return append(close(ctx, dialog, 'finished'), [finished], closeNotices(ctx, dialog));
  },
});
