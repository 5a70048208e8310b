import type { Collection } from 'dexie';

/** The other way round. `reverse` of Dexie goes along the index backwards; it is not the one of arrays. */
export function descending<T, Key>(collection: Collection<T, Key>): Collection<T, Key> {
  // oxlint-disable-next-line unicorn/no-array-reverse
  return collection.reverse();
}
