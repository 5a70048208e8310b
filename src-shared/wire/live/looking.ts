import { z } from 'zod';
import { idSchema } from '../../domain/ids.ts';

/** Windows of one client that can look at dialogs at the same time. */
export const MOST_LOOKED_AT = 16;

/** All dialogs that this client's windows show now; holds until the next, or the end of the connection. */
export const lookingUpSchema = z.object({
  type: z.literal('looking'),
  dialogIds: z.array(idSchema).max(MOST_LOOKED_AT),
});

/**
 * Who has dialogs that the session sees before him: all such dialogs at first (`whole`), then those where it changed, each
 * with everybody who looks. Never stored; the session's own operator is named like the others.
 */
export const lookingDownSchema = z.object({
  type: z.literal('looking'),
  whole: z.boolean(),
  dialogs: z.array(z.object({ dialogId: idSchema, operatorIds: z.array(idSchema) })),
});
