import { z } from 'zod';
import type { Contact } from '../domain/contact.ts';
import type { Dialog } from '../domain/dialog.ts';
import type { ChannelKind, Role } from '../domain/directory.ts';
import type { Id, Timestamp } from '../domain/ids.ts';
import type { Message } from '../domain/message.ts';
import type { NoticeDraft } from '../domain/notice.ts';
import type { Refusal } from '../domain/refusal.ts';
import { amendMessage, appendMessage, type MessageDraft } from '../domain/transcript.ts';

/** Who acts, when and as which intent. In the hub `now` is the hub's clock, in an optimistic effect the client's. */
export interface IntentContext {
  intentId: Id;
  actor: { operatorId: Id; role: Role };
  now: Timestamp;
  /** The channel the dialog runs through; null when the client does not know it. */
  channel: ChannelKind | null;
  /** The message of the dialog that the intent names; null when it names none, and when it is not here. */
  message: Message | null;
}

/** What an intent does to its dialog. `messages` are the new ones, in order, with their seq; `notices` only the hub gives out. */
export interface DialogEffect {
  dialog: Dialog;
  messages: Message[];
  notices: NoticeDraft[];
}

/** Every intent's effect in one shape. */
export interface Effect extends DialogEffect {
  /** A message that was there before, as it is now. */
  changed: { message: Message; carry: Carry | null } | null;
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

/** What has to be carried to the client after a change of one message; a row of the hub's delivery queue. */
export type Carry = 'send' | 'edit' | 'delete' | 'react';

/** What an intent does to a message that is there. */
export interface MessageEffect {
  dialog: Dialog;
  message: Message;
  /** Null: the client's messenger has nothing to learn. */
  carry: Carry | null;
  notices: NoticeDraft[];
}

/** One thing a person does to one message of a dialog; otherwise as `DialogIntent`. */
export interface MessageIntent<Name extends string, Args extends z.ZodType<{ dialogId: Id; messageId: Id }>> {
  name: Name;
  args: Args;
  check(ctx: IntentContext, place: MessagePlace, args: z.output<Args>): Refusal | null;
  /** Called only when `check` passed. Returning the same message means: nothing to do, and that is fine. */
  effect(ctx: IntentContext, place: MessagePlace, args: z.output<Args>): MessageEffect;
}

export interface MessagePlace {
  dialog: Dialog;
  message: Message;
}

export function defineMessageIntent<
  Name extends string,
  Args extends z.ZodType<{ dialogId: Id; messageId: Id }>,
>(intent: MessageIntent<Name, Args>): MessageIntent<Name, Args> {
  return intent;
}

/** A changed message, and its dialog's summary with it. */
export function amend(
  { dialog }: MessagePlace,
  message: Message,
  carry: Carry | null,
  notices: NoticeDraft[] = [],
): MessageEffect {
  const changed = { ...message, rev: message.rev + 1 };
  return { dialog: amendMessage(dialog, message), message: changed, carry, notices };
}

/** Nothing to do. */
export function leave({ dialog, message }: MessagePlace): MessageEffect {
  return { dialog, message, carry: null, notices: [] };
}

export function defineDialogIntent<Name extends string, Args extends z.ZodType<{ dialogId: Id }>>(
  intent: DialogIntent<Name, Args>,
): DialogIntent<Name, Args> {
  return intent;
}

/** Who does something to a client, when and as which intent. */
export type ContactContext = Pick<IntentContext, 'intentId' | 'actor' | 'now'>;

/**
 * One thing a person does to what is known of a client: one field of it, so that two who work on the same card at once do not lose
 * each other's. Otherwise as `DialogIntent`; whoever sees a dialog of the client may.
 */
export interface ContactIntent<Name extends string, Args extends z.ZodType<{ contactId: Id }>> {
  name: Name;
  args: Args;
  check(ctx: ContactContext, contact: Contact, args: z.output<Args>): Refusal | null;
  /** Called only when `check` passed. Returning the same contact means: nothing to do, and that is fine. */
  effect(ctx: ContactContext, contact: Contact, args: z.output<Args>): Contact;
}

export function defineContactIntent<Name extends string, Args extends z.ZodType<{ contactId: Id }>>(
  intent: ContactIntent<Name, Args>,
): ContactIntent<Name, Args> {
  return intent;
}

/** Two clients, of whom one becomes part of the other. */
export interface ContactPair {
  from: Contact;
  into: Contact;
}

/** What is done to two clients; whoever sees dialogs of both may. */
export interface ContactPairIntent<Name extends string, Args extends z.ZodType<{ fromId: Id; intoId: Id }>> {
  name: Name;
  args: Args;
  check(ctx: ContactContext, pair: ContactPair): Refusal | null;
  /** Called only when `check` passed. */
  effect(ctx: ContactContext, pair: ContactPair): ContactPair;
}

export function defineContactPairIntent<
  Name extends string,
  Args extends z.ZodType<{ fromId: Id; intoId: Id }>,
>(intent: ContactPairIntent<Name, Args>): ContactPairIntent<Name, Args> {
  return intent;
}

/** One thing a person does to what belongs to no dialog. */
export interface OwnIntent<Name extends string, Args extends z.ZodType<object>> {
  name: Name;
  args: Args;
}

export function defineOwnIntent<Name extends string, Args extends z.ZodType<object>>(
  intent: OwnIntent<Name, Args>,
): OwnIntent<Name, Args> {
  return intent;
}

/** `lastSeq` of the dialog as the person saw it when he acted; null when he could not know it, then nothing guards him. */
export const afterSeqSchema = z.int().nonnegative().nullable().default(null);

/** Nothing to do, and that is fine. */
export function idle(dialog: Dialog): DialogEffect {
  return { dialog, messages: [], notices: [] };
}

/** Applies drafts to a dialog one after the other. */
export function append(dialog: Dialog, drafts: MessageDraft[], notices: NoticeDraft[] = []): DialogEffect {
  const messages: Message[] = [];
  let next = dialog;
  for (const draft of drafts) {
    const appended = appendMessage(next, draft);
    next = appended.dialog;
    messages.push(appended.message);
  }
  return { dialog: next, messages, notices };
}
