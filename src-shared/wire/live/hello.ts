import { z } from 'zod';
import { cursorSchema } from '../../domain/cursor.ts';

/** First message of a client on the socket. The token travels here and not in the address, which ends up in logs. */
export const helloSchema = z.object({
  type: z.literal('hello'),
  protocol: z.int().positive(),
  token: z.string().max(200),
  /** Where the replica stands; null: it has nothing and will take a snapshot first, so send nothing yet. */
  cursor: cursorSchema.nullable(),
});
