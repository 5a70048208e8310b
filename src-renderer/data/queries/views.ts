import type { Contact } from '#shared/domain/contact.ts';
import type { Dialog } from '#shared/domain/dialog.ts';
import type { Branch, Channel, Line, Operator, Workspace } from '#shared/domain/directory.ts';
import type { Id, Timestamp } from '#shared/domain/ids.ts';
import type { ListName } from '#shared/domain/lists.ts';
import type { Message } from '#shared/domain/message.ts';
import type { Refusal } from '#shared/domain/refusal.ts';
import type { IntentName } from '#shared/intents/all.ts';

/** What screens see: rows of the replica with the effects of pending intents laid over them. */

/** A value that changes. Calls back soon after subscribing and then with every change; returns the way to stop. */
export interface Live<T> {
  subscribe(onValue: (value: T) => void, onError?: (error: unknown) => void): () => void;
  /** The newest value while somebody is subscribed; undefined before the first. Saves a second subscriber a frame. */
  current?(): T | undefined;
}

/** One row of a list of dialogs, joined with what the row shows. */
export interface DialogRow {
  dialog: Dialog;
  contact: Contact | null;
  channel: Channel | null;
  line: Line | null;
  responsible: Operator | null;
  /** The colleague who said the last text; null when the client did, or somebody unknown. */
  lastAuthor: Operator | null;
  /** Not yet confirmed by the hub: something of this row is the effect of an own pending intent. */
  pending: boolean;
  /** First line of an unsent draft, shown instead of the last text. */
  draft: string | null;
}

export interface DialogListView {
  rows: DialogRow[];
  /** All rows of the list in the replica, of which `rows` are the first. */
  total: number;
}

export type Counters = Record<ListName, number>;

export interface DialogView {
  dialog: Dialog;
  contact: Contact | null;
  channel: Channel | null;
  line: Line | null;
  branch: Branch | null;
  responsible: Operator | null;
  /** Null: allowed now. Otherwise why the action would be refused; computed by the same rules as in the hub. */
  can: Record<'answer' | 'finish' | 'markRead' | 'reply', Refusal | null>;
}

/** Way of an own intent that the hub has not answered yet, or refused. */
export type PendingState =
  | { kind: 'waiting' }
  | { kind: 'sending' }
  | { kind: 'confirmed' }
  | { kind: 'failed'; reason: string }
  | { kind: 'refused'; refusal: Refusal };

export interface TranscriptItem {
  message: Message;
  /** Null for what the hub knows. */
  pending: PendingState | null;
}

export interface TranscriptView {
  /** By rising seq, pending ones last. Neighbours without a hole. */
  items: TranscriptItem[];
  /** Older messages exist; ask `remote.loadOlder`. Never guessed: false only when the first message is here. */
  hasOlder: boolean;
}

/** An intent that was refused, until the person has seen it. */
export interface RefusalNotice {
  intentId: Id;
  name: IntentName;
  dialogId: Id;
  /** Text of a refused message, so that nothing typed is lost. */
  text: string | null;
  refusal: Refusal;
  at: Timestamp;
}

/** Something in the outbox that this version cannot read, so it can only be shown and discarded. */
export interface DeadLetter {
  intentId: Id;
  dialogId: Id;
  /** Name of the intent as it was stored; hostile or empty. */
  name: string;
  text: string | null;
  reason: string;
  at: Timestamp;
}

export interface DirectoryView {
  workspace: Workspace | null;
  branches: ReadonlyMap<Id, Branch>;
  lines: ReadonlyMap<Id, Line>;
  channels: ReadonlyMap<Id, Channel>;
  operators: ReadonlyMap<Id, Operator>;
}

/** The connection with the hub, in states that a person can be told. */
export type ConnectionState =
  | { kind: 'connecting' }
  | { kind: 'online' }
  | { kind: 'offline'; since: Timestamp }
  | { kind: 'reconnecting'; since: Timestamp; nextTryAt: Timestamp }
  | { kind: 'client_too_old' }
  | { kind: 'hub_too_old' }
  | { kind: 'signed_out' };

export interface SyncStatus {
  connection: ConnectionState;
  /** The first snapshot on its way; null when the replica is whole. */
  firstSync: { done: number; total: number } | null;
  /** Own intents not yet confirmed. */
  pending: number;
  /** The replica cannot be written (full, broken); null when it can. */
  storage: { kind: 'full' | 'broken'; detail: string } | null;
}

export interface TypingView {
  client: boolean;
  operatorIds: Id[];
}

/** Everything that screens can read. */
export interface Queries {
  counters(): Live<Counters>;
  /** The first `limit` rows. Unanswered: who waits longest first; others: newest activity first. */
  list(name: ListName, limit: number): Live<DialogListView>;
  /** Null: not in the replica (gone, or never seen). */
  dialog(dialogId: Id): Live<DialogView | null>;
  /** The newest `limit` messages. */
  transcript(dialogId: Id, limit: number): Live<TranscriptView>;
  /** The client's dialogs in the replica, newest first. */
  contactDialogs(contactId: Id): Live<Dialog[]>;
  directory(): Live<DirectoryView>;
  status(): Live<SyncStatus>;
  typing(dialogId: Id): Live<TypingView>;
  draft(dialogId: Id): Promise<string>;
  /** Refused intents, and those that failed for good (as refusals with code `invalid`), oldest first. */
  refusals(): Live<RefusalNotice[]>;
  deadLetters(): Live<DeadLetter[]>;
}
