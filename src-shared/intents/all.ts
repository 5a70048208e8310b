import { z } from 'zod';
import { idSchema, timestampSchema, type Id } from '../domain/ids.ts';
import { OWN_LANE, REPLIES_LANE } from '../domain/lanes.ts';
import { contactMerge, contactUnmerge } from './contact-merge.ts';
import { contactDeleteNote, contactEditNote, contactNote } from './contact-note.ts';
import { contactAddEmail, contactAddPhone, contactRemoveEmail, contactRemovePhone } from './contact-reach.ts';
import { contactRename } from './contact-rename.ts';
import { contactRestore } from './contact-restore.ts';
import { contactTag, contactUntag } from './contact-tag.ts';
import type { ContactIntent, ContactPairIntent, DialogIntent, OwnIntent } from './define.ts';
import type { TalkIntent } from './define-talk.ts';
import { dialogAcceptTransfer } from './dialog-accept-transfer.ts';
import { dialogAnswer } from './dialog-answer.ts';
import { dialogCallSenior } from './dialog-call-senior.ts';
import { dialogDeclineTransfer } from './dialog-decline-transfer.ts';
import { dialogFinish } from './dialog-finish.ts';
import { dialogHandBack } from './dialog-hand-back.ts';
import { dialogInvite } from './dialog-invite.ts';
import { dialogJoin } from './dialog-join.ts';
import { dialogLeave } from './dialog-leave.ts';
import { dialogMarkRead } from './dialog-mark-read.ts';
import { messageDelete } from './message-delete.ts';
import { messageEdit } from './message-edit.ts';
import { messageReact } from './message-react.ts';
import { messageRetry } from './message-retry.ts';
import { dialogMarkUnread } from './dialog-mark-unread.ts';
import { dialogPin, dialogUnpin } from './dialog-pin.ts';
import { dialogRecallTransfer } from './dialog-recall-transfer.ts';
import { dialogReopen } from './dialog-reopen.ts';
import { dialogSnooze, dialogUnsnooze } from './dialog-snooze.ts';
import { dialogSpam } from './dialog-spam.ts';
import { dialogStart } from './dialog-start.ts';
import { dialogTake } from './dialog-take.ts';
import { dialogUndo } from './dialog-undo.ts';
import { dialogTransfer } from './dialog-transfer.ts';
import { filterDelete } from './filter-delete.ts';
import { filterSave } from './filter-save.ts';
import { messageSend } from './message-send.ts';
import { noticeSeen } from './notice-seen.ts';
import { presenceSet } from './presence-set.ts';
import { talkDelete } from './talk-delete.ts';
import { talkEdit } from './talk-edit.ts';
import { talkReact } from './talk-react.ts';
import { talkRead } from './talk-read.ts';
import { talkSend } from './talk-send.ts';
import { quickReplyDelete } from './quick-reply-delete.ts';
import { quickReplySave } from './quick-reply-save.ts';
import { quickReplySlot } from './quick-reply-slot.ts';

/** What a person does to a dialog that is there; a new one is added here, to `intentSchema` and to `applyIntent`. The hub carries it out by these. */
export const DIALOG_INTENTS = {
  'dialog.answer': dialogAnswer,
  'dialog.take': dialogTake,
  'dialog.transfer': dialogTransfer,
  'dialog.acceptTransfer': dialogAcceptTransfer,
  'dialog.declineTransfer': dialogDeclineTransfer,
  'dialog.recallTransfer': dialogRecallTransfer,
  'dialog.handBack': dialogHandBack,
  'dialog.invite': dialogInvite,
  'dialog.join': dialogJoin,
  'dialog.leave': dialogLeave,
  'dialog.callSenior': dialogCallSenior,
  'dialog.finish': dialogFinish,
  'dialog.spam': dialogSpam,
  'dialog.reopen': dialogReopen,
  'dialog.markRead': dialogMarkRead,
  'message.delete': messageDelete,
  'message.edit': messageEdit,
  'message.react': messageReact,
  'message.retry': messageRetry,
  'dialog.markUnread': dialogMarkUnread,
  'dialog.pin': dialogPin,
  'dialog.unpin': dialogUnpin,
  'dialog.snooze': dialogSnooze,
  'dialog.unsnooze': dialogUnsnooze,
  'dialog.undo': dialogUndo,
  'message.send': messageSend,
} as const;

/** What a person does to what belongs to no dialog; a new one is added here and to `intentSchema`, and carried out by the hub's `own`. */
export const OWN_INTENTS = {
  'notice.seen': noticeSeen,
  'presence.set': presenceSet,
  'quickReply.save': quickReplySave,
  'quickReply.delete': quickReplyDelete,
  'quickReply.slot': quickReplySlot,
  'filter.save': filterSave,
  'filter.delete': filterDelete,
} as const;

/** What a person does in a talk of the team; a new one is added here, to `intentSchema` and to `applyToTalk`. */
export const TALK_INTENTS = {
  'talk.send': talkSend,
  'talk.edit': talkEdit,
  'talk.delete': talkDelete,
  'talk.react': talkReact,
  'talk.read': talkRead,
} as const;

/** What a person does to a client; a new one is added here, to `intentSchema` and to `applyToContact`. */
export const CONTACT_INTENTS = {
  'contact.rename': contactRename,
  'contact.addPhone': contactAddPhone,
  'contact.removePhone': contactRemovePhone,
  'contact.addEmail': contactAddEmail,
  'contact.removeEmail': contactRemoveEmail,
  'contact.tag': contactTag,
  'contact.untag': contactUntag,
  'contact.note': contactNote,
  'contact.editNote': contactEditNote,
  'contact.deleteNote': contactDeleteNote,
  'contact.restore': contactRestore,
} as const;

/** What a person does to two clients. */
export const PAIR_INTENTS = {
  'contact.merge': contactMerge,
  'contact.unmerge': contactUnmerge,
} as const;

/** What makes a dialog. */
export const START_INTENTS = { 'dialog.start': dialogStart } as const;

/** Every intent there is. */
export const INTENTS = {
  ...DIALOG_INTENTS,
  ...OWN_INTENTS,
  ...CONTACT_INTENTS,
  ...PAIR_INTENTS,
  ...START_INTENTS,
  ...TALK_INTENTS,
} as const;

export type IntentName = keyof typeof INTENTS;
export type DialogIntentName = keyof typeof DIALOG_INTENTS;
export type TalkIntentName = keyof typeof TALK_INTENTS;
export type IntentArgs<Name extends IntentName> = z.output<(typeof INTENTS)[Name]['args']>;
/** Arguments as a person's action gives them: what has a default may be left out. */
export type IntentInput<Name extends IntentName> = z.input<(typeof INTENTS)[Name]['args']>;

/** `id` is made by the client (UUIDv7) and is what "once" means; `at` is the client's clock, for people, never for order. */
function envelope<Name extends string, Args extends z.ZodType<{ dialogId: Id }>>(
  intent: Pick<DialogIntent<Name, Args>, 'name' | 'args'>,
) {
  return z.object({ id: idSchema, name: z.literal(intent.name), args: intent.args, at: timestampSchema });
}

function ownEnvelope<Name extends string, Args extends z.ZodType<object>>(intent: OwnIntent<Name, Args>) {
  return z.object({ id: idSchema, name: z.literal(intent.name), args: intent.args, at: timestampSchema });
}

function talkEnvelope<Name extends string, Args extends z.ZodType<{ talkId: Id }>>(
  intent: Pick<TalkIntent<Name, Args>, 'name' | 'args'>,
) {
  return z.object({ id: idSchema, name: z.literal(intent.name), args: intent.args, at: timestampSchema });
}

function contactEnvelope<Name extends string, Args extends z.ZodType<{ contactId: Id }>>(
  intent: Pick<ContactIntent<Name, Args>, 'name' | 'args'>,
) {
  return z.object({ id: idSchema, name: z.literal(intent.name), args: intent.args, at: timestampSchema });
}

function pairEnvelope<Name extends string, Args extends z.ZodType<{ fromId: Id; intoId: Id }>>(
  intent: Pick<ContactPairIntent<Name, Args>, 'name' | 'args'>,
) {
  return z.object({ id: idSchema, name: z.literal(intent.name), args: intent.args, at: timestampSchema });
}

/** An intent as it is stored in the outbox and sent to the hub. */
export const intentSchema = z.discriminatedUnion('name', [
  envelope(dialogAnswer),
  envelope(dialogTake),
  envelope(dialogTransfer),
  envelope(dialogAcceptTransfer),
  envelope(dialogDeclineTransfer),
  envelope(dialogRecallTransfer),
  envelope(dialogHandBack),
  envelope(dialogInvite),
  envelope(dialogJoin),
  envelope(dialogLeave),
  envelope(dialogCallSenior),
  envelope(dialogFinish),
  envelope(dialogSpam),
  envelope(dialogReopen),
  envelope(dialogMarkRead),
  envelope(messageDelete),
  envelope(messageEdit),
  envelope(messageReact),
  envelope(messageRetry),
  envelope(dialogMarkUnread),
  envelope(dialogPin),
  envelope(dialogUnpin),
  envelope(dialogSnooze),
  envelope(dialogUnsnooze),
  envelope(dialogUndo),
  envelope(messageSend),
  ownEnvelope(noticeSeen),
  ownEnvelope(presenceSet),
  talkEnvelope(talkSend),
  talkEnvelope(talkEdit),
  talkEnvelope(talkDelete),
  talkEnvelope(talkReact),
  talkEnvelope(talkRead),
  ownEnvelope(quickReplySave),
  ownEnvelope(quickReplyDelete),
  ownEnvelope(quickReplySlot),
  contactEnvelope(contactRename),
  contactEnvelope(contactAddPhone),
  contactEnvelope(contactRemovePhone),
  contactEnvelope(contactAddEmail),
  contactEnvelope(contactRemoveEmail),
  contactEnvelope(contactTag),
  contactEnvelope(contactUntag),
  contactEnvelope(contactNote),
  contactEnvelope(contactEditNote),
  contactEnvelope(contactDeleteNote),
  contactEnvelope(contactRestore),
  pairEnvelope(contactMerge),
  pairEnvelope(contactUnmerge),
  envelope(dialogStart),
  ownEnvelope(filterSave),
  ownEnvelope(filterDelete),
]);
export type Intent = z.output<typeof intentSchema>;
export type OnDialog = Extract<Intent, { name: DialogIntentName }>;
export type OnTalk = Extract<Intent, { name: TalkIntentName }>;
export type OnOwn = Extract<Intent, { name: keyof typeof OWN_INTENTS }>;
export type OnContact = Extract<Intent, { name: keyof typeof CONTACT_INTENTS }>;
export type OnPair = Extract<Intent, { name: keyof typeof PAIR_INTENTS }>;
export type OnStart = Extract<Intent, { name: keyof typeof START_INTENTS }>;

export function isOnDialog(intent: Intent): intent is OnDialog {
  return Object.hasOwn(DIALOG_INTENTS, intent.name);
}

export function isOnTalk(intent: Intent): intent is OnTalk {
  return Object.hasOwn(TALK_INTENTS, intent.name);
}

export type OnReplies = Extract<Intent, { name: `quickReply.${string}` }>;

export function isOnReplies(intent: Intent): intent is OnReplies {
  return intent.name.startsWith('quickReply.');
}
export type OnFilters = Extract<Intent, { name: `filter.${string}` }>;

export function isOnContact(intent: Intent): intent is OnContact {
  return Object.hasOwn(CONTACT_INTENTS, intent.name);
}

export function isOnPair(intent: Intent): intent is OnPair {
  return Object.hasOwn(PAIR_INTENTS, intent.name);
}

export function isStart(intent: Intent): intent is OnStart {
  return Object.hasOwn(START_INTENTS, intent.name);
}

/** The message of its dialog that an intent names, as its object or as what it answers. */
export function namedMessage({ args }: OnDialog | OnTalk): Id | null {
  if ('messageId' in args) return args.messageId;
  return 'replyTo' in args ? args.replyTo : null;
}

/** Whether it is done to a message that is there, which everything else might be changing too. */
export function isOnMessage({ args }: OnDialog): boolean {
  return 'messageId' in args;
}

/** Intents of one lane are carried out in the order in which they were made; lanes do not wait for each other. */
export function laneOf(intent: Intent): string {
  if (isOnDialog(intent) || isStart(intent)) return intent.args.dialogId;
  if (isOnTalk(intent)) return intent.args.talkId;
  if (isOnContact(intent)) return intent.args.contactId;
  if (isOnReplies(intent)) return REPLIES_LANE;
  return isOnPair(intent) ? intent.args.intoId : OWN_LANE;
}

/** The client that an intent of a card is done to, of two the one who stays; null for everything else. */
export function contactOf(intent: Intent): Id | null {
  return isOnContact(intent) || isOnPair(intent) ? laneOf(intent) : null;
}
