import { z } from 'zod';
import { responsibleOf } from '../domain/dialog.ts';
import { idSchema } from '../domain/ids.ts';
import { messageTextSchema, visibilitySchema } from '../domain/message.ts';
import type { MessageDraft } from '../domain/transcript.ts';
import { append, defineDialogIntent } from './define.ts';
import { claim, eventDraft, refuseIfClosed, refuseIfOthers } from './rules.ts';

/**
 * Says something in a dialog. The message has the id of the intent. A public answer to a free dialog also claims it:
 * whoever answers is responsible (scenario B4).
 */
export const messageSend = defineDialogIntent({
  name: 'message.send',
  args: z.object({
    dialogId: idSchema,
    text: messageTextSchema,
    visibility: visibilitySchema,
    /** `lastSeq` of the dialog as the author saw it when he pressed Send; null when he could not know it. */
    afterSeq: z.int().nonnegative().nullable(),
  }),
  check(ctx, dialog, args) {
    const closed = refuseIfClosed(dialog);
    if (closed) return closed;
    // Colleagues in scope may always leave a hidden note; it binds nobody.
    return args.visibility === 'hidden' ? null : refuseIfOthers(ctx, dialog);
  },
  effect(ctx, dialog, args) {
    const said: MessageDraft = {
      id: ctx.intentId,
      author: { kind: 'operator', operatorId: ctx.actor.operatorId },
      visibility: args.visibility,
      body: { kind: 'text', text: args.text },
      delivery: args.visibility === 'public' ? { state: 'pending' } : null,
      at: ctx.now,
    };
    if (args.visibility === 'hidden' || responsibleOf(dialog) !== null) return append(dialog, [said]);
    const claimed = eventDraft(ctx, 1, { type: 'claimed', operatorId: ctx.actor.operatorId });
    return append(claim(ctx, dialog), [claimed, said]);
  },
});
