import { useState, type ReactNode, type RefObject } from 'react';
import type { Leftover } from '#renderer/quick-replies/filling.ts';
import { LeftoverQuestion } from './leftover-question.tsx';
import { selectIn } from '#renderer/quick-replies/write-into.ts';

interface CarefulSendInput {
  /** Places of the message that still wait for a word. */
  left: readonly Leftover[];
  field: RefObject<HTMLTextAreaElement | null>;
  /** There is something that may go. */
  sendable: boolean;
  onSend: () => void;
}

export interface CarefulSend {
  send: () => void;
  /** Leads to the next place that waits for a word. */
  fillIn: () => void;
  question: ReactNode;
}

/** Sends, but asks first while something in the message is not filled in. */
export function useCarefulSend({ left, field, sendable, onSend }: CarefulSendInput): CarefulSend {
  /** What there was to fill in when it was about to go. */
  const [asked, setAsked] = useState<readonly Leftover[] | null>(null);
  const fillIn = (): void => {
    const [next] = left;
    if (field.current && next) selectIn(field.current, next.from, next.to);
  };
  const sendAsItIs = (): void => {
    if (sendable) onSend();
    field.current?.focus();
  };
  const question = asked !== null && (
    <LeftoverQuestion left={asked} onFill={fillIn} onSend={sendAsItIs} onClose={() => setAsked(null)} />
  );
  return {
    send: () => (sendable && left.length > 0 ? setAsked(left) : sendAsItIs()),
    fillIn,
    question,
  };
}
