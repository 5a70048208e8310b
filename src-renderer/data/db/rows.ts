import type { Cursor } from '#shared/domain/cursor.ts';
import { reachOf, type Contact } from '#shared/domain/contact.ts';
import type { Dialog } from '#shared/domain/dialog.ts';
import type { DirectoryRow } from '#shared/domain/directory.ts';
import type { Id, Timestamp } from '#shared/domain/ids.ts';
import { LISTS, listsOf, type ListName } from '#shared/domain/lists.ts';
import type { Quotation } from '#shared/domain/message.ts';
import type { Bytes } from '#shared/lib/utf8.ts';
import type { Refusal } from '#shared/domain/refusal.ts';

/** What lies in the tables. Rows were parsed when they came from the hub; only the outbox is parsed again. */

/**
 * Where a dialog stands in each of its lists. Numbers that sort as the list does: the time, which for dialogs that the person
 * pinned is moved before that of all others.
 */
export type Places = Partial<Record<ListName, number>>;

/**
 * A dialog with its places in the lists. A list is an index over one sparse property: a dialog outside the list
 * has no such property and is not in the index, so the first page of any list is one exact index range.
 */
export interface DialogRecord {
  id: Id;
  contactId: Id;
  createdAt: Timestamp;
  lists: Places;
  /** Number of the snapshot that last confirmed the dialog; what an older one left behind is removed. */
  generation: number;
  dialog: Dialog;
  /** Null: no message of it is here. */
  known: Coverage | null;
  /**
   * Counts changes of messages that were not here and therefore not kept. A page of history asked for before such a change
   * may be older than it, and is asked for again.
   */
  missed: number;
  /** Revision with which the dialog came here: if it went and came again meanwhile, another count of `missed` has begun. */
  came: number;
}

/** A client, with what he is recognised by (scenario E4). */
export type ContactRecord = Contact & { reach?: string[] };

export function contactRecord(contact: Contact): ContactRecord {
  const reach = reachOf(contact);
  return reach.length === 0 ? contact : { ...contact, reach };
}

/**
 * The known part of a transcript, without a hole: `from ≤ seq < tail` lie in pages, `tail ≤ seq ≤ to` are rows. Nothing of
 * a dialog lies outside of it.
 */
export interface Coverage {
  from: number;
  /** First seq that is a row; `to + 1` when there are none. */
  tail: number;
  to: number;
}

/** Neighbouring messages of one dialog in one record: IndexedDB's cost is per record. */
export interface PageRow {
  dialogId: Id;
  from: number;
  to: number;
  /** JSON text of the messages; parsed when read. */
  body: string;
}

/** Closed dialogs of long ago, some dozens in one record. Never changed, only replaced. */
export interface PackRow {
  /** Latest `lastActivityAt` in the pack, or later. Leads the key, so that the oldest are one range of it. */
  newest: Timestamp;
  /** Tells packs of the same age apart; new with every content. */
  name: string;
  ids: Id[];
  contactIds: Id[];
  /** Finds the pack by any of these ids; see `packMarks`. */
  marks: string[];
  messages: number;
  /** JSON of `DialogBundle[]` in UTF-8, as it came; parsed when read. A string with one Russian letter would take two bytes for each. */
  body: Bytes;
}

export type PackKey = [newest: Timestamp, name: string];

export type MessageKey = [dialogId: Id, seq: number];

/** Dialogs by list, and those in packs, which stand in none and belong to the closed ones. */
export interface CounterRow {
  list: ListName | 'archived';
  count: number;
}

export type DirectoryRecord = DirectoryRow & { id: Id };
export type DirectoryKind = DirectoryRecord['kind'];
export type DirectoryKey = [kind: DirectoryKind, id: Id];

/** Small facts about the replica itself; `value` is parsed by its reader. */
export interface MetaRow {
  key: 'sync' | 'archive' | 'deferred' | 'clockOffset' | 'format' | 'safe' | 'scope';
  value: unknown;
}

export type OutboxState =
  | { kind: 'waiting' }
  /** Handed to the network; the outcome is unknown until the hub answers. */
  | { kind: 'sending' }
  | { kind: 'confirmed'; position: Cursor }
  | { kind: 'refused'; refusal: Refusal; at: Timestamp }
  /** A dead letter: it cannot be sent as it is, and the person decides. */
  | { kind: 'failed'; reason: string; unreadable: boolean; at: Timestamp }
  /** Handed over long ago and never answered: hubs may no longer know whether they did it, so only the person sends it again. */
  | { kind: 'unanswered'; at: Timestamp };

/** How often the hub has failed at one thing, and since when. */
export interface Failing {
  count: number;
  since: Timestamp;
}

export interface OutboxRow {
  /** Order of making, over all windows. */
  n: number;
  id: Id;
  /** Its lane: the dialog, `OWN_LANE` or `REPLIES_LANE`. */
  dialogId: Id;
  /** An intent as it was written, perhaps by another version of the client: parsed before it runs. */
  payload: unknown;
  state: OutboxState;
  /** How often it was handed to the network: above 0 the hub may already have done it. */
  attempts: number;
  /** When it was first handed to the network, or sent again by the person; missing before, and in rows of older versions. */
  sentAt?: Timestamp;
  /** Missing: the hub has not failed at it, or not since the person sent it again. */
  failing?: Failing;
}

/** What is being answered: as it was when the answer was begun. */
export interface Answered {
  quotation: Quotation;
  /** The mode that was chosen before a hidden message was answered. */
  wasHidden: boolean;
}

/** What is being written in a dialog, and how: kept with the text, so that no window shows the one without the other. */
export interface DraftRow {
  dialogId: Id;
  /** May be empty when only the mode is kept. */
  text: string;
  /** Written as a hidden message. Missing: public, as in rows of older versions. */
  hidden?: boolean;
  /** Colleagues who were picked by name. */
  mentions?: readonly Id[];
  answers?: Answered | null;
}

/** How often this person put a quick reply into a message. The hub does not know it. */
export interface ReplyUseRow {
  replyId: Id;
  count: number;
  /** Uses that fade (`replyRank`), as they counted at `at`. */
  weight: number;
  at: Timestamp;
}

export function placesOf(dialog: Dialog, me: Id): Places {
  const member = listsOf(dialog, me);
  const pinned = dialog.pinnedBy.includes(me);
  const places: Places = {};
  for (const list of LISTS) if (member.has(list)) places[list] = placeIn(list, dialog, pinned);
  return places;
}

/** Further than any time there will be; the sum is still exact. */
const PIN_LIFT = 2 ** 52;

/** Unanswered: who waits longest first; the others: newest activity first. */
function placeIn(list: ListName, dialog: Dialog, pinned: boolean): number {
  const lift = pinned ? PIN_LIFT : 0;
  if (list === 'unanswered') return (dialog.waitingSince ?? dialog.lastActivityAt) - lift;
  return dialog.lastActivityAt + lift;
}

export function dialogRecord(dialog: Dialog, me: Id, generation: number): DialogRecord {
  return {
    id: dialog.id,
    contactId: dialog.contactId,
    createdAt: dialog.createdAt,
    lists: placesOf(dialog, me),
    generation,
    dialog,
    known: null,
    missed: 0,
    came: dialog.rev,
  };
}
