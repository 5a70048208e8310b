import { useEffect, useMemo, useRef, useState, type ReactNode, type RefObject } from 'react';
import { useClient, useLive } from '#renderer/client/react.tsx';
import type { TalkView, TranscriptItem } from '#renderer/data/queries/views.ts';
import { refuseDelete, refuseEdit, refuseIfNoText } from '#shared/domain/message-rights.ts';
import type { Message } from '#shared/domain/message.ts';
import type { ComposingHandle } from '../composer/use-composing.ts';
import { DeleteQuestion } from '../transcript/marks/delete-question.tsx';
import type { MarksPort, MayDo } from '../transcript/marks/marks-port.ts';
import type { JumpTarget } from '../transcript/use-jump.ts';
import type { TalkDeeds } from './use-talk-deeds.ts';

interface TalkMarks {
  port: MarksPort & { editLast: () => boolean };
  question: ReactNode;
  target: JumpTarget | null;
  /** Messages that stand in the transcript now. */
  shown: readonly TranscriptItem[];
}

/** What is done to single messages of a talk of the team. Its port stays the same, so that messages are not drawn again for it. */
export function useTalkMarks(
  view: TalkView,
  composing: ComposingHandle,
  deeds: TalkDeeds,
  field: RefObject<HTMLTextAreaElement | null>,
  outside: JumpTarget | null,
): TalkMarks {
  const client = useClient();
  const { operator } = client.session;
  const offset = useLive(() => client.queries.clockOffset(), [client]) ?? 0;
  const [shown, setShown] = useState<readonly TranscriptItem[]>([]);
  const [asked, setAsked] = useState<Message | null>(null);
  const [quoted, setQuoted] = useState<JumpTarget | null>(null);
  const { talk } = view;

  const may = (message: Message): MayDo => {
    const there = refuseIfNoText(message) === null;
    const writes = view.refusal === null;
    // Between two people there is no supervisor.
    const role = talk.place.kind === 'line' ? operator.role : 'operator';
    const doer = (as: typeof role) => ({
      actor: { operatorId: operator.id, role: as },
      now: Date.now() + offset,
      channel: null,
    });
    return {
      reply: there && writes,
      react: there && writes,
      edit: writes && refuseEdit(doer(operator.role), message) === null,
      delete: refuseDelete(doer(role), message) === null,
      // What is told to clients again and again is kept from dialogs with them.
      keep: false,
      retry: false,
    };
  };
  const begin = (start: (message: Message) => void, message: Message): void => {
    start(message);
    field.current?.focus();
  };
  const now: Omit<TalkMarks['port'], 'shown' | 'deliverAgain' | 'keep'> = {
    may,
    reply: (message) => begin(composing.reply, message),
    edit: (message) => begin(composing.edit, message),
    remove: setAsked,
    react: deeds.react,
    jump: ({ seq }) => setQuoted({ dialogId: talk.id, seq, time: Date.now() }),
    editLast() {
      const own = ({ message, pending }: TranscriptItem): boolean =>
        pending?.kind !== 'refused' && pending?.kind !== 'failed' && may(message).edit;
      const last = shown.findLast(own);
      if (last) begin(composing.edit, last.message);
      return last !== undefined;
    },
  };
  const current = useRef(now);
  useEffect(() => {
    current.current = now;
  });
  const port = useMemo(
    (): TalkMarks['port'] => ({
      may: (message) => current.current.may(message),
      reply: (message) => current.current.reply(message),
      edit: (message) => current.current.edit(message),
      remove: (message) => current.current.remove(message),
      react: (messageId, emoji) => current.current.react(messageId, emoji),
      // Nothing of the team is delivered to anybody.
      deliverAgain: () => undefined,
      keep: () => undefined,
      jump: (quotation) => current.current.jump(quotation),
      editLast: () => current.current.editLast(),
      shown: setShown,
    }),
    [],
  );
  const question = (
    <DeleteQuestion message={asked} onClose={() => setAsked(null)} onDelete={({ id }) => deeds.remove(id)} />
  );
  const target = quoted !== null && quoted.time > (outside?.time ?? 0) ? quoted : outside;
  return { port, question, target, shown };
}
