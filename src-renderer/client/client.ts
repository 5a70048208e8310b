import type { Id } from '#shared/domain/ids.ts';
import type { Visibility } from '#shared/domain/message.ts';
import type { Session } from '#shared/wire/http/session.ts';
import type { Queries } from '../data/queries/views.ts';

/** Everything a person can do. Each returns once the intent lies durably in the outbox, not when the hub has done it. */
export interface Actions {
  answer(dialogId: Id): Promise<void>;
  send(dialogId: Id, text: string, visibility: Visibility): Promise<void>;
  markRead(dialogId: Id): Promise<void>;
  finish(dialogId: Id): Promise<void>;
  /** Tries a failed intent again now. */
  retry(intentId: Id): Promise<void>;
  /** Takes a refused or not yet sent intent back; its text, if any, is returned so that it can be edited. */
  discard(intentId: Id): Promise<string | null>;
  saveDraft(dialogId: Id, text: string): Promise<void>;
  /** Tells others that the person types; call freely, it is throttled. */
  typing(dialogId: Id): void;
}

/** What is fetched on demand. */
export interface Remote {
  /** Brings the page before the oldest known message into the replica. */
  loadOlder(dialogId: Id): Promise<'loaded' | 'nothing_older' | 'offline'>;
}

/** One signed-in person's client: what screens get instead of databases and sockets. */
export interface Client {
  session: Session;
  hubUrl: string;
  queries: Queries;
  actions: Actions;
  remote: Remote;
  /** Tries to connect now, without waiting for the back-off. */
  reconnect(): void;
  /**
   * Ends the session on the hub, removes the local copy. Pending intents are counted so that the person can be warned before.
   * `everywhere` ends all sessions of the person first; rejects, with nothing done, when the hub cannot be told.
   */
  signOut(where: 'here' | 'everywhere'): Promise<void>;
  /** Stops sync and closes the database; for unmounting. */
  close(): Promise<void>;
}
