import type { RefObject } from 'react';
import type { DialogView, TranscriptItem } from '#renderer/data/queries/views.ts';
import { useReplyDesk, type ReplySource } from '#renderer/quick-replies/desk.tsx';
import { newId } from '#renderer/quick-replies/new-id.ts';
import type { Message } from '#shared/domain/message.ts';
import type { ComposingHandle } from './composer/use-composing.ts';
import { mayDo } from './transcript/marks/may-do.ts';
import type { JumpTarget } from './transcript/use-jump.ts';
import type { Deeds } from './use-deeds.ts';
import { useDoer, useMessageMarks, type Marks } from './use-message-marks.tsx';

/** What is done to single messages of the dialog. */
export function useMarks(
  view: DialogView,
  composing: ComposingHandle,
  deeds: Deeds,
  field: RefObject<HTMLTextAreaElement | null>,
  outside: JumpTarget | null,
): Marks {
  const desk = useReplyDesk();
  const doer = useDoer();
  const { remove, react, deliverAgain } = deeds;
  return useMessageMarks({
    id: view.dialog.id,
    composing,
    field,
    outside,
    remove,
    react,
    deliverAgain,
    may: (message) => mayDo(message, view.can, doer({ channel: view.channel?.kind ?? null })),
    keep: (message) => desk.open({ kind: 'make', id: newId(), from: sourceOf(message, view) }),
    shown: (items) => giveUpDeleted(composing, items),
  });
}

/** Of what was deleted meanwhile nothing is answered any more. */
function giveUpDeleted(composing: ComposingHandle, items: readonly TranscriptItem[]): void {
  const subject = composing.now?.kind === 'reply' ? composing.now.quotation.messageId : null;
  if (items.some(({ message: { id, body } }) => id === subject && body.kind === 'deleted'))
    composing.cancel();
}

/** Words that were said in this dialog, with what is known of where. */
function sourceOf({ body }: Message, { dialog, contact }: DialogView): ReplySource | null {
  if (body.kind !== 'text') return null;
  const { text, attachments } = body;
  return { text, attachments, lineId: dialog.lineId, clientName: contact?.name?.trim() || null };
}
