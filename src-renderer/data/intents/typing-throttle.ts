import type { Id } from '#shared/domain/ids.ts';

/** "I am typing" is repeated at most so often, in milliseconds: twice before it would fade on others' screens. */
export const TYPING_EVERY_MS = 2_500;

/** Lets one call per dialog and interval through. */
export function throttleTyping(send: (dialogId: Id) => void, now: () => number): (dialogId: Id) => void {
  let last: { dialogId: Id; at: number } | null = null;
  return (dialogId) => {
    const at = now();
    // A clock that was put back must not silence the person until it has caught up.
    const recently = last !== null && at >= last.at && at - last.at < TYPING_EVERY_MS;
    if (recently && last?.dialogId === dialogId) return;
    last = { dialogId, at };
    send(dialogId);
  };
}
