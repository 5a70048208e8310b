import { z } from 'zod';
import { timestampSchema } from '#shared/domain/ids.ts';
import { storageTroubleSchema } from './storage-trouble.ts';

/** The connection with the hub, in states that a person can be told. */
export const connectionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('connecting') }),
  z.object({ kind: z.literal('online') }),
  z.object({ kind: z.literal('offline'), since: timestampSchema }),
  z.object({ kind: z.literal('reconnecting'), since: timestampSchema, nextTryAt: timestampSchema }),
  z.object({ kind: z.literal('client_too_old') }),
  z.object({ kind: z.literal('hub_too_old') }),
  z.object({ kind: z.literal('signed_out') }),
]);
export type ConnectionState = z.infer<typeof connectionSchema>;

const progressSchema = z.object({ done: z.int(), total: z.int() });

/** What sync tells about itself. A schema, because it also travels between windows. */
export const syncStateSchema = z.object({
  connection: connectionSchema,
  /** The first snapshot on its way; null when the replica is whole. */
  firstSync: progressSchema.nullable(),
  /** Closed dialogs of the past on their way, behind everybody's back; null when none are. */
  archive: progressSchema.nullable(),
  /** Why the replica cannot be written; null when it can. */
  storage: storageTroubleSchema.nullable(),
});
export type SyncState = z.infer<typeof syncStateSchema>;

/** How a request for older messages ended. */
export const olderResultSchema = z.enum(['loaded', 'nothing_older', 'offline']);
export type OlderResult = z.infer<typeof olderResultSchema>;
