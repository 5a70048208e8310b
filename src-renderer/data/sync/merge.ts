import type { Contact } from '#shared/domain/contact.ts';
import type { Dialog } from '#shared/domain/dialog.ts';
import type { Id } from '#shared/domain/ids.ts';
import { LISTS, type ListName } from '#shared/domain/lists.ts';
import type { Message } from '#shared/domain/message.ts';
import { exhaustive } from '#shared/lib/exhaustive.ts';
import type { DialogBundle } from '#shared/wire/bundle.ts';
import type { Change, DirectoryRow } from '#shared/wire/change.ts';
import { dialogRecord, type DialogRecord } from '../db/rows.ts';
import { coverageRow, extendCoverage, rangeOf } from './coverage.ts';
import { directoryKey, type Staging } from './staging.ts';

/**
 * The merge: changes of the feed, or bundles of a snapshot, into rows. Pure: it reads and writes a `Staging`, never the
 * database.
 *
 * Invariants, each with a test beside it:
 * 1. A row is never overwritten by one with a lower or equal `rev`; so changes may come twice, and bundles late.
 * 2. Places in lists are a function of the dialog alone; counters change by exactly what the places change.
 * 3. Coverage has no holes: every message in it is in the table. Rows outside it are never shown.
 * 4. `gone` leaves nothing of a dialog: no messages, no coverage, and no client of whom nothing else is here.
 * 5. A message is kept only with its dialog.
 */
export interface MergeContext {
  /** The operator whose replica it is: lists are his. */
  me: Id;
  /** Number of the snapshot that dialogs written now belong to. */
  generation: number;
}

export function mergeChanges(staging: Staging, ctx: MergeContext, changes: readonly Change[]): void {
  for (const change of changes) mergeChange(staging, ctx, change);
  dropHomelessMessages(staging);
}

function mergeChange(staging: Staging, ctx: MergeContext, change: Change): void {
  switch (change.type) {
    case 'dialog':
      return putDialog(staging, ctx, change.dialog);
    case 'message':
      return putMessage(staging, change.message);
    case 'contact':
      return putContact(staging, change.contact);
    case 'directory':
      return putDirectory(staging, change.entry);
    case 'enter':
      return mergeBundle(staging, ctx, change.bundle);
    case 'gone':
      return removeDialog(staging, change.dialogId);
    case 'scope':
      // Nothing to merge: the engine takes a new snapshot.
      return undefined;
    default:
      return exhaustive(change, 'change');
  }
}

/** A dialog that came into scope, or came again. */
export function mergeBundle(staging: Staging, ctx: MergeContext, bundle: DialogBundle): void {
  putContact(staging, bundle.contact);
  putDialog(staging, ctx, bundle.dialog);
  mergePage(staging, bundle.dialog.id, bundle.page.messages);
}

/**
 * A dialog of a snapshot. Between the last cursor and the snapshot changes may have been missed, and old messages change
 * too (receipts). So what lies before the page is dropped instead of trusted; it comes again on demand.
 */
export function mergeSnapshotBundle(staging: Staging, ctx: MergeContext, bundle: DialogBundle): void {
  const dialogId = bundle.dialog.id;
  const first = bundle.page.messages[0];
  const known = staging.coverage.get(dialogId);
  if (first) {
    staging.messagesOf(dialogId).drop(first.seq);
    if (known && known.to < first.seq) staging.coverage.remove(dialogId);
    else if (known && known.from < first.seq)
      staging.coverage.put(dialogId, coverageRow(dialogId, { from: first.seq, to: known.to }));
  }
  mergeBundle(staging, ctx, bundle);
}

/** Puts neighbouring messages into the replica. Empty pages change nothing. */
export function mergePage(staging: Staging, dialogId: Id, messages: readonly Message[]): void {
  const range = rangeOf(messages);
  if (!range) return;
  for (const message of messages) putRow(staging, message);
  const known = staging.coverage.get(dialogId);
  staging.coverage.put(dialogId, coverageRow(dialogId, extendCoverage(known, range)));
}

function putDialog(staging: Staging, ctx: MergeContext, dialog: Dialog): void {
  const known = staging.dialogs.get(dialog.id);
  if (known && known.dialog.rev >= dialog.rev) {
    if (known.generation !== ctx.generation)
      staging.dialogs.put(dialog.id, { ...known, generation: ctx.generation });
    return;
  }
  staging.dialogs.put(dialog.id, dialogRecord(dialog, ctx.me, ctx.generation));
  staging.dialogsOfContact.get(dialog.contactId)?.add(dialog.id);
}

function putMessage(staging: Staging, message: Message): void {
  mergePage(staging, message.dialogId, [message]);
}

function putRow(staging: Staging, message: Message): void {
  const rows = staging.messagesOf(message.dialogId);
  const known = rows.get(message.seq);
  if (!known || known.rev < message.rev) rows.puts.set(message.seq, message);
}

function putContact(staging: Staging, contact: Contact): void {
  const known = staging.contacts.get(contact.id);
  if (!known || known.rev < contact.rev) staging.contacts.put(contact.id, contact);
}

export function putDirectory(staging: Staging, entry: DirectoryRow): void {
  const key = directoryKey(entry.kind, entry.row.id);
  const known = staging.directory.get(key);
  if (!known || known.row.rev < entry.row.rev) staging.directory.put(key, { ...entry, id: entry.row.id });
}

function removeDialog(staging: Staging, dialogId: Id): void {
  const known = staging.dialogs.get(dialogId);
  staging.dialogs.remove(dialogId);
  staging.coverage.remove(dialogId);
  staging.messagesOf(dialogId).drop(Infinity);
  if (!known) return;
  const others = staging.dialogsOfContact.get(known.contactId);
  others?.delete(dialogId);
  if (others?.size === 0) staging.contacts.remove(known.contactId);
}

/** Invariant 5, checked when the batch is whole: a message may stand before its dialog in it. */
function dropHomelessMessages(staging: Staging): void {
  for (const [dialogId, rows] of staging.messages) {
    if (staging.dialogs.get(dialogId)) continue;
    rows.puts.clear();
    staging.coverage.remove(dialogId);
  }
}

export type CounterDelta = Record<ListName, number>;

/** By how much each counter changes with the dialogs that changed. */
export function counterDelta(
  changes: readonly { before: DialogRecord | null; after: DialogRecord | null }[],
): CounterDelta {
  const delta: CounterDelta = { unanswered: 0, mine: 0, all: 0, closed: 0 };
  for (const { before, after } of changes) {
    for (const list of LISTS) {
      const was = before?.lists[list] !== undefined;
      const is = after?.lists[list] !== undefined;
      delta[list] += Number(is) - Number(was);
    }
  }
  return delta;
}
