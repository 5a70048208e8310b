import { z } from 'zod';
import { timestampSchema } from '../../domain/ids.ts';

/** The hub accepted the hello; changes follow. */
export const welcomeSchema = z.object({
  type: z.literal('welcome'),
  protocol: z.int().positive(),
  hubVersion: z.string(),
  /** The hub's clock, so that a client with a wrong one can show right times. */
  now: timestampSchema,
});
