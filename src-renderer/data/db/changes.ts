import { Dexie, RangeSet, rangesOverlap, type ObservabilitySet } from 'dexie';
import type { ReplicaDb } from './database.ts';

/** A table, or a range of primary keys of it, that somebody depends on. */
export interface Watched {
  table: string;
  from?: string | [string, number];
  to?: string | [string, number];
}

/**
 * Calls after every committed write that touches what is watched, from any window or worker of this origin.
 * @returns the way to stop.
 */
export function onCommitted(db: ReplicaDb, watched: readonly Watched[], call: () => void): () => void {
  const ranges = watched.map((one) => ({
    part: `idb://${db.name}/${one.table}/`,
    range: one.from === undefined ? null : new RangeSet(one.from, one.to ?? one.from),
  }));
  const listener = (parts: ObservabilitySet) => {
    const hit = ranges.some(({ part, range }) => {
      const written = parts[part];
      // An empty set stands for "touched, keys unknown"; told once too often is harmless.
      return written !== undefined && (range === null || rangesOverlap(written, range));
    });
    if (hit) call();
  };
  Dexie.on.storagemutated.subscribe(listener);
  return () => Dexie.on.storagemutated.unsubscribe(listener);
}
