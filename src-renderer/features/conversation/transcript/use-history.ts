import { useState } from 'react';
import { useClient, useLive } from '#renderer/client/react.tsx';
import type { TranscriptView } from '#renderer/data/queries/views.ts';
import { useKept } from '#renderer/kit/keep.ts';
import type { Id } from '#shared/domain/ids.ts';

/** Messages of the first picture. */
export const FIRST_PORTION = 60;
const STEP = 120;

export type OlderState = 'idle' | 'loading' | 'offline' | 'failed';

export interface History {
  view: TranscriptView | undefined;
  older: OlderState;
  /** The top of what is loaded is near: bring more, from the replica or from the hub. */
  wantOlder: () => void;
  /** Towards an older message: bring what is between it and the oldest on the screen. */
  reach: (seq: number) => void;
  /** Back at the newest: give up what was scrolled through, so that the window stays small. */
  shrink: () => void;
}

/** The transcript as a growing window over the replica. */
export function useHistory({ id, team }: { id: Id; team: boolean }, online: boolean): History {
  const client = useClient();
  const [limit, setLimit] = useState(FIRST_PORTION);
  const [older, setOlder] = useState<OlderState>('idle');
  const live = useLive(
    () => (team ? client.queries.talkTranscript(id, limit) : client.queries.transcript(id, limit)),
    [client, id, team, limit],
  );
  const view = useKept(live, id);

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
    client.remote.loadOlder(id).then(
      (result) => {
        setOlder(result === 'offline' ? 'offline' : 'idle');
        // One portion at a time: the limit leaves room for the page that has just come.
        if (result === 'loaded') setLimit((now) => now + STEP);
      },
      () => setOlder('failed'),
    );
  }
  function reach(seq: number): void {
    const first = live?.items[0]?.message.seq;
    if (live === undefined || first === undefined || first <= seq) return;
    if (live.items.length < limit) return wantOlder();
    // A little more than needed, so that the message does not stand at the very edge.
    setLimit((now) => Math.max(now, live.items.length + first - seq + FIRST_PORTION / 2));
  }
  const shrink = (): void => setLimit(FIRST_PORTION);
  return { view, older, wantOlder, reach, shrink };
}
