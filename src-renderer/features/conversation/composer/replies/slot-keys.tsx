import type { ReactNode } from 'react';
import { useCommand } from '#renderer/commands/react.tsx';
import type { Slot } from '#renderer/quick-replies/use-replies.ts';
import type { QuickReply } from '#shared/domain/quick-reply.ts';
import type { QuickRepliesHandle } from './use-quick-replies.tsx';

/** Keys that put a reply into the message. Only those that have one are offered; the others stay with whoever has the keyboard. */
export function SlotKeys({ onKeys, insert }: Pick<QuickRepliesHandle, 'onKeys' | 'insert'>): ReactNode {
  return onKeys.map(({ slot, reply }) => <SlotKey key={slot} slot={slot} reply={reply} onInsert={insert} />);
}

interface SlotKeyProps {
  slot: Slot;
  reply: QuickReply;
  onInsert: (reply: QuickReply) => void;
}

function SlotKey({ slot, reply, onInsert }: SlotKeyProps): ReactNode {
  useCommand(`reply.slot${slot}`, () => onInsert(reply));
  return null;
}
