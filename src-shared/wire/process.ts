import { z } from 'zod';

/** What the hub, as a program, tells the process that started it: that it serves and where, or why it cannot start. */
export const hubSaidSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('ready'),
    url: z.string(),
    clientUrl: z.string(),
    /** Null without demo data. */
    shopUrl: z.string().nullable(),
    chatUrl: z.string().nullable(),
    logins: z.array(
      z.object({ login: z.string(), password: z.string(), name: z.string(), role: z.string() }),
    ),
  }),
  z.object({ type: z.literal('fatal'), code: z.string(), message: z.string() }),
]);
export type HubSaid = z.infer<typeof hubSaidSchema>;
export type HubReady = Extract<HubSaid, { type: 'ready' }>;
