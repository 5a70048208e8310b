/** Counts how often somebody does something, and says when it is too often. Per hub process, in memory. */
export interface Limiter {
  /**
   * @param count how much is done at once, one by default; all of it or nothing
   * @returns 0 when it may be done now (and it is counted), else seconds until it may
   */
  take(key: string, count?: number): number;
}

const MOST_KEYS = 20_000;

/**
 * A bucket per key that holds `burst` and refills in `windowMs`.
 * @param burst how many at once; `Infinity` switches the limit off
 */
export function createLimiter(burst: number, windowMs: number, now: () => number): Limiter {
  const buckets = new Map<string, { left: number; at: number }>();
  const perMs = burst / windowMs;

  function forgetFull(at: number): void {
    for (const [key, bucket] of buckets) {
      if (bucket.left + (at - bucket.at) * perMs >= burst) buckets.delete(key);
    }
    // Somebody floods from countless addresses: better to forget some than to grow without end.
    if (buckets.size >= MOST_KEYS) buckets.clear();
  }

  return {
    take(key, count = 1) {
      if (burst === Infinity) return 0;
      const at = now();
      const known = buckets.get(key);
      const left = known ? Math.min(burst, known.left + Math.max(0, at - known.at) * perMs) : burst;
      if (!known && buckets.size >= MOST_KEYS) forgetFull(at);
      const enough = left >= count;
      buckets.set(key, { left: enough ? left - count : left, at });
      return enough ? 0 : Math.max(1, Math.ceil((count - left) / perMs / 1000));
    },
  };
}
