import { z } from 'zod';
import { idSchema } from '../domain/ids.ts';
import { refuseEdit, refuseIfEmptied } from '../domain/message-rights.ts';
import { captionSchema, type Amendment } from '../domain/message.ts';
import { amend, defineMessageIntent, leave } from './define.ts';
import { MAX_MENTIONS } from './message-send.ts';
import { carryOf, noticeTo } from './rules.ts';

/**
 * Puts another text in the place of what the person said before, none where files stay. Who was claimed, answered or kept waiting
 * by it stays so; whom a hidden message names only now hears of it now.
 */
export const messageEdit = defineMessageIntent({
  name: 'message.edit',
  args: z.object({
    dialogId: idSchema,
    messageId: idSchema,
    text: captionSchema,
    /** Colleagues named in the new words of a hidden message; missing: as before. */
    mentions: z.array(idSchema).max(MAX_MENTIONS).optional(),
  }),
  check(ctx, { message }, { text }) {
    return refuseEdit(ctx, message) ?? refuseIfEmptied(message, text);
  },
  effect(ctx, place, { text, mentions }) {
    const { message } = place;
    if (message.body.kind !== 'text' || message.body.text === text) return leave(place);
    const carry = carryOf(message, 'edit');
    const amendment: Amendment | null = carry && { state: 'pending', what: 'edit' };
    const body = { ...message.body, text };
    const hidden = message.visibility === 'hidden';
    const named = hidden && mentions ? [...new Set(mentions)] : message.mentions;
    const told = named
      .filter((id) => !message.mentions.includes(id))
      .flatMap((id) => noticeTo(ctx, id, 'mentioned', text));
    return amend(place, { ...message, body, mentions: named, editedAt: ctx.now, amendment }, carry, told);
  },
});
