import type { Contact } from '#shared/domain/contact.ts';
import { isOpen, type Dialog } from '#shared/domain/dialog.ts';
import type { Id } from '#shared/domain/ids.ts';
import { LISTS, type ListName } from '#shared/domain/lists.ts';
import type { Message } from '#shared/domain/message.ts';
import type { Notice } from '#shared/domain/notice.ts';
import type { QuickReply, ReplySlot } from '#shared/domain/quick-reply.ts';
import { exhaustive } from '#shared/lib/exhaustive.ts';
import type { DialogBundle, MessagePage } from '#shared/domain/bundle.ts';
import type { DirectoryRow } from '#shared/domain/directory.ts';
import type { Change } from '#shared/wire/change.ts';
import type { Layout } from '../db/pages.ts';
import { dialogRecord, type CounterRow, type DialogRecord } from '../db/rows.ts';
import type { StagedTranscript } from './staged-transcript.ts';
import { directoryKey, type Staging } from './staging.ts';

/**
 * The merge: changes of the feed, or bundles of a snapshot, into rows. Pure: it reads and writes a `Staging`, never the
 * database.
 *
 * Invariants, each with a test beside it:
 * 1. A row is never overwritten by one with a lower or equal `rev`; so changes may come twice, and bundles late.
 * 2. Places in lists are a function of the dialog alone; counters change by exactly what the places change.
 * 3. What is known of a transcript has no holes, and nothing of the transcript lies outside of it: a change of a message
 *    that is not here is counted (`missed`) and not kept. It is known up to the newest message, or not at all.
 * 4. `gone` leaves nothing of a dialog: no messages, and no client of whom nothing else is here.
 * 5. A message, and a client, is kept only with a dialog; a dialog only when it came whole (`enter`, or a bundle). A change
 *    of one that is not here is none of ours if it is closed, and says that we missed one if it is open.
 * 6. A dialog lies in the rows or in one pack, never in both: what changes a dialog of a pack takes it out.
 */
export interface MergeContext {
  /** The operator whose replica it is: lists are his. */
  me: Id;
  /** Number of the snapshot that dialogs written now belong to. */
  generation: number;
  layout: Layout;
}

export function mergeChanges(staging: Staging, ctx: MergeContext, changes: readonly Change[]): void {
  for (const change of changes) mergeChange(staging, ctx, change);
  rememberTranscripts(staging);
}

function mergeChange(staging: Staging, ctx: MergeContext, change: Change): void {
  switch (change.type) {
    case 'dialog':
      return changeDialog(staging, ctx, change.dialog);
    case 'message':
      return changeMessage(staging, ctx, change.message);
    case 'contact':
      return putContact(staging, change.contact);
    case 'directory':
      return putDirectory(staging, change.entry);
    case 'notice':
      return putNotice(staging, change.notice);
    case 'quickReply':
      return putQuickReply(staging, change.reply);
    case 'replySlot':
      return putReplySlot(staging, change.slot);
    case 'enter':
      return mergeBundle(staging, ctx, change.bundle);
    case 'gone':
      return removeDialog(staging, change.dialogId);
    // Nothing to merge: the engine takes a new snapshot. Talks of the team are no dialogs, and have a merge of their own.
    case 'scope':
    case 'talk':
    case 'talkMessage':
    case 'talkMark':
      return undefined;
    default:
      return exhaustive(change, 'change');
  }
}

function changeDialog(staging: Staging, ctx: MergeContext, dialog: Dialog): void {
  const archived = staging.archived.get(dialog.id);
  if (archived && archived.dialog.rev >= dialog.rev) return;
  if (archived) takeOut(staging, ctx, archived);
  if (staging.dialogs.get(dialog.id)) putDialog(staging, ctx, dialog);
  else if (isOpen(dialog)) staging.strangers.add(dialog.id);
}

function changeMessage(staging: Staging, ctx: MergeContext, message: Message): void {
  const archived = staging.archived.get(message.dialogId);
  if (archived) {
    const { messages } = archived.page;
    const first = messages[0]?.seq ?? message.seq;
    const known = messages[message.seq - first];
    if (known && known.rev >= message.rev) return;
    takeOut(staging, ctx, archived);
  }
  putMessage(staging, message);
}

/** Out of its pack and into the rows. */
function takeOut(staging: Staging, ctx: MergeContext, bundle: DialogBundle): void {
  staging.archived.delete(bundle.dialog.id);
  staging.takenOut.add(bundle.dialog.id);
  mergeBundle(staging, ctx, bundle);
}

/** A dialog that came into scope, or came again. */
function mergeBundle(staging: Staging, ctx: MergeContext, bundle: DialogBundle): void {
  const archived = staging.archived.get(bundle.dialog.id);
  if (archived) takeOut(staging, ctx, archived);
  staging.strangers.delete(bundle.dialog.id);
  putContact(staging, bundle.contact);
  putDialog(staging, ctx, bundle.dialog);
  mergePage(staging, ctx.layout, bundle.page);
}

/**
 * A dialog of a snapshot. Between the last cursor and the snapshot changes may have been missed, and old messages change
 * too (receipts). So what lies before the page is dropped instead of trusted; it comes again on demand.
 */
export function mergeSnapshotBundles(
  staging: Staging,
  ctx: MergeContext,
  bundles: readonly DialogBundle[],
): void {
  for (const bundle of bundles) {
    const first = bundle.page.messages[0];
    if (first) staging.transcriptOf(bundle.dialog.id).dropOlder(first.seq);
    mergeBundle(staging, ctx, bundle);
  }
  rememberTranscripts(staging);
}

/** A page of older messages, asked for on demand. */
export function mergeHistory(staging: Staging, ctx: MergeContext, page: MessagePage): void {
  const archived = staging.archived.get(page.dialogId);
  if (archived) takeOut(staging, ctx, archived);
  mergePage(staging, ctx.layout, page);
  rememberTranscripts(staging);
}

/**
 * Puts neighbouring messages into a transcript. Of two runs with a hole between them the newer is kept: the older one comes
 * by pages on demand.
 */
function mergePage(staging: Staging, layout: Layout, { dialogId, messages }: MessagePage): void {
  const [first, last] = [messages[0], messages.at(-1)];
  if (!first || !last) return;
  const transcript = staging.transcriptOf(dialogId);
  const before = transcript.known;
  if (before && last.seq < before.from - 1) return;
  if (before && first.seq > before.to + 1) transcript.clear();
  const known = transcript.known;
  for (const message of messages) if (known && message.seq >= known.from) putKnown(transcript, message);
  const older = known ? messages.filter((message) => message.seq < known.from) : messages;
  // From the end, so that short pages gather at the beginning of the transcript and not in its middle.
  for (let end = older.length; end > 0; end -= layout.page)
    transcript.prepend(older.slice(Math.max(0, end - layout.page), end));
}

/** A message that is known, or next to what is known. */
function putKnown(transcript: StagedTranscript, message: Message): void {
  const known = transcript.get(message.seq);
  if (!known) transcript.append(message);
  else if (known.rev < message.rev) transcript.replace(message);
}

function putDialog(staging: Staging, ctx: MergeContext, dialog: Dialog): void {
  const known = staging.dialogs.get(dialog.id);
  if (known && known.dialog.rev >= dialog.rev) {
    if (known.generation !== ctx.generation)
      staging.dialogs.put(dialog.id, { ...known, generation: ctx.generation });
    return;
  }
  // Merged clients: the dialog goes to the other one, and of this one nothing else may be here.
  if (known && known.contactId !== dialog.contactId) staging.maybeHomeless.add(known.contactId);
  const record = dialogRecord(dialog, ctx.me, ctx.generation);
  const { known: coverage, missed, came } = known ?? record;
  staging.dialogs.put(dialog.id, { ...record, known: coverage, missed, came });
}

function putMessage(staging: Staging, message: Message): void {
  const transcript = staging.transcriptOf(message.dialogId);
  const { known } = transcript;
  if (known && message.seq < known.from) transcript.missed += 1;
  else if (known && message.seq <= known.to + 1) putKnown(transcript, message);
  else {
    if (known) transcript.clear();
    transcript.append(message);
  }
}

function putContact(staging: Staging, contact: Contact): void {
  const known = staging.contacts.get(contact.id);
  if (!known) staging.maybeHomeless.add(contact.id);
  if (!known || known.rev < contact.rev) staging.contacts.put(contact.id, contact);
}

export function putDirectory(staging: Staging, entry: DirectoryRow): void {
  const key = directoryKey(entry.kind, entry.row.id);
  const known = staging.directory.get(key);
  if (known && known.row.rev >= entry.row.rev) return;
  // Filters come and go: of one that is gone nobody here needs to know that it was there.
  if (entry.kind === 'filter' && entry.row.deleted) staging.directory.remove(key);
  else staging.directory.put(key, { ...entry, id: entry.row.id });
}

export function putNotice(staging: Staging, notice: Notice): void {
  const known = staging.notices.get(notice.id);
  if (!known || known.rev < notice.rev) staging.notices.put(notice.id, notice);
}

export function putQuickReply(staging: Staging, reply: QuickReply): void {
  const known = staging.quickReplies.get(reply.id);
  if (!known || known.rev < reply.rev) staging.quickReplies.put(reply.id, reply);
}

export function putReplySlot(staging: Staging, slot: ReplySlot): void {
  const key = String(slot.slot);
  const known = staging.replySlots.get(key);
  if (!known || known.rev < slot.rev) staging.replySlots.put(key, slot);
}

function removeDialog(staging: Staging, dialogId: Id): void {
  staging.strangers.delete(dialogId);
  const archived = staging.archived.get(dialogId);
  if (archived) {
    staging.archived.delete(dialogId);
    staging.takenOut.add(dialogId);
    staging.loseFilesOf(archived);
    staging.maybeHomeless.add(archived.contact.id);
    return;
  }
  const known = staging.dialogs.get(dialogId);
  staging.dialogs.remove(dialogId);
  staging.transcriptOf(dialogId).clear();
  if (known) staging.goneRows.add(dialogId);
  if (known) staging.maybeHomeless.add(known.contactId);
}

/**
 * Writes into each dialog what is known of its transcript, when the batch is whole: in it a message may stand before its
 * dialog (invariant 5), and an old message changed may look like the first of all (invariant 3).
 */
function rememberTranscripts(staging: Staging): void {
  for (const [dialogId, transcript] of staging.transcripts) {
    const record = staging.dialogs.get(dialogId);
    const upToDate = record !== null && (transcript.known?.to ?? 0) >= record.dialog.lastSeq;
    if (transcript.known && !upToDate) {
      transcript.clear();
      transcript.missed += 1;
    }
    if (!record || (transcript.known === record.known && transcript.missed === 0)) continue;
    const missed = record.missed + transcript.missed;
    transcript.missed = 0;
    staging.dialogs.put(dialogId, { ...record, known: transcript.known, missed });
  }
}

/**
 * Changes of the batch that found nothing here to change. An archive on its way may still bring what they are about, read
 * before they happened.
 */
export function unheeded(staging: Staging, changes: readonly Change[]): Change[] {
  return changes.filter((change) => {
    switch (change.type) {
      case 'dialog':
        return isNowhere(staging, change.dialog.id);
      case 'message':
        return isNowhere(staging, change.message.dialogId);
      case 'gone':
        return isNowhere(staging, change.dialogId);
      // A pack may hold a copy of the client, whether he is here or not.
      case 'contact':
        return true;
      case 'enter':
      case 'directory':
      case 'notice':
      case 'quickReply':
      case 'replySlot':
      case 'scope':
      case 'talk':
      case 'talkMessage':
      case 'talkMark':
        return false;
      default:
        return exhaustive(change, 'change');
    }
  });
}

function isNowhere(staging: Staging, dialogId: Id): boolean {
  return !staging.dialogs.get(dialogId) && !staging.archived.has(dialogId);
}

export type CounterDelta = Partial<Record<CounterRow['list'], number>>;

/** By how much each counter changes with the dialogs that changed. */
export function counterDelta(
  changes: readonly { before: DialogRecord | null; after: DialogRecord | null }[],
): Record<ListName, number> {
  const delta: Record<ListName, number> = { unanswered: 0, mine: 0, all: 0, closed: 0 };
  for (const { before, after } of changes) {
    for (const list of LISTS) {
      const was = before?.lists[list] !== undefined;
      const is = after?.lists[list] !== undefined;
      delta[list] += Number(is) - Number(was);
    }
  }
  return delta;
}
