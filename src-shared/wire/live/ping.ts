import { z } from 'zod';

/** Browsers cannot see WebSocket pings, so the heartbeat is a message. */
export const pingSchema = z.object({ type: z.literal('ping') });
export const pongSchema = z.object({ type: z.literal('pong') });
