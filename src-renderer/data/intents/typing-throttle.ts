import type { Id } from '#shared/domain/ids.ts';
import type { Visibility } from '#shared/domain/message.ts';

/** "I am typing" is repeated at most so often, in milliseconds: twice before it would fade on others' screens. */
export const TYPING_EVERY_MS = 2_500;

type Typing = (dialogId: Id, visibility: Visibility) => void;

/** Lets one call per dialog and interval through, and at once what is for other eyes than the last. */
export function throttleTyping(send: Typing, now: () => number): Typing {
  let last: { what: string; at: number } | null = null;
  return (dialogId, visibility) => {
    const what = `${dialogId} ${visibility}`;
    const at = now();
    // A clock that was put back must not silence the person until it has caught up.
    const recently = last !== null && at >= last.at && at - last.at < TYPING_EVERY_MS;
    if (recently && last?.what === what) return;
    last = { what, at };
    send(dialogId, visibility);
  };
}
