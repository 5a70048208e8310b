import { z } from 'zod';
import { idSchema } from '../domain/ids.ts';
import { refuseEdit, refuseIfEmptied } from '../domain/message-rights.ts';
import { captionSchema } from '../domain/message.ts';
import { amendIn, defineTalkIntent, nothingIn, refuseIfGone, refuseIfLeft } from './define-talk.ts';
import { MAX_MENTIONS } from './message-send.ts';

/**
 * Puts another text in the place of what the person said to colleagues, none where files stay; whom it names only now is called now.
 */
export const talkEdit = defineTalkIntent({
  name: 'talk.edit',
  args: z.object({
    talkId: idSchema,
    messageId: idSchema,
    text: captionSchema,
    /** Colleagues named in the new words; missing: as before. */
    mentions: z.array(idSchema).max(MAX_MENTIONS).optional(),
  }),
  check(ctx, _state, { text }) {
    const { message } = ctx;
    if (message === null) return refuseIfGone(ctx);
    return (
      refuseIfLeft(ctx) ?? refuseEdit({ ...ctx, channel: null }, message) ?? refuseIfEmptied(message, text)
    );
  },
  effect({ message, now, actor }, state, { text, mentions }) {
    if (message?.body.kind !== 'text' || message.body.text === text) return nothingIn(state);
    const named = mentions && [...new Set(mentions)].filter((id) => id !== actor.operatorId);
    const body = { ...message.body, text };
    return amendIn(state, { ...message, body, mentions: named ?? message.mentions, editedAt: now });
  },
});
