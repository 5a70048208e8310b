import { useEffect } from 'react';
import { useClient } from '../client/react.tsx';
import type { KeepChoice } from '../platform/types.ts';
import type { PreferencesState } from './use-preferences.ts';

/** How much of the past is kept: chosen in one window, followed by all of them. */
export function useKeptHistory({ keep, setKeep }: PreferencesState): (next: KeepChoice) => void {
  const client = useClient();
  useEffect(() => {
    if (keep !== null) client.keepHistory(keep, { anew: false }).catch(reportFailure);
  }, [client, keep]);
  return (next) => {
    setKeep(next);
    client.keepHistory(next, { anew: true }).catch(reportFailure);
  };
}

function reportFailure(error: unknown): void {
  console.error('the local copy does not follow the choice of how much is kept', error);
}
