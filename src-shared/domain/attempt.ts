import { z } from 'zod';
import { deliveryFailureSchema } from './delivery.ts';
import { timestampSchema } from './ids.ts';

/** What is carried to the client's messenger about one message. */
export const workSchema = z.enum(['send', 'edit', 'delete', 'react']);

/** One try to carry it. `outcome` null: it began and is not finished, or its hub died over it. */
export const attemptSchema = z.object({
  work: workSchema,
  startedAt: timestampSchema,
  endedAt: timestampSchema.nullable(),
  outcome: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('sent') }),
      z.object({ kind: z.literal('retry'), failure: deliveryFailureSchema }),
      z.object({ kind: z.literal('failed'), failure: deliveryFailureSchema }),
      z.object({ kind: z.literal('unknown') }),
      z.object({ kind: z.literal('moot') }),
    ])
    .nullable(),
});
export type Attempt = z.infer<typeof attemptSchema>;

/** What is not done yet. `nextAt` null: it is being tried now; `behind`: other messages of the dialog go first. */
export const openWorkSchema = z.object({
  work: workSchema,
  nextAt: timestampSchema.nullable(),
  behind: z.boolean(),
});
export type OpenWork = z.infer<typeof openWorkSchema>;

/** All that was tried to bring a message, and changes of it, to the client; oldest first. */
export const messageAttemptsSchema = z.object({
  attempts: z.array(attemptSchema),
  open: z.array(openWorkSchema),
});
export type MessageAttempts = z.infer<typeof messageAttemptsSchema>;
