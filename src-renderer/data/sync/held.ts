import type { Clock } from '../transport/clock.ts';

/**
 * What failed by itself and is left alone for a while, so that everything else goes on. By name, in memory: after a start all is
 * tried at once. Of a clock that jumps it forgets what it knows, rather than wait for years.
 */
export class Held<Key> {
  private readonly clock: Clock;
  private readonly until = new Map<Key, { since: number; ms: number }>();

  constructor(clock: Clock) {
    this.clock = clock;
  }

  hold(key: Key, ms: number): void {
    this.until.set(key, { since: this.clock.now(), ms });
  }

  /** Everything may be tried again. */
  clear(): void {
    this.until.clear();
  }

  /** What is still to be left alone. */
  keys(): ReadonlySet<Key> {
    for (const [key, { since, ms }] of this.until) {
      const waited = this.clock.now() - since;
      if (waited < 0 || waited >= ms) this.until.delete(key);
    }
    return new Set(this.until.keys());
  }

  /** Milliseconds until the first of them may be tried again; null when there is none. */
  restMs(): number | null {
    const rests = [...this.until.values()].map(({ since, ms }) => since + ms - this.clock.now());
    return rests.length === 0 ? null : Math.max(0, Math.min(...rests));
  }
}
