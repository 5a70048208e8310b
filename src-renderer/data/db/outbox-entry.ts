import { fieldsOf } from '#shared/lib/fields.ts';
import type { OutboxRow, OutboxState } from './rows.ts';
import { intentSchema, laneOf, type Intent } from '#shared/intents/all.ts';

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
  if (intent.id !== row.id || laneOf(intent) !== row.dialogId)
    return { ok: false, row, reason: 'the stored intent belongs elsewhere' };
  return { ok: true, entry: { n: row.n, intent, state: row.state, attempts: row.attempts } };
}

/** Entries whose effect is laid over the replica: done by the person, not refused, not yet seen in the replica. */
export function isPending(state: OutboxState): boolean {
  return state.kind === 'waiting' || state.kind === 'sending' || state.kind === 'confirmed';
}

/** What can still be said of a payload that no schema accepts. */
export interface Salvaged {
  name: string;
  text: string | null;
  /** Anything that does not say that it is public: it must not become so on its way back into the message field. */
  hidden: boolean;
}

/** So that a dead letter shows what was typed. */
export function salvage(payload: unknown): Salvaged {
  const intent = fieldsOf(payload);
  const args = fieldsOf(intent['args']);
  const name = intent['name'];
  const text = args['text'];
  return {
    name: typeof name === 'string' ? name : '',
    text: typeof text === 'string' ? text : null,
    hidden: args['visibility'] !== 'public' && name !== 'dialog.start',
  };
}

/** What was said to the client or to colleagues, or prepared to be said, so that nothing typed is lost; null for everything else. */
export function textOf(intent: Intent): string | null {
  switch (intent.name) {
    case 'message.send':
    case 'talk.send':
    case 'dialog.start':
    case 'quickReply.save':
    case 'contact.note':
    case 'contact.editNote':
      return intent.args.text;
    default:
      return null;
  }
}
