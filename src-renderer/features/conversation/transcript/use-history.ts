import { useState } from 'react';
import { useClient, useLive } from '#renderer/client/react.tsx';
import type { TranscriptView } from '#renderer/data/queries/views.ts';
import { useKept } from '#renderer/kit/keep.ts';
import type { Id } from '#shared/domain/ids.ts';

const FIRST = 60;
const STEP = 120;

export type OlderState = 'idle' | 'loading' | 'offline' | 'failed';

export interface History {
  view: TranscriptView | undefined;
  older: OlderState;
  /** The top of what is loaded is near: bring more, from the replica or from the hub. */
  wantOlder: () => void;
  /** Back at the newest: give up what was scrolled through, so that the window stays small. */
  shrink: () => void;
}

/** The transcript as a growing window over the replica. */
export function useHistory(dialogId: Id, online: boolean): History {
  const client = useClient();
  const [limit, setLimit] = useState(FIRST);
  const [older, setOlder] = useState<OlderState>('idle');
  const live = useLive(() => client.queries.transcript(dialogId, limit), [client, dialogId, limit]);
  const view = useKept(live, dialogId);

  // What failed for want of a network may be tried again with it.
  const [wasOnline, setWasOnline] = useState(online);
  if (wasOnline !== online) {
    setWasOnline(online);
    if (online && older !== 'loading') setOlder('idle');
  }

  function wantOlder(): void {
    // Only what was read with the present limit tells whether there is more; what is kept from before does not.
    if (live === undefined || older !== 'idle') return;
    if (live.items.length >= limit) {
      // Unless the person has gone to the newest in this very frame.
      setLimit((now) => (now === limit ? live.items.length + STEP : now));
      return;
    }
    if (!live.hasOlder) return;
    setOlder('loading');
    client.remote.loadOlder(dialogId).then(
      (result) => {
        setOlder(result === 'offline' ? 'offline' : 'idle');
        // One portion at a time: the limit leaves room for the page that has just come.
        if (result === 'loaded') setLimit((now) => now + STEP);
      },
      () => setOlder('failed'),
    );
  }
  const shrink = (): void => setLimit(FIRST);
  return { view, older, wantOlder, shrink };
}
