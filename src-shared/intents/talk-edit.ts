import { z } from 'zod';
import { idSchema } from '../domain/ids.ts';
import { refuseEdit, refuseIfEmptied } from '../domain/message-rights.ts';
import { captionSchema } from '../domain/message.ts';
import { amendIn, defineTalkIntent, nothingIn, refuseIfGone, refuseIfLeft } from './define-talk.ts';

/** Puts another text in the place of what the person said to colleagues, none where files stay. */
export const talkEdit = defineTalkIntent({
  name: 'talk.edit',
  args: z.object({ talkId: idSchema, messageId: idSchema, text: captionSchema }),
  check(ctx, _state, { text }) {
    const { message } = ctx;
    if (message === null) return refuseIfGone(ctx);
    return (
      refuseIfLeft(ctx) ?? refuseEdit({ ...ctx, channel: null }, message) ?? refuseIfEmptied(message, text)
    );
  },
  effect({ message, now }, state, { text }) {
    if (message?.body.kind !== 'text' || message.body.text === text) return nothingIn(state);
    return amendIn(state, { ...message, body: { ...message.body, text }, editedAt: now });
  },
});
