import { z } from 'zod';
import { idSchema } from '../domain/ids.ts';
import { refuseIfNoText } from '../domain/message-rights.ts';
import { emojiSchema } from '../domain/message.ts';
import { withReaction } from '../domain/reactions.ts';
import { amendIn, defineTalkIntent, nothingIn, refuseIfGone, refuseIfLeft } from './define-talk.ts';

/** Puts a reaction under a message of the team in place of the person's former one; null takes it away. */
export const talkReact = defineTalkIntent({
  name: 'talk.react',
  args: z.object({ talkId: idSchema, messageId: idSchema, emoji: emojiSchema.nullable() }),
  check(ctx) {
    if (ctx.message === null) return refuseIfGone(ctx);
    return refuseIfLeft(ctx) ?? refuseIfNoText(ctx.message);
  },
  effect({ message, actor }, state, { emoji }) {
    if (message === null) return nothingIn(state);
    const reactions = withReaction(message.reactions, actor.operatorId, emoji);
    return reactions === message.reactions ? nothingIn(state) : amendIn(state, { ...message, reactions });
  },
});
