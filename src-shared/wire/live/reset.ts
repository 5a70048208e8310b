import { z } from 'zod';

/** The cursor is of another epoch, ahead of the hub, or older than what is kept: only a new snapshot helps. */
export const resetSchema = z.object({
  type: z.literal('reset'),
  reason: z.enum(['other_epoch', 'ahead_of_hub', 'too_old', 'scope_changed']),
});
