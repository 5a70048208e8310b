import type { Dialog } from '#shared/domain/dialog.ts';
import type { ChannelKind, Role } from '#shared/domain/directory.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { Message } from '#shared/domain/message.ts';
import { applyIntent } from '#shared/intents/apply.ts';
import { isOnDialog, namedMessage, type Intent } from '#shared/intents/all.ts';
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
  /** Messages of the replica, or of pending intents, as pending intents change them. */
  changed: Map<Id, Message>;
  /** Something of the dialog is the effect of a pending intent. */
  pending: boolean;
}

export interface OverlayContext extends Looking {
  /** The dialog's channel, as far as the replica knows it. */
  channel: ChannelKind | null;
}

/** Who looks at it, and when. */
export interface Looking {
  actor: { operatorId: Id; role: Role };
  /** Hub's clock minus this computer's, in milliseconds. */
  clockOffset: number;
}

/**
 * Lays pending intents over a dialog, in the order they were made. Pure, and the one place where it is done: lists,
 * counters, dialog and transcript all come from it, so they agree.
 *
 * @param known the newest messages of the replica, by id: an intent whose messages are there was carried out (its answer was
 *   lost, or is older than a snapshot) and must not be seen twice. What is done to a message that is not among them cannot be seen.
 */
export function overlay(
  ctx: OverlayContext,
  base: Dialog,
  pending: readonly PendingIntent[],
  known: ReadonlyMap<Id, Message>,
): Overlaid {
  const result: Overlaid = { dialog: base, messages: [], changed: new Map(), pending: false };
  for (const { intent, state } of pending) {
    if (!isOnDialog(intent)) continue;
    if (known.has(intent.id) || known.has(deriveId(intent.id, 1))) continue;
    const now = intent.at + ctx.clockOffset;
    const named = find(result, known, namedMessage(intent));
    const place = { intentId: intent.id, actor: ctx.actor, now, channel: ctx.channel, message: named };
    const applied = applyIntent(place, result.dialog, intent);
    // What the hub is about to refuse has no effect; the refusal will say so.
    if (!applied.ok) continue;
    const { changed } = applied.effect;
    if (changed) result.changed.set(changed.message.id, changed.message);
    else if (applied.effect.dialog === result.dialog) continue;
    result.dialog = applied.effect.dialog;
    result.pending = true;
    for (const message of applied.effect.messages)
      result.messages.push({ message, intentId: intent.id, state });
  }
  return result;
}

function find(so: Overlaid, known: ReadonlyMap<Id, Message>, id: Id | null): Message | null {
  if (id === null) return null;
  const pending = so.messages.find(({ message }) => message.id === id)?.message;
  return so.changed.get(id) ?? pending ?? known.get(id) ?? null;
}
