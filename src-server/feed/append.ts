import type { Insertable } from 'kysely';
import { isOpen, type Dialog } from '#shared/domain/dialog.ts';
import type { Message } from '#shared/domain/message.ts';
import { leanMessage } from '#shared/domain/plain-message.ts';
import { audienceOf, type Audience } from '#shared/domain/scope.ts';
import type { FeedTable } from '../db/tables.ts';
import type { Tx } from '../db/transaction.ts';
import type { FeedAudience, PreviousAudience, StoredChange } from './entry.ts';

export interface NewEntry {
  change: StoredChange;
  audience: FeedAudience;
}

/** Writes entries to the feed of a workspace, in order, as part of the transaction. Wakes nobody. */
export async function appendToFeed(tx: Tx, workspaceId: string, entries: readonly NewEntry[]): Promise<void> {
  if (entries.length === 0) return;
  await tx.db
    .insertInto('feed')
    .values(entries.map((entry) => feedRow(workspaceId, entry)))
    .execute();
}

function feedRow(workspaceId: string, { change, audience }: NewEntry): Insertable<FeedTable> {
  return {
    workspace_id: workspaceId,
    change: JSON.stringify(written(change)),
    audiences: audience.kind === 'dialog' ? JSON.stringify(audience.now) : null,
    previous_audience: audience.kind === 'dialog' && audience.before ? JSON.stringify(audience.before) : null,
    operator_id: audience.kind === 'operator' ? audience.operatorId : null,
  };
}

function written(change: StoredChange): object {
  if (change.type !== 'message' && change.type !== 'talkMessage') return change;
  return { type: change.type, message: leanMessage(change.message) };
}

/** Entries as JSON, for those who write several tables in one statement: `n` counts them, the rest as in the table. */
export function entriesJson(entries: readonly NewEntry[]): string {
  const rows = entries.map(({ change, audience }, n) => ({
    n,
    change: written(change),
    audiences: audience.kind === 'dialog' ? audience.now : null,
    previous: audience.kind === 'dialog' ? audience.before : null,
  }));
  return JSON.stringify(rows);
}

/**
 * Entries of one change to a dialog. The dialog comes first: whoever gains sight of it has it before its messages.
 * @param before the dialog until now; null when it is new
 */
export function dialogEntries(
  before: Dialog | null,
  dialog: Dialog,
  messages: readonly Message[],
): NewEntry[] {
  const now = audienceOf(dialog);
  return [
    {
      change: { type: 'dialog', dialog },
      audience: { kind: 'dialog', now: [now], before: before && previousAudience(before, dialog) },
    },
    ...messages.map((message) => messageEntry(message, now)),
  ];
}

function previousAudience(before: Dialog, dialog: Dialog): PreviousAudience {
  // One that was taken up again is not with everybody any more, but must still be taken from those who lose it by that.
  const takenUp = !isOpen(before) && isOpen(dialog);
  return takenUp ? { ...audienceOf(before), whole: true } : audienceOf(before);
}

/** A new or changed message, for those who see its dialog now. */
export function messageEntry(message: Message, now: Audience): NewEntry {
  return { change: { type: 'message', message }, audience: { kind: 'dialog', now: [now], before: now } };
}
