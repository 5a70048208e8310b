import { z } from 'zod';
import type { Id } from '#shared/domain/ids.ts';
import type { Down } from '#shared/wire/live/down.ts';
import type { Observed, SyncState } from './state.ts';

export type Typing = Extract<Down, { type: 'typing' }>;

export const olderResultSchema = z.enum(['loaded', 'nothing_older', 'offline']);
export type OlderResult = z.infer<typeof olderResultSchema>;

/**
 * Sync as its users see it, wherever it runs: in this page, in a worker, or in another window that holds the lock.
 * What is read goes through the database, never through here.
 */
export interface SyncHandle {
  readonly state: Observed<SyncState>;
  /** Who types; ephemeral. */
  onTyping(listener: (typing: Typing) => void): () => void;
  sendTyping(dialogId: Id): void;
  /** Brings the page before the oldest known message into the replica. */
  loadOlder(dialogId: Id): Promise<OlderResult>;
  /** Tries now what waits for its next try. */
  reconnect(): void;
  /** The device reports that it has no network any more: sooner known than by a silent heartbeat. */
  networkLost(): void;
  /** Stops and lets go; the handle is of no use afterwards. */
  stop(): Promise<void>;
}
