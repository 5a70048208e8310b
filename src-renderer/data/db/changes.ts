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
  const renewed = renewals.get(db) ?? new Set();
  renewals.set(db, renewed.add(call));
  return () => {
    Dexie.on.storagemutated.unsubscribe(listener);
    renewed.delete(call);
  };
}

/** As Dexie makes it: a tree of key ranges. It may have travelled between threads, so it is a plain object. */
interface RangeNode {
  from?: unknown;
  to?: unknown;
  l?: RangeNode | null;
  r?: RangeNode | null;
}

function* rangesOf(node: RangeNode | null | undefined): Generator<[from: unknown, to: unknown]> {
  if (!node) return;
  yield* rangesOf(node.l);
  if ('from' in node) yield [node.from, node.to];
  yield* rangesOf(node.r);
}

/**
 * Calls after every committed write to a table whose keys are texts, with the keys that were written; null: any may have been.
 * @returns the way to stop.
 */
export function onWritten(db: ReplicaDb, table: string, call: (keys: string[] | null) => void): () => void {
  const listener = (parts: ObservabilitySet) => {
    const written = parts[`idb://${db.name}/${table}/`] as RangeNode | undefined;
    if (written) call(singleKeys(Array.from(rangesOf(written))));
  };
  Dexie.on.storagemutated.subscribe(listener);
  const everything = () => call(null);
  const renewed = renewals.get(db) ?? new Set();
  renewals.set(db, renewed.add(everything));
  return () => {
    Dexie.on.storagemutated.unsubscribe(listener);
    renewed.delete(everything);
  };
}

function singleKeys(ranges: readonly [from: unknown, to: unknown][]): string[] | null {
  const keys = ranges.flatMap(([from, to]) => (typeof from === 'string' && from === to ? [from] : []));
  return keys.length > 0 && keys.length === ranges.length ? keys : null;
}

const renewals = new WeakMap<ReplicaDb, Set<() => void>>();

/** Has everybody look again: the database was opened anew, and what it holds may be anything. */
export function announceRenewed(db: ReplicaDb): void {
  for (const call of renewals.get(db) ?? []) call();
}
