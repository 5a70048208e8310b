import { z } from 'zod';
import { idSchema } from '../../domain/ids.ts';
import { refusalSchema } from '../../domain/refusal.ts';
import { positionSchema } from '../../domain/cursor.ts';
import { MAX_INTENTS_PER_REQUEST } from '../protocol.ts';

/**
 * `POST /api/intents`, carried out in order. Each is parsed on its own in the hub, so that one the hub does not know is
 * refused without harm to the others.
 */
export const intentsRequestSchema = z.object({
  protocol: z.int().positive(),
  intents: z
    .array(z.object({ id: idSchema }).loose())
    .min(1)
    .max(MAX_INTENTS_PER_REQUEST),
});

/** `position`: once the replica's cursor is above it, the pending effect can go. */
export const intentResultSchema = z.discriminatedUnion('status', [
  z.object({ status: z.literal('done'), id: idSchema, position: positionSchema }),
  z.object({ status: z.literal('refused'), id: idSchema, refusal: refusalSchema }),
]);
export type IntentResult = z.infer<typeof intentResultSchema>;

/** Results in the order of the request. Sent again, an intent answers what it answered before. */
export const intentsResponseSchema = z.object({ results: z.array(intentResultSchema) });
export type IntentsResponse = z.infer<typeof intentsResponseSchema>;
