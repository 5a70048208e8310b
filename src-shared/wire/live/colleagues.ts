import { z } from 'zod';
import { connectedSchema } from '../../domain/presence.ts';
import { idSchema } from '../../domain/ids.ts';

/** Who of the company is connected: everybody at first (`whole`), then what changed. Ends with the connection. */
export const colleaguesSchema = z.object({
  type: z.literal('colleagues'),
  whole: z.boolean(),
  here: z.array(connectedSchema),
  gone: z.array(idSchema),
});
