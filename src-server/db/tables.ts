/**
 * The shape of the database for Kysely, one interface per table as `migrations/` make them. `workspace_id` leads every key;
 * the few tables without it (`logins`, `sign_in_attempts`, `migrations`) are the hub's own directory.
 *
 * Times are `Date` here and milliseconds everywhere else; `rows.ts` translates.
 */
import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { Attachment, AttachmentKind } from '#shared/domain/attachment.ts';
import type { ContactNote, Email, MergedContact, Phone } from '#shared/domain/contact.ts';
import type { DeliveryFailure, DeliveryState } from '#shared/domain/delivery.ts';
import type { Dialog, LastMessage, Turn } from '#shared/domain/dialog.ts';
import type { ChannelKind, Role } from '#shared/domain/directory.ts';
import type { Form, FormAnswers } from '#shared/domain/form.ts';
import type { HandOver, SeniorCall, Snooze } from '#shared/domain/hand-over.ts';
import type { NoticeKind } from '#shared/domain/notice.ts';
import type { PresenceChoice } from '#shared/domain/presence.ts';
import type {
  Amendment,
  DialogEvent,
  MessageBody,
  Quotation,
  Reaction,
  Visibility,
} from '#shared/domain/message.ts';
import type { Carry } from '#shared/intents/define.ts';
import type { Refusal } from '#shared/domain/refusal.ts';
import type { Audience } from '#shared/domain/scope.ts';
import type { StoredChange } from '../feed/entry.ts';
import type { SitechatItemsTable, SitechatVisitorsTable } from './sitechat-tables.ts';
import type { TeamTables } from './team-tables.ts';
import type {
  QuickRepliesTable,
  QuickReplyFilesTable,
  QuickReplySlotsTable,
  SavedFiltersTable,
} from './own-tables.ts';

/** jsonb: an object when read, JSON text when written. */
type Json<T extends object> = JSONColumnType<T>;
type NullableJson<T extends object> = ColumnType<T | null, string | null, string | null>;
type WithDefault<T extends object> = ColumnType<T, string | undefined, string>;
/** xid8: decimal text; the database fills it in. */
type Xid = ColumnType<string, string | undefined, string>;

export type Deleted = Omit<Extract<MessageBody, { kind: 'deleted' }>, 'kind'>;

export interface WorkspacesTable {
  id: string;
  name: string;
  rev: Generated<number>;
  /** Number of the newest contact; counted up under the row's lock. */
  contact_count: Generated<number>;
}

export interface BranchesTable {
  workspace_id: string;
  id: string;
  name: string;
  rev: Generated<number>;
}

export interface LinesTable {
  workspace_id: string;
  id: string;
  branch_id: string;
  name: string;
  rev: Generated<number>;
}

export interface ChannelsTable {
  workspace_id: string;
  id: string;
  line_id: string;
  kind: ChannelKind;
  name: string;
  /** The channel's own settings, parsed by its module. */
  config: Json<Record<string, unknown>>;
  active: Generated<boolean>;
  rev: Generated<number>;
}

export interface OperatorsTable {
  workspace_id: string;
  id: string;
  name: string;
  role: Role;
  active: Generated<boolean>;
  rev: Generated<number>;
}

export interface LineMembersTable {
  workspace_id: string;
  operator_id: string;
  line_id: string;
}

export interface BranchMembersTable {
  workspace_id: string;
  operator_id: string;
  branch_id: string;
}

/** What an operator says of himself; no row: nothing yet. */
export interface OperatorPresenceTable {
  workspace_id: string;
  operator_id: string;
  choice: PresenceChoice;
  /** Since when it is this choice. */
  since: Date;
  /** When he last said so: an older word that comes later changes nothing. */
  said_at: Date;
  rev: Generated<number>;
}

/** Who has a live connection to which hub; see `013-presence`. */
export interface OperatorConnectionsTable {
  workspace_id: string;
  /** Number of the hub process: `bus/presence.ts`. */
  instance: number;
  operator_id: string;
  since: Date;
  idle_since: Date | null;
}

/** Hub-wide: a login tells which workspace it belongs to. */
export interface LoginsTable {
  login: string;
  workspace_id: string;
  operator_id: string;
  password_hash: string;
}

export interface SessionsTable {
  workspace_id: string;
  token_hash: Buffer;
  operator_id: string;
  device: string;
  created_at: Generated<Date>;
  last_used_at: Generated<Date>;
  expires_at: Date;
}

export interface SignInAttemptsTable {
  key: string;
  window_started_at: Date;
  count: number;
  /** When one was let through last; only where attempts are spaced out. */
  admitted_at: Date | null;
}

export interface ContactsTable {
  workspace_id: string;
  id: string;
  number: number;
  name: string | null;
  phones: WithDefault<Phone[]>;
  emails: WithDefault<Email[]>;
  tags: Generated<string[]>;
  notes: WithDefault<ContactNote[]>;
  merged: WithDefault<MergedContact[]>;
  merged_into: string | null;
  /** Numbers and addresses of his own words that colleagues took away. */
  dropped: Generated<string[]>;
  created_at: Date;
  rev: Generated<number>;
}

export interface ContactIdentitiesTable {
  workspace_id: string;
  channel_id: string;
  external_id: string;
  contact_id: string;
  kind: ChannelKind;
  display: string | null;
}

/** A contact that became part of another, and what it brought. */
export interface ContactMergesTable {
  workspace_id: string;
  id: string;
  from_id: string;
  into_id: string;
  brought: Json<Brought>;
  undone: Generated<boolean>;
}

/** What the other contact did not have before. */
export interface Brought {
  name: boolean;
  phones: string[];
  emails: string[];
  tags: string[];
  notes: string[];
  identities: { channelId: string; externalId: string }[];
}

export interface DialogsTable {
  workspace_id: string;
  id: string;
  channel_id: string;
  line_id: string;
  branch_id: string;
  contact_id: string;
  /** Whom the channel talks with: `contact_identities.external_id`. */
  external_user_id: string;
  status: Dialog['state']['status'];
  responsible_id: string | null;
  closed_at: Date | null;
  outcome: 'finished' | 'spam' | 'silence' | null;
  participant_ids: Generated<string[]>;
  previous_dialog_id: string | null;
  page_url: string | null;
  created_at: Date;
  last_activity_at: Date;
  waiting_since: Date | null;
  unread: number;
  last_seq: number;
  last_message: NullableJson<LastMessage>;
  last_turn: NullableJson<Turn>;
  last_client_seq: number;
  hand_over: NullableJson<HandOver>;
  snoozed: NullableJson<Snooze>;
  senior_call: NullableJson<SeniorCall>;
  pinned_by: Generated<string[]>;
  rev: number;
  /** Transaction of the last change. */
  xid: Xid;
}

export interface MessagesTable {
  workspace_id: string;
  dialog_id: string;
  seq: number;
  id: string;
  author_kind: 'client' | 'operator' | 'system';
  /** The contact or the operator; null for the system. */
  author_id: string | null;
  visibility: Visibility;
  kind: 'text' | 'event';
  text: string | null;
  event: NullableJson<DialogEvent>;
  attachments: Json<Attachment[]>;
  mentions: Generated<string[]>;
  delivery_state: DeliveryState | null;
  delivery_at: Date | null;
  delivery_failure: NullableJson<DeliveryFailure>;
  reply_to: NullableJson<Quotation>;
  edited_at: Date | null;
  amendment: NullableJson<Amendment>;
  reactions: ColumnType<Reaction[], string | undefined, string>;
  /** What it asks the client; only what goes out to him has one. */
  form: NullableJson<Form>;
  /** What of it answers a form; only what a client said has it. */
  answers: NullableJson<FormAnswers>;
  /** What was said is gone; `text` is empty. */
  deleted: NullableJson<Deleted>;
  /** Made by the database: the client sees it. Only such a message can have anything to do in the queue of deliveries. */
  shared: ColumnType<boolean, never, never>;
  at: Date;
  rev: Generated<number>;
  /** Made by the database: the author is an operator, the text is public. Only such a message can have a delivery. */
  outgoing: ColumnType<boolean, never, never>;
}

/** What a channel brought, once. */
export interface IncomingTable {
  workspace_id: string;
  channel_id: string;
  external_message_id: string;
  dialog_id: string;
  message_id: string;
  seq: number;
}

export interface DeliveriesTable {
  workspace_id: string;
  message_id: string;
  dialog_id: string;
  seq: number;
  channel_id: string;
  external_user_id: string;
  /** `queued` → `sending` (a worker holds it until `lease_until`) → `settled`. */
  status: Generated<'queued' | 'sending' | 'settled'>;
  /** What is to be done; once per message and kind. */
  work: Generated<Carry>;
  /** Order of asking; one dialog's work is done in this order. */
  n: Generated<string>;
  asked_rev: Generated<number>;
  carried_rev: number | null;
  tried_before: Generated<number>;
  attempts: Generated<number>;
  next_at: Generated<Date>;
  lease_until: Date | null;
  /** Number of the hub process that holds it; see `bus/presence.ts`. */
  worker: number | null;
  /** Id that the channel gave to the message; receipts name it. */
  external_id: string | null;
  outgoing: ColumnType<boolean, boolean | undefined, never>;
}

export interface DeliveryAttemptsTable {
  workspace_id: string;
  message_id: string;
  work: Generated<Carry>;
  attempt: number;
  started_at: Generated<Date>;
  ended_at: Date | null;
  outcome: NullableJson<Record<string, unknown>>;
}

export interface IntentsTable {
  workspace_id: string;
  id: string;
  operator_id: string;
  name: string;
  /** sha256 of what was asked: the same id with another request is a mistake and is not carried out. */
  request_hash: Buffer;
  /** Null: done. */
  refusal: NullableJson<Refusal>;
  /** The change that carried it out; where there was nothing to do, the newest one before it. */
  xid: Xid;
  at: Generated<Date>;
}

export interface FeedTable {
  workspace_id: string;
  xid: Xid;
  n: ColumnType<string, never, never>;
  change: Json<StoredChange>;
  /** Who sees it: any of these. Null: everybody in the workspace. */
  audiences: ColumnType<Audience[] | null, string | null, never>;
  /** Who saw the dialog before; null: it is new. */
  previous_audience: ColumnType<Audience | null, string | null, never>;
  /** Only for this operator. */
  operator_id: string | null;
  /** These three are made from the others by the database. */
  type: ColumnType<StoredChange['type'] | null, never, never>;
  dialog_id: ColumnType<string | null, never, never>;
  /** Nobody gained or lost sight of the dialog by this. */
  sight_kept: ColumnType<boolean | null, never, never>;
  at: Generated<Date>;
}

export interface FeedStateTable {
  workspace_id: string;
  epoch: string;
  /** Cluster and timeline in which this epoch was begun: `<system identifier>/<timeline>`. */
  cluster: string;
  /** Nothing below this transaction id is kept. */
  kept_from: string;
}

/** A file that somebody brought; its bytes lie in the store. Exactly one of the three ids says who. */
export interface FilesTable {
  workspace_id: string;
  id: string;
  operator_id: string | null;
  visitor_id: string | null;
  channel_id: string | null;
  name: string;
  /** bigint: text when read. */
  size: ColumnType<string, number, never>;
  purpose: 'file' | 'voice';
  duration_ms: number | null;
  created_at: Generated<Date>;
  state: Generated<'uploading' | 'ready'>;
  /** What it is by its content; null while it is not all there. */
  mime: string | null;
  kind: AttachmentKind | null;
  width: number | null;
  height: number | null;
  preview: Generated<boolean>;
}

export interface MessageFilesTable {
  workspace_id: string;
  file_id: string;
  message_id: string;
}

export interface FileLinksTable {
  workspace_id: string;
  token_hash: Buffer;
  file_id: string;
  session_hash: Buffer;
  expires_at: Date;
}

/** A file of the company that the visitor may fetch. */
export interface SitechatFilesTable {
  workspace_id: string;
  visitor_id: string;
  file_id: string;
  message_id: string;
  outgoing: ColumnType<boolean, never, never>;
}

/** What an operator should hear of; his alone. */
export interface NoticesTable {
  workspace_id: string;
  operator_id: string;
  id: string;
  kind: NoticeKind;
  dialog_id: string;
  by_id: string | null;
  text: string;
  client_name: string;
  at: Date;
  seen_at: Date | null;
  rev: Generated<number>;
}

export interface MigrationsTable {
  number: number;
  name: string;
  applied_at: Generated<Date>;
}

export interface Database extends TeamTables {
  workspaces: WorkspacesTable;
  branches: BranchesTable;
  lines: LinesTable;
  channels: ChannelsTable;
  operators: OperatorsTable;
  line_members: LineMembersTable;
  branch_members: BranchMembersTable;
  operator_presence: OperatorPresenceTable;
  operator_connections: OperatorConnectionsTable;
  logins: LoginsTable;
  sessions: SessionsTable;
  sign_in_attempts: SignInAttemptsTable;
  contacts: ContactsTable;
  contact_identities: ContactIdentitiesTable;
  contact_merges: ContactMergesTable;
  dialogs: DialogsTable;
  messages: MessagesTable;
  incoming: IncomingTable;
  deliveries: DeliveriesTable;
  delivery_attempts: DeliveryAttemptsTable;
  intents: IntentsTable;
  feed: FeedTable;
  feed_state: FeedStateTable;
  sitechat_visitors: SitechatVisitorsTable;
  sitechat_items: SitechatItemsTable;
  files: FilesTable;
  message_files: MessageFilesTable;
  file_links: FileLinksTable;
  sitechat_files: SitechatFilesTable;
  notices: NoticesTable;
  quick_replies: QuickRepliesTable;
  quick_reply_files: QuickReplyFilesTable;
  quick_reply_slots: QuickReplySlotsTable;
  saved_filters: SavedFiltersTable;
  migrations: MigrationsTable;
}
