import { previewOf } from '../lib/text.ts';
import type { Dialog } from './dialog.ts';
import type { Message } from './message.ts';

/** A message that has no place in the dialog yet. */
export type MessageDraft = Omit<Message, 'seq' | 'dialogId' | 'rev'>;

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
  const message: Message = { ...draft, dialogId: dialog.id, seq: dialog.lastSeq + 1, rev: 1 };
  const next: Dialog = { ...dialog, lastSeq: message.seq };
  if (message.body.kind === 'event') return { dialog: next, message };
  next.lastActivityAt = Math.max(dialog.lastActivityAt, message.at);
  next.lastMessage = {
    seq: message.seq,
    preview: previewOf(message.body.text),
    author: message.author,
    visibility: message.visibility,
    at: message.at,
  };
  if (message.visibility === 'hidden') return { dialog: next, message };
  if (message.author.kind === 'client') {
    next.waitingSince = dialog.waitingSince ?? message.at;
    next.unread = dialog.unread + 1;
  } else if (message.author.kind === 'operator') {
    next.waitingSince = null;
    next.unread = 0;
  }
  return { dialog: next, message };
}
