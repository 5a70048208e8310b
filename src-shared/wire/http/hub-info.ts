import { z } from 'zod';

/** `GET /api/hub`, without sign-in: tells a client that this address is an Otklik hub and which protocols it speaks. */
export const hubInfoSchema = z.object({
  product: z.literal('otklik-hub'),
  version: z.string(),
  protocol: z.int().positive(),
  oldestClientProtocol: z.int().positive(),
});
export type HubInfo = z.infer<typeof hubInfoSchema>;
