import type { Dialog } from '#shared/domain/dialog.ts';
import type { Role } from '#shared/domain/directory.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { Message } from '#shared/domain/message.ts';
import { applyIntent } from '#shared/intents/apply.ts';
import type { Intent } from '#shared/intents/all.ts';
import { deriveId } from '#shared/lib/ids.ts';
import type { OutboxState } from '../db/rows.ts';

/** An own intent whose effect is to be seen before the hub's word of it comes. */
export interface PendingIntent {
  intent: Intent;
  state: OutboxState;
}

export interface OverlaidMessage {
  message: Message;
  intentId: Id;
  state: OutboxState;
}

export interface Overlaid {
  dialog: Dialog;
  /** By-products and texts of pending intents, in order, with provisional seq and their final ids. */
  messages: OverlaidMessage[];
  /** Something of the dialog is the effect of a pending intent. */
  pending: boolean;
}

export interface OverlayContext {
  actor: { operatorId: Id; role: Role };
  /** Hub's clock minus this computer's, in milliseconds. */
  clockOffset: number;
}

/**
 * Lays pending intents over a dialog, in the order they were made. Pure, and the one place where it is done: lists,
 * counters, dialog and transcript all come from it, so they agree.
 *
 * @param known ids of the newest messages in the replica: an intent whose messages are there was carried out (its answer
 *   was lost, or is older than a snapshot) and must not be seen twice.
 */
export function overlay(
  ctx: OverlayContext,
  base: Dialog,
  pending: readonly PendingIntent[],
  known: ReadonlySet<Id>,
): Overlaid {
  const result: Overlaid = { dialog: base, messages: [], pending: false };
  for (const { intent, state } of pending) {
    if (known.has(intent.id) || known.has(deriveId(intent.id, 1))) continue;
    const now = intent.at + ctx.clockOffset;
    const applied = applyIntent({ intentId: intent.id, actor: ctx.actor, now }, result.dialog, intent);
    // What the hub is about to refuse has no effect; the refusal will say so.
    if (!applied.ok || applied.effect.dialog === result.dialog) continue;
    result.dialog = applied.effect.dialog;
    result.pending = true;
    for (const message of applied.effect.messages)
      result.messages.push({ message, intentId: intent.id, state });
  }
  return result;
}
