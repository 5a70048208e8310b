import { z } from 'zod';
import { isOpen } from '../domain/dialog.ts';
import { idSchema } from '../domain/ids.ts';
import { append, defineDialogIntent, idle } from './define.ts';
import { claim, eventDraft } from './rules.ts';

/**
 * Takes a closed dialog up again, as the actor's own; one that was spam is none any more. Only the hub knows whether the client
 * has a newer one that is open: then it refuses with `newer_dialog`.
 */
export const dialogReopen = defineDialogIntent({
  name: 'dialog.reopen',
  args: z.object({ dialogId: idSchema }),
  check() {
    return null;
  },
  effect(ctx, dialog) {
    if (isOpen(dialog)) return idle(dialog);
    return append({ ...claim(ctx, dialog), lastActivityAt: ctx.now }, [
      eventDraft(ctx, 1, { type: 'reopened', operatorId: ctx.actor.operatorId }),
    ]);
  },
});
