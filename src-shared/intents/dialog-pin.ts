import { z } from 'zod';
import { idSchema } from '../domain/ids.ts';
import { append, defineDialogIntent, idle } from './define.ts';
import { without } from './rules.ts';

const args = z.object({ dialogId: idSchema });

/** Keeps a dialog at the top of the actor's own lists. */
export const dialogPin = defineDialogIntent({
  name: 'dialog.pin',
  args,
  check: () => null,
  effect(ctx, dialog) {
    const { operatorId } = ctx.actor;
    if (dialog.pinnedBy.includes(operatorId)) return idle(dialog);
    return append({ ...dialog, pinnedBy: [...dialog.pinnedBy, operatorId] }, []);
  },
});

export const dialogUnpin = defineDialogIntent({
  name: 'dialog.unpin',
  args,
  check: () => null,
  effect(ctx, dialog) {
    const { operatorId } = ctx.actor;
    if (!dialog.pinnedBy.includes(operatorId)) return idle(dialog);
    return append({ ...dialog, pinnedBy: without(dialog.pinnedBy, operatorId) }, []);
  },
});
