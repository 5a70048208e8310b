import { useEffect, useMemo, useRef, useState, type ReactNode, type RefObject } from 'react';
import { useClient, useLive } from '#renderer/client/react.tsx';
import type { DialogView, TranscriptItem } from '#renderer/data/queries/views.ts';
import { useReplyDesk, type ReplySource } from '#renderer/quick-replies/desk.tsx';
import { newId } from '#renderer/quick-replies/new-id.ts';
import type { Message } from '#shared/domain/message.ts';
import type { ComposingHandle } from './composer/use-composing.ts';
import { DeleteQuestion } from './transcript/marks/delete-question.tsx';
import type { MarksPort, MayDo } from './transcript/marks/marks-port.ts';
import { mayDo } from './transcript/marks/may-do.ts';
import type { JumpTarget } from './transcript/use-jump.ts';
import type { Deeds } from './use-deeds.ts';

export interface Marks {
  port: MarksPort & {
    /** Changes the newest message of one's own; false when there is none. */
    editLast: () => boolean;
  };
  /** Whether a message is really to be deleted. */
  question: ReactNode;
  /** Where to go: what was asked for last, from outside or by a quotation. */
  target: JumpTarget | null;
}

/** What is done to single messages of the dialog. Its port stays the same, so that messages are not drawn again for it. */
export function useMarks(
  view: DialogView,
  composing: ComposingHandle,
  deeds: Deeds,
  field: RefObject<HTMLTextAreaElement | null>,
  outside: JumpTarget | null,
): Marks {
  const client = useClient();
  const { operator } = client.session;
  const offset = useLive(() => client.queries.clockOffset(), [client]) ?? 0;
  const desk = useReplyDesk();
  const newest = useRef<readonly TranscriptItem[]>([]);
  const [asked, setAsked] = useState<Message | null>(null);
  const [quoted, setQuoted] = useState<JumpTarget | null>(null);
  const dialogId = view.dialog.id;

  const may = (message: Message): MayDo => {
    const doer = {
      actor: { operatorId: operator.id, role: operator.role },
      now: Date.now() + offset,
      channel: view.channel?.kind ?? null,
    };
    return mayDo(message, view.can, doer);
  };
  const begin = (start: (message: Message) => void, message: Message): void => {
    start(message);
    field.current?.focus();
  };
  const now = {
    may,
    reply: (message: Message) => begin(composing.reply, message),
    edit: (message: Message) => begin(composing.edit, message),
    remove: setAsked,
    keep: (message: Message) => desk.open({ kind: 'make', id: newId(), from: sourceOf(message, view) }),
    react: deeds.react,
    deliverAgain: deeds.deliverAgain,
    jump: ({ seq }: { seq: number }) => setQuoted({ dialogId, seq, time: Date.now() }),
    shown(items: readonly TranscriptItem[]) {
      newest.current = items;
      giveUpDeleted(composing, items);
    },
    editLast() {
      const own = ({ message, pending }: TranscriptItem): boolean =>
        pending?.kind !== 'refused' && pending?.kind !== 'failed' && may(message).edit;
      const last = newest.current.findLast(own);
      if (last) begin(composing.edit, last.message);
      return last !== undefined;
    },
  };
  const current = useRef(now);
  useEffect(() => {
    current.current = now;
  });
  const port = useMemo(
    (): Marks['port'] => ({
      may: (message) => current.current.may(message),
      reply: (message) => current.current.reply(message),
      edit: (message) => current.current.edit(message),
      remove: (message) => current.current.remove(message),
      keep: (message) => current.current.keep(message),
      react: (messageId, emoji) => current.current.react(messageId, emoji),
      deliverAgain: (messageId) => current.current.deliverAgain(messageId),
      jump: (quotation) => current.current.jump(quotation),
      editLast: () => current.current.editLast(),
      shown: (items) => current.current.shown(items),
    }),
    [],
  );
  const question = (
    <DeleteQuestion message={asked} onClose={() => setAsked(null)} onDelete={({ id }) => deeds.remove(id)} />
  );
  const target = quoted !== null && quoted.time > (outside?.time ?? 0) ? quoted : outside;
  return { port, question, target };
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
