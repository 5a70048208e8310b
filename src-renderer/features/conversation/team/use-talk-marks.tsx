import { useState, type RefObject } from 'react';
import type { TalkView, TranscriptItem } from '#renderer/data/queries/views.ts';
import { refuseDelete, refuseEdit, refuseIfNoText } from '#shared/domain/message-rights.ts';
import type { Message } from '#shared/domain/message.ts';
import type { ComposingHandle } from '../composer/use-composing.ts';
import type { MayDo } from '../transcript/marks/marks-port.ts';
import type { JumpTarget } from '../transcript/use-jump.ts';
import { useDoer, useMessageMarks, type Marks } from '../use-message-marks.tsx';
import type { TalkDeeds } from './use-talk-deeds.ts';

interface TalkMarks extends Marks {
  /** Messages that stand in the transcript now. */
  shown: readonly TranscriptItem[];
}

const nothing = (): void => undefined;

/** What is done to single messages of a talk of the team. */
export function useTalkMarks(
  { talk, refusal }: TalkView,
  composing: ComposingHandle,
  { remove, react }: TalkDeeds,
  field: RefObject<HTMLTextAreaElement | null>,
  outside: JumpTarget | null,
): TalkMarks {
  const doer = useDoer();
  const [shown, setShown] = useState<readonly TranscriptItem[]>([]);

  const may = (message: Message): MayDo => {
    const there = refuseIfNoText(message) === null;
    const writes = refusal === null;
    // Between two people there is no supervisor.
    const deleter = doer({ channel: null, ...(talk.place.kind === 'line' ? {} : { role: 'operator' }) });
    return {
      reply: there && writes,
      react: there && writes,
      edit: writes && refuseEdit(doer({ channel: null }), message) === null,
      delete: refuseDelete(deleter, message) === null,
      // What is told to clients again and again is kept from dialogs with them.
      keep: false,
      retry: false,
    };
  };
  const marks = useMessageMarks({
    id: talk.id,
    composing,
    field,
    outside,
    remove,
    react,
    may,
    shown: setShown,
    keep: nothing,
    // Nothing of the team is delivered to anybody.
    deliverAgain: nothing,
  });
  return { ...marks, shown };
}
