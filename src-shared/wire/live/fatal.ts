import { z } from 'zod';

/** The hub ends the connection, and trying again in the same way will not help. */
export const fatalSchema = z.object({
  type: z.literal('fatal'),
  code: z.enum(['unauthorized', 'client_too_old', 'client_too_new', 'bad_message', 'too_slow']),
  message: z.string(),
});
