import { z } from 'zod';
import { noteSchema } from '../domain/hand-over.ts';
import { idSchema } from '../domain/ids.ts';
import { MAX_NOTICE_TEXT } from '../domain/notice.ts';
import { cutText } from '../lib/text.ts';
import { append, defineDialogIntent } from './define.ts';
import { eventDraft, refuseIfClosed, refuseIfOthers } from './rules.ts';

/** Calls a senior operator of the branch; whoever comes first goes in (scenario C3). */
export const dialogCallSenior = defineDialogIntent({
  name: 'dialog.callSenior',
  args: z.object({ dialogId: idSchema, note: noteSchema }),
  check(ctx, dialog) {
    return refuseIfClosed(dialog) ?? refuseIfOthers(ctx, dialog);
  },
  effect(ctx, dialog, { note }) {
    const { operatorId } = ctx.actor;
    return append(
      { ...dialog, seniorCall: { byId: operatorId, note, at: ctx.now } },
      [eventDraft(ctx, 1, { type: 'senior_called', operatorId, note })],
      [{ to: { kind: 'seniors' }, kind: 'senior_called', text: cutText(note, MAX_NOTICE_TEXT) }],
    );
  },
});
