import { z } from 'zod';
import { idSchema } from '../domain/ids.ts';
import { defineTalkIntent, nothingIn } from './define-talk.ts';

/**
 * The person has read the talk up to here; unlike a client's dialog, which is read by answering it, a colleague's word is read by looking
 * at it. Goes forward only, whichever device says it and however late. How many of what follows are his own, or name him, only the hub's
 * tables know exactly; it puts them in.
 */
export const talkRead = defineTalkIntent({
  name: 'talk.read',
  args: z.object({ talkId: idSchema, seq: z.int().nonnegative() }),
  check: () => null,
  effect(_ctx, state, { seq }) {
    const { talk, mark } = state;
    const upTo = Math.min(seq, talk.lastSeq);
    if (upTo <= mark.seq) return nothingIn(state);
    return { ...nothingIn(state), mark: { ...mark, seq: upTo, own: 0, mentions: 0 } };
  },
});
