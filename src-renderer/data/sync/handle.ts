import type { Dialog } from '#shared/domain/dialog.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { Message, Visibility } from '#shared/domain/message.ts';
import type { Around } from '#shared/domain/presence.ts';
import type { Down } from '#shared/wire/live/down.ts';
import type { OlderResult, SyncState } from '../db/sync-status.ts';
import type { Observed } from './state.ts';

export type Typing = Extract<Down, { type: 'typing' }>;

/** What is known of messages before they are in the replica. */
export type Arrival =
  /** Received, and about to be committed: in the order of the feed, of dialogs that are in the person's scope; with what else of those has changed. */
  | { kind: 'messages'; messages: Message[]; dialogs: Dialog[] }
  /** What was told before and is not in the replica by now may never be. */
  | { kind: 'withdrawn' };

/**
 * Sync as its users see it, wherever it runs: in this page, in a worker, or in another window that holds the lock.
 * What is read goes through the database, never through here; but for the moment in which a message is on its way there.
 */
export interface SyncHandle {
  readonly state: Observed<SyncState>;
  /** Who is connected and who looks where; nobody while the hub is not reached. */
  readonly around: Observed<Around>;
  /** Who types; ephemeral. */
  onTyping(listener: (typing: Typing) => void): () => void;
  /** What the replica will have in a moment; ephemeral. */
  onArrival(listener: (arrival: Arrival) => void): () => void;
  sendTyping(dialogId: Id, visibility: Visibility): void;
  /** What a window shows now, null for nothing; said again within `LOOK_HOLDS_MS`, or it counts no more. */
  look(window: string, dialogId: Id | null): void;
  /** Somebody has used a key or the pointer in a window. */
  touched(): void;
  /** Brings the page before the oldest known message of a dialog, or of a talk of the team, into the replica. */
  loadOlder(id: Id): Promise<OlderResult>;
  /** Tries now what waits for its next try. */
  reconnect(): void;
  /** The device reports that it has no network any more: sooner known than by a silent heartbeat. */
  networkLost(): void;
  /** Throws the copy away, but for the outbox and the drafts, and takes it anew; the state says how far that is. */
  clearCache(): void;
  /** Stops and lets go; the handle is of no use afterwards. */
  stop(): Promise<void>;
}
