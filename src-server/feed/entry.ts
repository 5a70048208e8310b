import type { Contact } from '#shared/domain/contact.ts';
import type { Dialog } from '#shared/domain/dialog.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { Message } from '#shared/domain/message.ts';
import type { Notice } from '#shared/domain/notice.ts';
import type { QuickReply, ReplySlot } from '#shared/domain/quick-reply.ts';
import type { Audience, Scope } from '#shared/domain/scope.ts';
import type { DirectoryRow } from '#shared/domain/directory.ts';
import type { Talk, TalkMark } from '#shared/domain/talk.ts';

/** What is written to the feed: rows only. `enter` and `gone` are made for each session by `decide`. */
export type StoredChange =
  | { type: 'dialog'; dialog: Dialog }
  | { type: 'message'; message: Message }
  | { type: 'contact'; contact: Contact }
  | { type: 'directory'; entry: DirectoryRow }
  | { type: 'notice'; notice: Notice }
  | { type: 'talk'; talk: Talk }
  | { type: 'talkMessage'; message: Message }
  | { type: 'talkMark'; mark: TalkMark }
  | { type: 'quickReply'; reply: QuickReply }
  | { type: 'replySlot'; slot: ReplySlot }
  | { type: 'scope'; scope: Scope };

/**
 * A row of the feed as it is read. What changed is kept as the text it is sent on as: most rows are handed to many sockets, and
 * nobody here looks further into them than this.
 */
export interface FeedEntry {
  /** Transaction id, decimal. */
  xid: bigint;
  type: StoredChange['type'];
  /** Of the dialog that changed or that the message belongs to; null for what belongs to none. */
  dialogId: Id | null;
  /** JSON of a `StoredChange`; null for a dialog whose row comes again in the same page, for the same people. */
  json: string | null;
  audience: FeedAudience;
}

export type FeedAudience =
  | { kind: 'everybody' }
  | { kind: 'operator'; operatorId: string }
  /** Those who see any of `now`, a dialog or what belongs to a line as dialogs do. `before`: who saw the dialog until this change; null when it is new. */
  | { kind: 'dialog'; now: Audience[]; before: PreviousAudience | null };

/** Stored as it stands; what was stored before there was `whole` goes without. */
export interface PreviousAudience extends Audience {
  /** Those who saw it may have put it away: whoever still sees it gets it anew, with everything in it. */
  whole?: true;
}
