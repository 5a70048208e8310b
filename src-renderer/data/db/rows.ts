import type { Dialog } from '#shared/domain/dialog.ts';
import type { Branch, Channel, Line, Operator, Workspace } from '#shared/domain/directory.ts';
import type { Id, Timestamp } from '#shared/domain/ids.ts';
import { LISTS, listsOf, type ListName } from '#shared/domain/lists.ts';
import type { Refusal } from '#shared/domain/refusal.ts';

/** What lies in the tables. Rows were parsed when they came from the hub; only the outbox is parsed again. */

/**
 * A dialog with its places in the lists. A list is an index over one sparse property: a dialog outside the list
 * has no such property and is not in the index, so the first page of any list is one exact index range.
 */
export interface DialogRecord {
  id: Id;
  contactId: Id;
  createdAt: Timestamp;
  lists: Partial<Record<ListName, Timestamp>>;
  /** Number of the snapshot that last confirmed the dialog; what an older one left behind is removed. */
  generation: number;
  dialog: Dialog;
}

/**
 * The known part of a transcript: every message with `from ≤ seq ≤ to` is in the table. Rows outside are possible
 * (a late receipt of an old message) and are never shown.
 */
export interface Coverage {
  dialogId: Id;
  from: number;
  to: number;
}

export type MessageKey = [dialogId: Id, seq: number];

export interface CounterRow {
  list: ListName;
  count: number;
}

export type DirectoryRecord =
  | { kind: 'workspace'; id: Id; row: Workspace }
  | { kind: 'branch'; id: Id; row: Branch }
  | { kind: 'line'; id: Id; row: Line }
  | { kind: 'channel'; id: Id; row: Channel }
  | { kind: 'operator'; id: Id; row: Operator };
export type DirectoryKind = DirectoryRecord['kind'];
export type DirectoryKey = [kind: DirectoryKind, id: Id];

/** Small facts about the replica itself; `value` is parsed by its reader. */
export interface MetaRow {
  key: 'sync' | 'clockOffset' | 'format';
  value: unknown;
}

/** A place in the hub's feed, as `Cursor` of the wire. */
export interface FeedPosition {
  epoch: string;
  xid: string;
}

export type OutboxState =
  | { kind: 'waiting' }
  /** Handed to the network; the outcome is unknown until the hub answers. */
  | { kind: 'sending' }
  | { kind: 'confirmed'; position: FeedPosition }
  | { kind: 'refused'; refusal: Refusal; at: Timestamp }
  /** A dead letter: it cannot be sent as it is, and the person decides. */
  | { kind: 'failed'; reason: string; unreadable: boolean; at: Timestamp };

export interface OutboxRow {
  /** Order of making, over all windows. */
  n: number;
  id: Id;
  dialogId: Id;
  /** An intent as it was written, perhaps by another version of the client: parsed before it runs. */
  payload: unknown;
  state: OutboxState;
  /** How often it was handed to the network: above 0 the hub may already have done it. */
  attempts: number;
}

export interface DraftRow {
  dialogId: Id;
  text: string;
}

/** Where a dialog stands in each list and by which time it is sorted there. */
export function placesOf(dialog: Dialog, me: Id): Partial<Record<ListName, Timestamp>> {
  const member = listsOf(dialog, me);
  const places: Partial<Record<ListName, Timestamp>> = {};
  for (const list of LISTS) if (member.has(list)) places[list] = sortTime(dialog, list);
  return places;
}

function sortTime(dialog: Dialog, list: ListName): Timestamp {
  return list === 'unanswered' ? (dialog.waitingSince ?? dialog.lastActivityAt) : dialog.lastActivityAt;
}

export function dialogRecord(dialog: Dialog, me: Id, generation: number): DialogRecord {
  return {
    id: dialog.id,
    contactId: dialog.contactId,
    createdAt: dialog.createdAt,
    lists: placesOf(dialog, me),
    generation,
    dialog,
  };
}
