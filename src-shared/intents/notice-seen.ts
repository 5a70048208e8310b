import { z } from 'zod';
import { idSchema } from '../domain/ids.ts';
import { defineOwnIntent } from './define.ts';

/** Most notices put aside at once. */
export const MAX_SEEN = 500;

/** The person has seen these notices; they stay, and count no more. */
export const noticeSeen = defineOwnIntent({
  name: 'notice.seen',
  args: z.object({ noticeIds: z.array(idSchema).min(1).max(MAX_SEEN) }),
});
