import { z } from 'zod';
import { idSchema } from '../domain/ids.ts';
import { refuseDelete, refuseIfNoText } from '../domain/message-rights.ts';
import { amendIn, defineTalkIntent, nothingIn, refuseIfGone } from './define-talk.ts';

/**
 * Deletes what the person said, for everybody; nothing of it is kept. In a line's talk its supervisors may delete what a colleague said, as
 * in dialogs. Between two people there is no supervisor.
 */
export const talkDelete = defineTalkIntent({
  name: 'talk.delete',
  args: z.object({ talkId: idSchema, messageId: idSchema }),
  check(ctx, { talk }) {
    const { message, actor } = ctx;
    if (message === null) return refuseIfGone(ctx);
    const role = talk.place.kind === 'line' ? actor.role : 'operator';
    return refuseDelete({ ...ctx, actor: { ...actor, role }, channel: null }, message);
  },
  effect({ message, actor, now }, state) {
    if (message === null || refuseIfNoText(message) !== null) return nothingIn(state);
    const body = { kind: 'deleted', at: now, by: actor.operatorId } as const;
    return amendIn(state, { ...message, body, replyTo: null, mentions: [], reactions: [] });
  },
});
