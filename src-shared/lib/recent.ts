/**
 * Puts a value into a map that remembers what was used last: the key becomes the newest, and the ones not used for longest
 * go while there are more than `most`. A `Map` keeps the order in which its keys came.
 */
export function keepRecent<Key, Value>(kept: Map<Key, Value>, key: Key, value: Value, most: number): void {
  kept.delete(key);
  kept.set(key, value);
  for (const oldest of kept.keys()) {
    if (kept.size <= most) break;
    kept.delete(oldest);
  }
}
