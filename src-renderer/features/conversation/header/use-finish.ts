import { useRef, useState } from 'react';
import { useClient } from '#renderer/client/react.tsx';
import type { Id } from '#shared/domain/ids.ts';
import { detach } from '#shared/lib/detach.ts';

export interface FinishHandle {
  /** Finishes, or asks first. */
  run: () => void;
  asking: boolean;
  stopAsking: () => void;
}

/**
 * Finishing over a waiting client's head is almost always a slip of the hand. Whether he waits says the newest that is known here, not what
 * is drawn: the answer may have been sent, or his word come, a moment ago. What comes after that look does not count as seen.
 */
export function useFinish(dialogId: Id, finish: (upTo?: number) => void): FinishHandle {
  const { queries } = useClient();
  const [asking, setAsking] = useState(false);
  const looking = useRef(false);
  return {
    run() {
      // A second press in a hurry means the first.
      if (looking.current) return;
      looking.current = true;
      detach(
        queries
          .waitingAmong([dialogId])
          .then(({ ids, ends }) => (ids.length === 0 ? finish(ends.get(dialogId)) : setAsking(true)))
          .finally(() => {
            looking.current = false;
          }),
        // What cannot be read here cannot be written either, and that is said.
        () => finish(),
      );
    },
    asking,
    stopAsking: () => setAsking(false),
  };
}
