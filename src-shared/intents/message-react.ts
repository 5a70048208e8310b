import { z } from 'zod';
import { abilitiesOf } from '../domain/channel-abilities.ts';
import { idSchema } from '../domain/ids.ts';
import { emojiSchema } from '../domain/message.ts';
import { refuseIfNoText } from '../domain/message-rights.ts';
import { withReaction } from '../domain/reactions.ts';
import { amend, defineMessageIntent, leave } from './define.ts';
import { refuseIfOthers } from './rules.ts';

/**
 * Puts a reaction under a message in place of the person's former one; null takes it away. Under a public message the client sees
 * it where his messenger can show it, so it is for those who may answer him.
 */
export const messageReact = defineMessageIntent({
  name: 'message.react',
  args: z.object({ dialogId: idSchema, messageId: idSchema, emoji: emojiSchema.nullable() }),
  check(ctx, { dialog, message }) {
    return refuseIfNoText(message) ?? (message.visibility === 'hidden' ? null : refuseIfOthers(ctx, dialog));
  },
  effect(ctx, place, { emoji }) {
    const { message } = place;
    const reactions = withReaction(message.reactions, ctx.actor.operatorId, emoji);
    if (reactions === message.reactions) return leave(place);
    const shown = message.visibility === 'public' && abilitiesOf(ctx.channel).mostReactions > 0;
    // Trouble with the one before is over.
    const amendment = message.amendment?.what === 'react' ? null : message.amendment;
    return amend(place, { ...message, reactions, amendment }, shown ? 'react' : null);
  },
});
