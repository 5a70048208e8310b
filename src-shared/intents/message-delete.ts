import { z } from 'zod';
import { idSchema } from '../domain/ids.ts';
import { refuseDelete } from '../domain/message-rights.ts';
import type { Amendment } from '../domain/message.ts';
import { amend, defineMessageIntent } from './define.ts';
import { carryOf } from './rules.ts';

/**
 * Deletes what the person said, for everybody: nothing of it is kept. What had not gone out yet never will. Senior operators and
 * administrators may also delete what a colleague said.
 */
export const messageDelete = defineMessageIntent({
  name: 'message.delete',
  args: z.object({ dialogId: idSchema, messageId: idSchema }),
  check(ctx, { message }) {
    return refuseDelete(ctx, message);
  },
  effect(ctx, place) {
    const { message } = place;
    const carry = carryOf(message, 'delete');
    const amendment: Amendment | null = carry && { state: 'pending', what: 'delete' };
    const body = { kind: 'deleted', at: ctx.now, by: ctx.actor.operatorId } as const;
    return amend(
      place,
      { ...message, body, replyTo: null, mentions: [], reactions: [], form: undefined, amendment },
      carry,
    );
  },
});
