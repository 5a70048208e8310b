import type { Answered } from '../db/rows.ts';
import type { UploadRow } from '../db/upload-row.ts';
import type { Contact } from '#shared/domain/contact.ts';
import type { ContactFile, Duplicate, HistoryPlace } from '#shared/domain/contact-history.ts';
import type { Dialog } from '#shared/domain/dialog.ts';
import type { Branch, Channel, Line, Operator, Workspace } from '#shared/domain/directory.ts';
import type { Id, Timestamp } from '#shared/domain/ids.ts';
import type { ListName } from '#shared/domain/lists.ts';
import type { Message } from '#shared/domain/message.ts';
import type { Load, OperatorPresence } from '#shared/domain/presence.ts';
import type { Talk, TalkPlace } from '#shared/domain/talk.ts';
import type { Notice } from '#shared/domain/notice.ts';
import type { QuickReply, ReplyBase, ReplyDraft, ReplyShelf } from '#shared/domain/quick-reply.ts';
import type { FilterBase, SavedFilter } from '#shared/domain/saved-filter.ts';
import type { TableRow } from '#shared/domain/table-row.ts';
import type { Refusal } from '#shared/domain/refusal.ts';
import type { ReplyIndex } from '#shared/domain/reply-search.ts';
import type { IntentName } from '#shared/intents/all.ts';
import type { Standing } from '#shared/intents/standing.ts';
import type { StorageTrouble } from '../db/storage-trouble.ts';
import type { OlderResult, SyncState } from '../db/sync-status.ts';

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
  /** The colleague to whom it is offered and who has not answered yet. */
  offeredTo: Operator | null;
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

export interface DialogView extends Standing {
  dialog: Dialog;
  contact: Contact | null;
  channel: Channel | null;
  line: Line | null;
  branch: Branch | null;
  responsible: Operator | null;
  /** The hub has not heard yet to whom the person hands it over. */
  handOverPending: boolean;
}

/** Way of an own intent that the hub has not answered yet, or refused. */
export type PendingState =
  | { kind: 'waiting' }
  | { kind: 'sending' }
  | { kind: 'confirmed' }
  | { kind: 'failed'; reason: string }
  | { kind: 'unanswered' }
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

/** What is known of a client, with the effects of own pending intents. */
export interface ContactView {
  contact: Contact;
  /** Something of it is not confirmed by the hub yet. */
  pending: boolean;
}

/** One dialog's part of a client's history. */
export interface ContactHistoryPart {
  dialog: Dialog;
  channel: Channel | null;
  line: Line | null;
  /** Neighbours without a hole, up to the dialog's end. */
  items: TranscriptItem[];
  /** Older messages of this dialog are not among them: ask `remote.contactHistory` from `place` on. */
  hasOlder: boolean;
  /** What lies before the first item; null: nothing of this dialog does. */
  place: HistoryPlace | null;
}

/** What of a client's talks is in the replica. */
export interface ContactHistoryView {
  /** The dialog that began first comes first. */
  parts: ContactHistoryPart[];
  /** More of it is here than was asked for: ask with a higher limit. */
  hasMore: boolean;
}

/** An intent that was refused, until the person has seen it. */
export interface RefusalNotice {
  intentId: Id;
  name: IntentName;
  /** Its lane: the dialog, if it is about one. */
  dialogId: Id;
  /** The client whose card it is about; null: it is about none. */
  contactId: Id | null;
  /** The quick reply that it was about; null: about none. */
  replyId: Id | null;
  /** Text of a refused message or quick reply, so that nothing typed is lost. */
  text: string | null;
  /** Not known to be public. */
  hidden: boolean;
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
  /** Not known to be public. */
  hidden: boolean;
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

/** How it stands with the local copy, after something happened to it. */
export type Healing =
  | { kind: 'well' }
  /** It was damaged or lost, and is being opened again. */
  | { kind: 'busy' }
  /** It was lost and is taken anew; `restored` unsent intents are there again. Until the person has read it. */
  | { kind: 'healed'; restored: number }
  /** Healing did not help, or cannot. */
  | { kind: 'given_up'; trouble: StorageTrouble };

/** What sync says of itself, and how much it has not said to the hub yet. */
export interface SyncStatus extends SyncState {
  healing: Healing;
  /** Own intents not yet confirmed. */
  pending: number;
}
export type ConnectionState = SyncState['connection'];
export type { OlderResult };

export interface TypingView {
  client: boolean;
  operatorIds: Id[];
  /** Of them, those who write to the client. */
  answeringIds: Id[];
}

/** An own change of a quick reply that was refused, or failed, until the person has decided about it: `discard` puts it away. */
export interface RefusedChange {
  intentId: Id;
  refusal: Refusal;
  at: Timestamp;
  /** All that he wrote; null: he wanted it deleted. */
  mine: ReplyDraft | null;
}

/** A quick reply as the person should see it, own changes included that the hub has not answered yet. */
export interface ReplyView {
  reply: QuickReply;
  /** Goes into `saveQuickReply` and `deleteQuickReply` as it was when the person began to edit. */
  basedOn: ReplyBase;
  mayEdit: boolean;
  /** Something of it the hub has not confirmed. */
  pending: boolean;
  /** The hub has nothing of it and will not get it as it is: `refused` says why. */
  unsaved: boolean;
  /** How often this person has used it. */
  uses: number;
  /** The oldest first. What the person wrote stands beside `reply`, which is what the hub has (deleted, perhaps). */
  refused: readonly RefusedChange[];
}

export interface QuickRepliesView {
  /** All that can be used: those the person uses most and last before the others, these by title. */
  replies: readonly ReplyView[];
  /** Those with refused changes, also what is deleted or was never saved. */
  refused: readonly ReplyView[];
  byId: ReadonlyMap<Id, ReplyView>;
  /** For `searchReplies` and `replyCalled`; the same object all the time, kept up to date with `replies`. */
  index: ReplyIndex;
  /** The more the person uses it, the higher; for `searchReplies`. */
  rank: (id: Id) => number;
  /** Shelves on which he may put replies: his own, lines by name, the company's. */
  shelves: readonly ReplyShelf[];
}

/** A key with a quick reply on it that is there. */
export interface ReplySlotView {
  /** 1 to 9. */
  slot: number;
  replyId: Id;
}

/** A kept filter, own changes included that the hub has not confirmed. */
export interface SavedFilterView {
  filter: SavedFilter;
  /** Goes into `saveFilter` and `deleteFilter` as it was when the person began. */
  basedOn: FilterBase;
  mayEdit: boolean;
  pending: boolean;
}

/** What is being written in a dialog. */
export interface Draft {
  text: string;
  /** As a hidden message. Remembered without a text, too. */
  hidden: boolean;
  /** Colleagues who were picked by `@`, of whom some may have gone from the text again. */
  mentions?: readonly Id[];
  answers?: Answered | null;
}

/** What the local copy takes. */
export interface CacheView {
  dialogs: number;
  /** Of them, closed ones of the past. */
  archived: number;
  /** On the disk, everything of this client together; null where the browser does not say. */
  bytes: number | null;
}

/** One row of the list of talks of the team; also of one in which nobody has said anything yet. */
export interface TalkRow {
  talk: Talk;
  /** The line, or the colleague on the other side; oneself for one's notes. Null: not in the directory. */
  line: Line | null;
  other: Operator | null;
  unread: number;
  /** Unread messages that name the person. */
  mentions: number;
  /** What is new in it counts in the team's counter. */
  followed: boolean;
  /** Who said the last text. */
  lastAuthor: Operator | null;
  pending: boolean;
  draft: string | null;
}

export interface TalkListView {
  lines: TalkRow[];
  people: TalkRow[];
}

export interface TalkView extends Pick<TalkRow, 'talk' | 'line' | 'other' | 'unread'> {
  /** Everything up to this seq was read. */
  readUpTo: number;
  /** Why nothing can be written here; null: it can. */
  refusal: Refusal | null;
}

/** `calls`: of what is new, what is for the person himself: words to him alone, and those that name him. */
export interface TeamUnread {
  unread: number;
  calls: number;
}

/** A message of the team that was found. */
export interface TalkFound {
  message: Message;
  place: TalkPlace;
}

/** Whose clients wait among some dialogs. */
export interface Waiting {
  ids: Id[];
  /** The ends of those that are here: what comes after them was not looked at, and must not be put aside by it. */
  ends: ReadonlyMap<Id, number>;
}

/** Everything that screens can read. */
export interface Queries {
  counters(): Live<Counters>;
  /** The first `limit` rows. Those the person pinned come first; then in Unanswered who waits longest, in others the newest activity. */
  list(name: ListName, limit: number): Live<DialogListView>;
  /** Null: not in the replica (gone, or never seen). */
  dialog(dialogId: Id): Live<DialogView | null>;
  /** The newest `limit` messages. */
  transcript(dialogId: Id, limit: number): Live<TranscriptView>;
  /** The client's dialogs in the replica, newest first. */
  contactDialogs(contactId: Id): Live<Dialog[]>;
  /** A client as far as he is known here; one who became part of another is shown as that one. */
  contact(contactId: Id): Live<ContactView | null>;
  /** Clients in the replica who may be the same person; the hub (`remote.duplicates`) knows the others. */
  duplicates(contactId: Id): Live<Duplicate[]>;
  /** The newest `limit` messages of all talks with a client, as far as they are here. */
  contactHistory(contactId: Id, limit: number): Live<ContactHistoryView>;
  /** Files of all talks with a client, as far as they are here, newest first. */
  contactFiles(contactId: Id): Live<ContactFile[]>;
  /** Tags of clients in the replica. */
  contactTags(): Live<string[]>;
  directory(): Live<DirectoryView>;
  status(): Live<SyncStatus>;
  /** Another text whenever the copy is, or has to be, taken anew: the person's rights changed, or the hub began another life. */
  rightsMark(): Live<string>;
  typing(dialogId: Id): Live<TypingView>;
  /** Colleagues who have the dialog before them now. */
  lookers(dialogId: Id): Live<Id[]>;
  /** How it stands with an operator: what he chose, own choices not yet confirmed included, and whether he is there. */
  presence(operatorId: Id): Live<OperatorPresence>;
  /** The same of everybody in the directory, for choosing somebody. */
  presences(): Live<ReadonlyMap<Id, OperatorPresence>>;
  /** Open dialogs of each operator, as far as they are in the replica: less than all for whom the person does not see whole. */
  loads(): Live<ReadonlyMap<Id, Load>>;
  /** Files of the dialog that the hub does not have in a message yet. */
  uploads(id: Id): Live<UploadView[]>;
  /** The hub's clock minus this computer's, in milliseconds; 0 before the hub was ever reached. */
  clockOffset(): Live<number>;
  draft(dialogId: Id): Promise<Draft>;
  /**
   * Those of some dialogs whose client waits, by the newest that is known here: asked before something is put aside, because what is drawn
   * may be a moment older.
   */
  waitingAmong(dialogIds: readonly Id[]): Promise<Waiting>;
  /** Asked when somebody looks; it costs too much to be live. */
  cache(): Promise<CacheView>;
  /** What the person should hear of what others did, newest first. */
  notices(): Live<Notice[]>;
  /** Talks of the team: those there are, and those that could be begun. */
  talks(): Live<TalkListView>;
  /** Null: not for the person (any more). */
  talk(talkId: Id): Live<TalkView | null>;
  talkTranscript(talkId: Id, limit: number): Live<TranscriptView>;
  teamUnread(): Live<TeamUnread>;
  /** Messages of the team in the replica with these words, the newest first. */
  findInTalks(text: string, limit: number): Promise<TalkFound[]>;
  quickReplies(): Live<QuickRepliesView>;
  /** By number; keys without a reply are left out. */
  replySlots(): Live<ReplySlotView[]>;
  /** Kept filters of the table, by name. */
  savedFilters(): Live<SavedFilterView[]>;
  /** Lines of the table that own effects change which the hub has not confirmed. */
  laidRows(): Live<TableRow[]>;
  /** Refused intents, and those that failed for good (as refusals with code `invalid`), oldest first. */
  refusals(): Live<RefusalNotice[]>;
  deadLetters(): Live<DeadLetter[]>;
}

/** A file that the person chose: over the text field (no message yet), or on its way with one. */
export type UploadView = Pick<UploadRow, 'messageId' | 'file' | 'state' | 'sent'>;
