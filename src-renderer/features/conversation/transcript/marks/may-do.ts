import type { DialogView, TranscriptItem } from '#renderer/data/queries/views.ts';
import { refuseDelete, refuseEdit, refuseIfNoText, type Doer } from '#shared/domain/message-rights.ts';
import type { Message } from '#shared/domain/message.ts';
import type { MayDo } from './marks-port.ts';

/** What a person may do to one message. Pure. */
export function mayDo(message: Message, can: DialogView['can'], doer: Doer): MayDo {
  const there = refuseIfNoText(message) === null;
  const hidden = message.visibility === 'hidden';
  const writes = hidden ? can.whisper === null : (can.reply ?? can.whisper) === null;
  const { delivery, amendment } = message;
  const failed = [delivery?.state, amendment?.state].some(
    (state) => state === 'failed' || state === 'unknown',
  );
  return {
    reply: there && (writes || can.whisper === null),
    react: there && (hidden || can.reply?.code !== 'not_responsible'),
    edit: refuseEdit(doer, message) === null,
    delete: refuseDelete(doer, message) === null,
    // What was said among colleagues is not made into words for clients.
    keep: there && !hidden && message.author.kind === 'operator' && message.body.kind === 'text',
    retry: failed && (there || amendment !== null) && can.reply?.code !== 'not_responsible',
  };
}

/** What is not at the hub and waits for the person has its own buttons under it; as a message nothing can be done to it. */
export function isUnsent(pending: TranscriptItem['pending']): boolean {
  return pending?.kind === 'refused' || pending?.kind === 'failed' || pending?.kind === 'unanswered';
}
