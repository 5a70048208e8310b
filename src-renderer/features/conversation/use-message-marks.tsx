import { useRef, useState, type ReactNode, type RefObject } from 'react';
import { useClient, useLive } from '#renderer/client/react.tsx';
import type { TranscriptItem } from '#renderer/data/queries/views.ts';
import { useSteady } from '#renderer/kit/steady.ts';
import type { Id } from '#shared/domain/ids.ts';
import type { Message } from '#shared/domain/message.ts';
import type { Doer } from '#shared/domain/message-rights.ts';
import type { ComposingHandle } from './composer/use-composing.ts';
import { DeleteQuestion } from './transcript/marks/delete-question.tsx';
import type { MarksPort } from './transcript/marks/marks-port.ts';
import { isUnsent } from './transcript/marks/may-do.ts';
import type { JumpTarget } from './transcript/use-jump.ts';

/** What differs between a dialog and a talk of the team. */
interface MarkedPlace extends Pick<MarksPort, 'may' | 'keep' | 'react' | 'deliverAgain' | 'shown'> {
  /** Of the dialog, or of the talk. */
  id: Id;
  composing: ComposingHandle;
  field: RefObject<HTMLTextAreaElement | null>;
  remove: (messageId: Id) => void;
  /** Where to go, asked for from outside. */
  outside: JumpTarget | null;
}

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

/** What is done to single messages. Its port stays the same, so that messages are not drawn again for it. */
export function useMessageMarks({ id, composing, field, remove, outside, ...place }: MarkedPlace): Marks {
  const newest = useRef<readonly TranscriptItem[]>([]);
  const [asked, setAsked] = useState<Message | null>(null);
  const [quoted, setQuoted] = useState<JumpTarget | null>(null);

  const begin = (start: (message: Message) => void, message: Message): void => {
    start(message);
    field.current?.focus();
  };
  const port = useSteady<Marks['port']>({
    ...place,
    reply: (message) => begin(composing.reply, message),
    edit: (message) => begin(composing.edit, message),
    remove: setAsked,
    jump: ({ seq }) => setQuoted({ dialogId: id, seq, time: Date.now() }),
    shown(items) {
      newest.current = items;
      place.shown(items);
    },
    editLast() {
      const own = ({ message, pending }: TranscriptItem): boolean =>
        !isUnsent(pending) && place.may(message).edit;
      const last = newest.current.findLast(own);
      if (last) begin(composing.edit, last.message);
      return last !== undefined;
    },
  });
  const question = (
    <DeleteQuestion
      message={asked}
      onClose={() => setAsked(null)}
      onDelete={(message) => remove(message.id)}
    />
  );
  const target = quoted !== null && quoted.time > (outside?.time ?? 0) ? quoted : outside;
  return { port, question, target };
}

/** Makes who the rules of messages ask about, by the hub's clock. */
export function useDoer(): (how: { channel: Doer['channel']; role?: Doer['actor']['role'] }) => Doer {
  const client = useClient();
  const { operator } = client.session;
  const offset = useLive(() => client.queries.clockOffset(), [client]) ?? 0;
  return ({ channel, role = operator.role }) => ({
    actor: { operatorId: operator.id, role },
    now: Date.now() + offset,
    channel,
  });
}
