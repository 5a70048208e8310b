import type { OutboxRow, OutboxState } from './rows.ts';
import { intentSchema, type Intent } from '#shared/intents/all.ts';

/** An outbox row whose payload was read. */
export interface OutboxEntry {
  n: number;
  intent: Intent;
  state: OutboxState;
  attempts: number;
}

export type ReadEntry = { ok: true; entry: OutboxEntry } | { ok: false; row: OutboxRow; reason: string };

/**
 * Reads a stored row. It may have been written by an older or a newer version of the client, or damaged on the disk, so
 * nothing runs before it was parsed.
 */
export function readEntry(row: OutboxRow): ReadEntry {
  const parsed = intentSchema.safeParse(row.payload);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return { ok: false, row, reason: issue ? `${issue.path.join('.')}: ${issue.message}` : 'unreadable' };
  }
  const intent = parsed.data;
  // The row's columns are what order and lookups go by; a payload that says otherwise is not trusted.
  if (intent.id !== row.id || intent.args.dialogId !== row.dialogId)
    return { ok: false, row, reason: 'the stored intent belongs elsewhere' };
  return { ok: true, entry: { n: row.n, intent, state: row.state, attempts: row.attempts } };
}

/** Entries whose effect is laid over the replica: done by the person, not refused, not yet seen in the replica. */
export function isPending(state: OutboxState): boolean {
  return state.kind === 'waiting' || state.kind === 'sending' || state.kind === 'confirmed';
}

/** What can still be said of a payload that no schema accepts, so that a dead letter shows what was typed. */
export function salvage(payload: unknown): { name: string; text: string | null } {
  const intent = asRecord(payload);
  const args = asRecord(intent['args']);
  const name = intent['name'];
  const text = args['text'];
  return { name: typeof name === 'string' ? name : '', text: typeof text === 'string' ? text : null };
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

/** Text of a message intent; null for everything else. */
export function textOf(intent: Intent): string | null {
  return intent.name === 'message.send' ? intent.args.text : null;
}
