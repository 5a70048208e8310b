import { z } from 'zod';
import { timestampSchema } from '#shared/domain/ids.ts';

/** The connection with the hub, in states that a person can be told. */
const connectionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('connecting') }),
  z.object({ kind: z.literal('online') }),
  z.object({ kind: z.literal('offline'), since: timestampSchema }),
  z.object({ kind: z.literal('reconnecting'), since: timestampSchema, nextTryAt: timestampSchema }),
  z.object({ kind: z.literal('client_too_old') }),
  z.object({ kind: z.literal('hub_too_old') }),
  z.object({ kind: z.literal('signed_out') }),
]);

/** What sync tells about itself. A schema, because it also travels between windows. */
export const syncStateSchema = z.object({
  connection: connectionSchema,
  firstSync: z.object({ done: z.int(), total: z.int() }).nullable(),
  storage: z.object({ kind: z.enum(['full', 'broken']), detail: z.string() }).nullable(),
});
export type SyncState = z.infer<typeof syncStateSchema>;

export const initialSyncState: SyncState = {
  connection: { kind: 'connecting' },
  firstSync: null,
  storage: null,
};

/** A value with listeners; a set that changes nothing tells nobody. */
export class Observed<T> {
  private value: T;
  private readonly listeners = new Set<(value: T) => void>();

  constructor(value: T) {
    this.value = value;
  }

  current(): T {
    return this.value;
  }

  set(value: T): void {
    if (JSON.stringify(value) === JSON.stringify(this.value)) return;
    this.value = value;
    for (const listener of this.listeners) listener(value);
  }

  subscribe(listener: (value: T) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
