import { Dexie } from 'dexie';
import { hasChanges } from './touched.ts';

/** In milliseconds. */
export interface Calm {
  /** So long it waits in any case… */
  leastMs: number;
  /** …and then until nothing was written for so long… */
  ms: number;
  /** …but whatever is written, not longer than this. */
  mostMs: number;
}

/**
 * Calls `then` once nothing has been written to the replica for a while.
 * @returns the way not to
 */
export function whenCalm(databaseName: string, { leastMs, ms, mostMs }: Calm, then: () => void): () => void {
  const stop = (): void => {
    clearTimeout(timer);
    clearTimeout(last);
    Dexie.on.storagemutated.unsubscribe(listener);
  };
  const go = (): void => {
    stop();
    then();
  };
  const least = performance.now() + leastMs;
  const soon = (): ReturnType<typeof setTimeout> => setTimeout(go, Math.max(ms, least - performance.now()));
  const listener = (parts: Readonly<Record<string, unknown>>): void => {
    if (!hasChanges(databaseName, parts)) return;
    clearTimeout(timer);
    timer = soon();
  };
  let timer = soon();
  const last = setTimeout(go, mostMs);
  Dexie.on.storagemutated.subscribe(listener);
  return stop;
}
