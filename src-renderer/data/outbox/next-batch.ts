import type { OutboxEntry } from '../db/outbox-entry.ts';

export interface BatchLimits {
  maxIntents: number;
  /** Rough size of the request, in characters of JSON; one intent always fits. */
  maxChars: number;
}

/**
 * Chooses what to send now, in order. Pure.
 *
 * - Order is kept within a dialog; dialogs do not wait for each other.
 * - Nothing follows a claim (`dialog.answer`) in the same request: what was done after it counted on winning it, and must
 *   not run when it was lost (see `followersOf`).
 * - Refused and failed entries wait for the person and hold nobody up.
 */
export function nextBatch(entries: readonly OutboxEntry[], limits: BatchLimits): OutboxEntry[] {
  const held = new Set<string>();
  const batch: OutboxEntry[] = [];
  let chars = 0;
  for (const entry of entries) {
    const dialogId = entry.intent.args.dialogId;
    if (!isUnsent(entry) || held.has(dialogId)) continue;
    const size = JSON.stringify(entry.intent).length;
    if (batch.length > 0 && chars + size > limits.maxChars) break;
    chars += size;
    batch.push(entry);
    if (entry.intent.name === 'dialog.answer') held.add(dialogId);
    if (batch.length === limits.maxIntents) break;
  }
  return batch;
}

/** There is one sender, which asks only when nothing of its own is on the way: `sending` is then a leftover of a crash. */
function isUnsent(entry: OutboxEntry): boolean {
  return entry.state.kind === 'waiting' || entry.state.kind === 'sending';
}

/**
 * What falls with a refused claim: everything the person did in that dialog afterwards, hidden notes to colleagues excepted.
 * Otherwise a supervisor who lost the race would still send his prepared answer, and the client would be answered twice.
 */
export function followersOf(refused: OutboxEntry, entries: readonly OutboxEntry[]): OutboxEntry[] {
  if (refused.intent.name !== 'dialog.answer') return [];
  return entries.filter(
    (entry) =>
      entry.n > refused.n &&
      entry.state.kind === 'waiting' &&
      // Handed to the network before: the hub may have done it, only the hub can say.
      entry.attempts === 0 &&
      entry.intent.args.dialogId === refused.intent.args.dialogId &&
      !(entry.intent.name === 'message.send' && entry.intent.args.visibility === 'hidden'),
  );
}
