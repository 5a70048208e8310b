import { z } from 'zod';
import { idSchema } from '../domain/ids.ts';
import { refuseEdit, refuseIfEmptied } from '../domain/message-rights.ts';
import { captionSchema, type Amendment } from '../domain/message.ts';
import { amend, defineMessageIntent, leave } from './define.ts';
import { carryOf } from './rules.ts';

/**
 * Puts another text in the place of what the person said before, none where files stay. Who was claimed, answered or kept waiting
 * by it stays so.
 */
export const messageEdit = defineMessageIntent({
  name: 'message.edit',
  args: z.object({ dialogId: idSchema, messageId: idSchema, text: captionSchema }),
  check(ctx, { message }, { text }) {
    return refuseEdit(ctx, message) ?? refuseIfEmptied(message, text);
  },
  effect(ctx, place, { text }) {
    const { message } = place;
    if (message.body.kind !== 'text' || message.body.text === text) return leave(place);
    const carry = carryOf(message, 'edit');
    const amendment: Amendment | null = carry && { state: 'pending', what: 'edit' };
    const body = { ...message.body, text };
    return amend(place, { ...message, body, editedAt: ctx.now, amendment }, carry);
  },
});
