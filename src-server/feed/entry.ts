import type { Contact } from '#shared/domain/contact.ts';
import type { Dialog } from '#shared/domain/dialog.ts';
import type { Message } from '#shared/domain/message.ts';
import type { Audience, Scope } from '#shared/domain/scope.ts';
import type { DirectoryRow } from '#shared/wire/change.ts';

/** What is written to the feed: rows only. `enter` and `gone` are made for each session by `decide`. */
export type StoredChange =
  | { type: 'dialog'; dialog: Dialog }
  | { type: 'message'; message: Message }
  | { type: 'contact'; contact: Contact }
  | { type: 'directory'; entry: DirectoryRow }
  | { type: 'scope'; scope: Scope };

/** A row of the feed as it is read. */
export interface FeedEntry {
  /** Transaction id, decimal. */
  xid: bigint;
  change: StoredChange;
  audience: FeedAudience;
}

export type FeedAudience =
  | { kind: 'everybody' }
  | { kind: 'operator'; operatorId: string }
  /** Those who see any of `now`. `before`: who saw the dialog until this change; null when it is new. */
  | { kind: 'dialog'; now: Audience[]; before: Audience | null };
