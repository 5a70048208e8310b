import { Dexie } from 'dexie';
import { hasChanges } from './touched.ts';

/** In milliseconds. */
export interface Calm {
  /** So long nothing is written… */
  ms: number;
  /** …but whatever is written, not longer than this is waited. */
  mostMs: number;
}

/**
 * Calls `then` once nothing has been written to the replica for a while.
 * @returns the way not to
 */
export function whenCalm(databaseName: string, { ms, mostMs }: Calm, then: () => void): () => void {
  const stop = (): void => {
    clearTimeout(timer);
    clearTimeout(last);
    Dexie.on.storagemutated.unsubscribe(listener);
  };
  const go = (): void => {
    stop();
    then();
  };
  const listener = (parts: Readonly<Record<string, unknown>>): void => {
    if (!hasChanges(databaseName, parts)) return;
    clearTimeout(timer);
    timer = setTimeout(go, ms);
  };
  let timer = setTimeout(go, ms);
  const last = setTimeout(go, mostMs);
  Dexie.on.storagemutated.subscribe(listener);
  return stop;
}
