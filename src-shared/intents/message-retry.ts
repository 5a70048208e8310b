import { z } from 'zod';
import { idSchema } from '../domain/ids.ts';
import { amend, defineMessageIntent, leave } from './define.ts';
import { refuseIfOthers } from './rules.ts';

/**
 * What failed, or of which nobody knows whether it came through, goes once more because the person says so: first the message itself,
 * otherwise what was changed in it. Anything else needs no second try, and nothing is done.
 */
export const messageRetry = defineMessageIntent({
  name: 'message.retry',
  args: z.object({ dialogId: idSchema, messageId: idSchema }),
  check(ctx, { dialog }) {
    return refuseIfOthers(ctx, dialog);
  },
  effect(_ctx, place) {
    const { delivery, amendment, body } = place.message;
    if ((delivery?.state === 'failed' || delivery?.state === 'unknown') && body.kind !== 'deleted')
      return amend(place, { ...place.message, delivery: { state: 'pending' }, amendment: null }, 'send');
    if (amendment === null || amendment.state === 'pending') return leave(place);
    const again = { state: 'pending', what: amendment.what } as const;
    return amend(place, { ...place.message, amendment: again }, amendment.what);
  },
});
