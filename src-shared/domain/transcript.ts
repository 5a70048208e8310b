import { exhaustive } from '../lib/exhaustive.ts';
import { previewOf } from '../lib/text.ts';
import { summaryOf } from './attachment.ts';
import { isOpen, type Dialog, type LastMessage, type Turn } from './dialog.ts';
import { UNMARKED, type DialogEvent, type Message, type MessageBody, type Quotation } from './message.ts';

/** A message that has no place in the dialog yet. What it does not say of itself is as in a message to which nothing was done. */
export type MessageDraft = Omit<Message, 'seq' | 'dialogId' | 'rev' | keyof typeof UNMARKED> &
  Partial<Pick<Message, 'replyTo' | 'mentions'>>;

export interface Appended {
  dialog: Dialog;
  message: Message;
}

/**
 * Puts a message at the end of a dialog and keeps the dialog's summary in step: last text, activity, waiting and unread.
 * Used alike by the hub (intake and intents) and by optimistic effects, so that both always agree.
 * Does not touch `rev` of the dialog: only the hub's storage does.
 */
export function appendMessage(dialog: Dialog, draft: MessageDraft): Appended {
  const message: Message = { ...UNMARKED, ...draft, dialogId: dialog.id, seq: dialog.lastSeq + 1, rev: 1 };
  const next: Dialog = { ...dialog, lastSeq: message.seq };
  if (message.body.kind === 'event') {
    next.lastTurn = turnOf(message.body.event, message.seq) ?? dialog.lastTurn;
    return { dialog: next, message };
  }
  // What the sender of spam writes is kept where nobody is called by it.
  const open = isOpen(dialog);
  if (open) next.lastActivityAt = Math.max(dialog.lastActivityAt, message.at);
  next.lastMessage = {
    seq: message.seq,
    ...shortly(message.body),
    author: message.author,
    visibility: message.visibility,
    at: message.at,
  };
  if (message.visibility === 'hidden') return { dialog: next, message };
  if (message.author.kind === 'client') {
    if (open) next.waitingSince = dialog.waitingSince ?? message.at;
    if (open) next.unread = dialog.unread + 1;
    next.lastClientSeq = message.seq;
    next.snoozed = null;
  } else if (message.author.kind === 'operator') {
    next.waitingSince = null;
    next.unread = 0;
    next.lastTurn = { seq: message.seq, operatorId: message.author.operatorId, what: 'answered' };
  }
  return { dialog: next, message };
}

/** What lists show of it; nothing of a message that was deleted. */
function shortly(body: MessageBody): Pick<LastMessage, 'preview' | 'files'> {
  if (body.kind !== 'text') return { preview: '', files: null };
  return { preview: previewOf(body.text), files: summaryOf(body.attachments) };
}

export function quote(message: Message): Quotation {
  const { id: messageId, seq, author, visibility, body } = message;
  return { messageId, seq, author, visibility, ...shortly(body) };
}

/** The next version of a message that quotes one that was deleted: whom it answers stays, the words and files go. */
export function unquote(message: Message): Message {
  const { replyTo, rev } = message;
  return { ...message, replyTo: replyTo && { ...replyTo, preview: '', files: null }, rev: rev + 1 };
}

/** Keeps the dialog's summary in step with a message that was changed in its place. */
export function amendMessage(dialog: Dialog, message: Message): Dialog {
  const { lastMessage } = dialog;
  if (lastMessage?.seq !== message.seq) return dialog;
  return { ...dialog, lastMessage: { ...lastMessage, ...shortly(message.body) } };
}

function turnOf(event: DialogEvent, seq: number): Turn | null {
  switch (event.type) {
    case 'claimed':
    case 'started':
    case 'taken_over':
    case 'offer_taken':
    case 'reopened':
      return { seq, operatorId: event.operatorId, what: 'claimed' };
    case 'finished':
    case 'marked_spam':
      return { seq, operatorId: event.operatorId, what: 'finished' };
    case 'moved':
    case 'handed_back':
      return { seq, operatorId: event.operatorId, what: 'moved' };
    case 'opened':
    case 'marked_read':
    case 'marked_unread':
    case 'offered':
    case 'offer_declined':
    case 'offer_recalled':
    case 'invited':
    case 'senior_called':
    case 'joined':
    case 'left':
    case 'snoozed':
    case 'woken':
    case 'access_lost':
      return null;
    default:
      return exhaustive(event, 'event of a dialog');
  }
}
