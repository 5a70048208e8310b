import { useEffect } from 'react';
import { useClient, useLive } from '../client/react.tsx';
import { setHubClock } from '../kit/clock.ts';

/** Waiting times and days are told by the hub's clock: this computer's may be wrong by days. */
export function useHubClock(): void {
  const client = useClient();
  const offset = useLive(() => client.queries.clockOffset(), [client]);
  useEffect(() => {
    if (offset !== undefined) setHubClock(offset);
  }, [offset]);
  useEffect(() => () => setHubClock(0), []);
}
