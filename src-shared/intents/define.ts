import type { z } from 'zod';
import type { Dialog } from '../domain/dialog.ts';
import type { Role } from '../domain/directory.ts';
import type { Id, Timestamp } from '../domain/ids.ts';
import type { Message } from '../domain/message.ts';
import type { Refusal } from '../domain/refusal.ts';
import { appendMessage, type MessageDraft } from '../domain/transcript.ts';

/** Who acts, when and as which intent. In the hub `now` is the hub's clock, in an optimistic effect the client's. */
export interface IntentContext {
  intentId: Id;
  actor: { operatorId: Id; role: Role };
  now: Timestamp;
}

/** What an intent does to its dialog. `messages` are the new ones, in order, with their seq. */
export interface DialogEffect {
  dialog: Dialog;
  messages: Message[];
}

/**
 * One thing a person does to one dialog. The same definition serves the client (optimistic) and the hub (with authority):
 * `check` and `effect` are pure, so both come to the same result from the same dialog.
 */
export interface DialogIntent<Name extends string, Args extends z.ZodType<{ dialogId: Id }>> {
  name: Name;
  args: Args;
  /** Null when the actor, who already sees the dialog, may do it now. */
  check(ctx: IntentContext, dialog: Dialog, args: z.output<Args>): Refusal | null;
  /** Called only when `check` passed. Returning the same dialog and no messages means: nothing to do, and that is fine. */
  effect(ctx: IntentContext, dialog: Dialog, args: z.output<Args>): DialogEffect;
}

export function defineDialogIntent<Name extends string, Args extends z.ZodType<{ dialogId: Id }>>(
  intent: DialogIntent<Name, Args>,
): DialogIntent<Name, Args> {
  return intent;
}

/** Applies drafts to a dialog one after the other. */
export function append(dialog: Dialog, drafts: MessageDraft[]): DialogEffect {
  const messages: Message[] = [];
  let next = dialog;
  for (const draft of drafts) {
    const appended = appendMessage(next, draft);
    next = appended.dialog;
    messages.push(appended.message);
  }
  return { dialog: next, messages };
}
