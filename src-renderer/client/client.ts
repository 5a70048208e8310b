import type { MessageAttempts } from '#shared/domain/attempt.ts';
import type { Attachment } from '#shared/domain/attachment.ts';
import type { CardPart, Contact } from '#shared/domain/contact.ts';
import type { Duplicate, HistoryPlace } from '#shared/domain/contact-history.ts';
import type { Dialog } from '#shared/domain/dialog.ts';
import type { HandOverCard, HandOverTarget } from '#shared/domain/hand-over.ts';
import type { FormRequest } from '#shared/domain/form.ts';
import type { Id, Timestamp } from '#shared/domain/ids.ts';
import type { Talk } from '#shared/domain/talk.ts';
import type { Visibility } from '#shared/domain/message.ts';
import type { Refusal } from '#shared/domain/refusal.ts';
import type { FilterBase, FilterDraft } from '#shared/domain/saved-filter.ts';
import type { Load, PresenceChoice } from '#shared/domain/presence.ts';
import type { ReplyBase, ReplyDraft } from '#shared/domain/quick-reply.ts';
import type { Stood, Undoable } from '#shared/domain/undo.ts';
import type { MessagePage } from '#shared/domain/bundle.ts';
import type { SearchResponse } from '#shared/wire/http/search.ts';
import type { TableRequest, TableResponse } from '#shared/wire/http/table.ts';
import type { Session } from '#shared/wire/http/session.ts';
import type { ContactHistoryPage, ContactFilesPage } from '#shared/wire/http/contacts.ts';
import type { Files } from './files.ts';
import type { Draft, Live, OlderResult, Queries } from '../data/queries/views.ts';
import type { LocalAnswer, LocalQuestion, SearchState } from '../data/search/handle.ts';
import type { TableAnswer, TableQuestion } from '../data/search/table/question.ts';

/** Everything a person can do. Each returns once the intent lies durably in the outbox, not when the hub has done it. */
export interface Actions {
  answer(dialogId: Id): Promise<void>;
  /** @param replyTo the message that it answers; an answer to a hidden one is hidden, whatever `visibility` says */
  send(
    dialogId: Id,
    text: string,
    visibility: Visibility,
    replyTo?: Id | null,
    /** Colleagues whom a hidden message names; they hear of it. */
    mentions?: readonly Id[],
    /** What the client is asked by it. Files that wait stay behind. */
    form?: FormRequest | null,
  ): Promise<void>;
  edit(dialogId: Id, messageId: Id, text: string, mentions?: readonly Id[]): Promise<void>;
  delete(dialogId: Id, messageId: Id): Promise<void>;
  /** @param emoji null takes the person's reaction away */
  react(dialogId: Id, messageId: Id, emoji: string | null): Promise<void>;
  /** A message, or a change of one, that its channel did not take goes to it once more. */
  deliverAgain(dialogId: Id, messageId: Id): Promise<void>;
  markRead(dialogId: Id): Promise<void>;
  markUnread(dialogId: Id): Promise<void>;
  /** @param upTo end of the dialog by which it was judged (`Waiting`); the newest that is here without it */
  finish(dialogId: Id, upTo?: number): Promise<void>;
  spam(dialogId: Id): Promise<void>;
  reopen(dialogId: Id): Promise<void>;
  /** @param until by the hub's clock */
  snooze(dialogId: Id, until: Timestamp): Promise<void>;
  unsnooze(dialogId: Id): Promise<void>;
  /** Makes what was done to a dialog undone. @param before how it was then */
  undo(dialogId: Id, deed: Undoable, before: Stood): Promise<void>;
  pin(dialogId: Id): Promise<void>;
  unpin(dialogId: Id): Promise<void>;
  /** @param fromId whose dialog the person sees it to be */
  take(dialogId: Id, fromId: Id): Promise<void>;
  transfer(dialogId: Id, to: HandOverTarget, card: HandOverCard): Promise<void>;
  acceptTransfer(dialogId: Id): Promise<void>;
  declineTransfer(dialogId: Id, note: string): Promise<void>;
  recallTransfer(dialogId: Id): Promise<void>;
  handBack(dialogId: Id, note: string): Promise<void>;
  invite(dialogId: Id, operatorIds: Id[], note: string): Promise<void>;
  join(dialogId: Id): Promise<void>;
  leave(dialogId: Id): Promise<void>;
  callSenior(dialogId: Id, note: string): Promise<void>;
  /** Says something to colleagues. @param talk with its place: the first message makes the talk */
  talkSend(
    talk: Pick<Talk, 'id' | 'place'>,
    text: string,
    replyTo?: Id | null,
    mentions?: readonly Id[],
  ): Promise<void>;
  talkEdit(talkId: Id, messageId: Id, text: string, mentions?: readonly Id[]): Promise<void>;
  talkDelete(talkId: Id, messageId: Id): Promise<void>;
  /** @param emoji null takes the person's reaction away */
  talkReact(talkId: Id, messageId: Id, emoji: string | null): Promise<void>;
  /** The person has seen the talk up to here. */
  talkRead(talkId: Id, seq: number): Promise<void>;
  /** @param name null or blank takes it away */
  renameContact(contactId: Id, name: string | null): Promise<void>;
  /** @returns false when there is no such number or address: nothing was done */
  addPhone(contactId: Id, written: string, label?: string | null): Promise<boolean>;
  removePhone(contactId: Id, value: string): Promise<void>;
  /** What was just taken off the card, as it was. */
  restoreToCard(contactId: Id, what: CardPart): Promise<void>;
  addEmail(contactId: Id, written: string, label?: string | null): Promise<boolean>;
  removeEmail(contactId: Id, value: string): Promise<void>;
  tagContact(contactId: Id, tag: string): Promise<void>;
  untagContact(contactId: Id, tag: string): Promise<void>;
  /** @returns the id of the note */
  noteContact(contactId: Id, text: string): Promise<Id>;
  editNote(contactId: Id, noteId: Id, text: string): Promise<void>;
  deleteNote(contactId: Id, noteId: Id): Promise<void>;
  /** `fromId` becomes part of `intoId`. */
  mergeContacts(fromId: Id, intoId: Id): Promise<void>;
  /** Takes apart again what was merged. */
  unmergeContacts(fromId: Id, intoId: Id): Promise<void>;
  /** Begins a talk with a client (scenario A8). */
  startDialog(start: NewTalk): Promise<StartAnswer>;
  /** Keeps a filter of the table, or changes a kept one. @param basedOn `NEW_FILTER`, or what the person began from */
  saveFilter(draft: FilterDraft, basedOn: FilterBase): Promise<void>;
  deleteFilter(id: Id, basedOn: FilterBase): Promise<void>;
  /** At most `MAX_SEEN` at a time. */
  noticesSeen(noticeIds: Id[]): Promise<void>;
  /** Tries a failed intent again now. */
  retry(intentId: Id): Promise<void>;
  /** Takes a refused or not yet sent intent back; its text, if any, is returned so that it can be edited. */
  discard(intentId: Id): Promise<string | null>;
  /** The same for editing: its files lie over the text field again. */
  takeBack(intentId: Id): Promise<string | null>;
  /** Puts a file over the text field; the next message of the dialog says it. It is uploaded from now on. */
  attach(dialogId: Id, chosen: ChosenFile): Promise<void>;
  /** Files over the text field of one dialog lie over that of another. */
  carryFiles(from: Id, to: Id): Promise<void>;
  /** Takes a file away from over the text field. */
  detach(fileId: Id): Promise<void>;
  retryUpload(fileId: Id): Promise<void>;
  saveDraft(dialogId: Id, draft: Draft): Promise<void>;
  /** Tells others that the person types; call freely, it is throttled. */
  typing(dialogId: Id, visibility: Visibility): void;
  /** Puts a file that the hub has already over the text field, as a file of its own: one of a quick reply, or of a message. */
  attachStored(placeId: Id, file: Attachment): Promise<void>;
  /**
   * Makes a quick reply (`NEW_REPLY`, an id of one's own) or changes one. Files that were put there with `attach(reply's id, …)` join those of
   * the draft. Rejects with `InvalidActionError` what can be no reply.
   * @param basedOn of the reply as it was when the person began to edit
   * @param instead refused changes of it that this settles
   * @returns what a further change of the same editor is based on
   */
  saveQuickReply(draft: ReplyDraft, basedOn: ReplyBase, instead?: readonly Id[]): Promise<ReplyBase>;
  /** Many at once, all or none; for an import. */
  saveQuickReplies(changes: readonly { draft: ReplyDraft; basedOn: ReplyBase }[]): Promise<void>;
  /** @returns what it is based on to save it again, which brings it back */
  deleteQuickReply(id: Id, basedOn: ReplyBase, instead?: readonly Id[]): Promise<ReplyBase>;
  /** @param slot 1 to 9. @param replyId null takes off what is there */
  assignSlot(slot: number, replyId: Id | null): Promise<void>;
  /** The person has put it into a message; only this computer knows. */
  noteReplyUsed(replyId: Id): Promise<void>;
  /** What the person says of himself; his last word wins, on whichever device. */
  setPresence(choice: PresenceChoice): Promise<void>;
  /** What this window shows now, null for nothing. Say it again every half a minute. */
  look(dialogId: Id | null): void;
  /** The person has used a key or the pointer; calls in a row cost nothing. */
  touched(): void;
}

/** Whom the person writes to first, where, and what. */
export interface NewTalk {
  contact:
    | { kind: 'known'; contactId: Id }
    /** As they were typed; blank ones count as none. */
    | { kind: 'new'; name: string; phone: string; email?: string };
  channelId: Id;
  /** Which number, address or identity of his; null or missing: the first that will do. */
  address?: string | null;
  text: string;
}

export type StartAnswer =
  /** The dialog is there and shows what was said; the hub may still refuse it, which `refusals` will say. */
  | { kind: 'started'; dialogId: Id; contactId: Id }
  /** He has an open dialog in the channel: go on there. Nothing was done. */
  | { kind: 'open'; dialogId: Id }
  /** What was typed cannot be. Nothing was done. */
  | { kind: 'invalid'; what: 'phone' | 'email' }
  /** As the hub would answer. Nothing was done. */
  | { kind: 'refused'; refusal: Refusal };

export interface ChosenFile {
  /** As far as it is known here; the hub goes by the content. */
  file: Attachment;
  purpose: 'file' | 'voice';
  blob: Blob;
  /** A small picture of it, if one could be made here. */
  preview: Blob | null;
}

/** What is fetched on demand. */
export interface Remote {
  /** Brings the page before the oldest known message of a dialog, or of a talk of the team, into the replica. */
  loadOlder(id: Id): Promise<OlderResult>;
}

/** What is asked of the hub when it is needed and kept by nobody. Each rejects when the hub cannot answer. */
export interface Questions {
  /** All dialogs of a client that the person may see, newest first; also those that are not in the replica. */
  contactDialogs(contactId: Id): Promise<Dialog[]>;
  /** Messages of any dialog by rising seq: those next before `before`, the newest when null. */
  messages(dialogId: Id, before: number | null): Promise<MessagePage>;
  /** A client of whom the person sees a dialog, or what he became part of; null: there is none. */
  contact(contactId: Id): Promise<Contact | null>;
  /** All talks with a client as one scroll, from a place backwards; null: from the newest message. */
  contactHistory(contactId: Id, place: HistoryPlace | null): Promise<ContactHistoryPage>;
  /** Files of all talks with a client, newest first. @param before `next` of the answer before */
  contactFiles(contactId: Id, before: string | null): Promise<ContactFilesPage>;
  /** Other clients who may be the same person. */
  duplicates(contactId: Id): Promise<Duplicate[]>;
  /** All tags of the workspace, the most used first. */
  contactTags(): Promise<string[]>;
  /** All that was tried to deliver a message. */
  attempts(messageId: Id): Promise<MessageAttempts>;
  hubVersion(): Promise<string>;
  /** Open dialogs of every operator of the company, also those that the person does not see. */
  loads(): Promise<Load[]>;
  /** Colleagues who see the dialog, and hear of being named in it. */
  readers(dialogId: Id): Promise<Id[]>;
}

/** What the hub found, or why nothing can be said. */
export type HubAnswer<Response = SearchResponse> =
  | { kind: 'found'; response: Response }
  | { kind: 'offline' }
  /** Too many questions in a short time. */
  | { kind: 'busy'; retryAfterMs: number }
  | { kind: 'failed'; detail: string };

/** Words in messages and clients: at once in what is here, and in everything that the hub has. */
export interface Search {
  state: () => SearchState;
  /** Told when `state` changed. */
  subscribe: (listener: () => void) => () => void;
  /** Null: the index here cannot answer now; `state` says why. */
  find(question: LocalQuestion): Promise<LocalAnswer | null>;
  /** @param before `next` of the answer before; null: from the newest, with clients */
  askHub(text: string, before: string | null, signal: AbortSignal): Promise<HubAnswer>;
}

/** The table of dialogs: at once of what is here, and of everything that the hub has. */
export interface DialogTable {
  /** Null: nobody can answer now. */
  ask(question: TableQuestion): Promise<TableAnswer | null>;
  /** Told when lines of what is here are not what they were, or somebody can answer again. */
  subscribe(listener: () => void): () => void;
  askHub(request: TableRequest, signal: AbortSignal): Promise<HubAnswer<TableResponse>>;
}

/** By age of what was closed last. */
export type KeepHistory = 'month' | 'quarter' | 'year' | 'everything';

/** How somebody leaves. Unsent intents go or stay with the copy. */
export interface SignOut {
  where: 'here' | 'everywhere';
  copy: 'remove' | 'keep';
}

/** One signed-in person's client: what screens get instead of databases and sockets. */
export interface Client {
  session: Session;
  hubUrl: string;
  queries: Queries;
  /** What is being written in a dialog as it is stored, by whichever window. */
  draft(dialogId: Id): Live<Draft>;
  actions: Actions;
  remote: Remote & Questions;
  search: Search;
  table: DialogTable;
  files: Files;
  /** Throws the local copy away and takes it anew; what the hub does not know yet (outbox, drafts) stays. */
  clearCache(): void;
  /** Tries to connect now, without waiting for the back-off. */
  reconnect(): void;
  /**
   * How much of the past is kept from now on. `anew` also fetches the copy anew, so that it holds just that; without it only
   * what comes from now on follows, as in a window where nobody chose.
   */
  keepHistory(keep: KeepHistory, how: { anew: boolean }): Promise<void>;
  /** The person has read what happened to the local copy. */
  dismissHealing(): void;
  /**
   * Ends the session on the hub; removes the local copy with everything in it, or keeps it for this person's next sign-in.
   * `everywhere` ends all sessions of the person first; rejects, with nothing done, when the hub cannot be told.
   */
  signOut(how: SignOut): Promise<void>;
  /** The person left on purpose, in another window of this browser. @returns function that ends the listening */
  onLeftElsewhere(listener: () => void): () => void;
  /** Stops sync and closes the database; for unmounting. */
  close(): Promise<void>;
}
