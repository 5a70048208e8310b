import { useSyncExternalStore } from 'react';

/**
 * One clock per step for the whole window. A component that shows a span subscribes itself, so that a tick redraws the
 * few characters that change and not the list around them. Without subscribers no timer runs.
 */
class Clock {
  readonly #stepMs: number;
  readonly #listeners = new Set<() => void>();
  #timer: ReturnType<typeof setInterval> | undefined;
  #now = Date.now();

  constructor(stepMs: number) {
    this.#stepMs = stepMs;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    this.#timer ??= setInterval(() => this.#tick(), this.#stepMs);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      clearInterval(this.#timer);
      this.#timer = undefined;
    };
  };

  /** Stale by at most a step, and the same for all who ask between two ticks. */
  readonly read = (): number => {
    const now = Date.now();
    if (now - this.#now >= this.#stepMs || now < this.#now) this.#now = now;
    return this.#now;
  };

  #tick(): void {
    this.#now = Date.now();
    for (const listener of this.#listeners) listener();
  }
}

const clocks = new Map<number, Clock>();

function clockOf(stepMs: number): Clock {
  const known = clocks.get(stepMs);
  if (known !== undefined) return known;
  const clock = new Clock(stepMs);
  clocks.set(stepMs, clock);
  return clock;
}

/** The time now in Unix milliseconds, renewed every `stepMs`. */
export function useNow(stepMs: number): number {
  const clock = clockOf(stepMs);
  return useSyncExternalStore(clock.subscribe, clock.read);
}

let hubOffset = 0;
const offsetListeners = new Set<() => void>();

/** @param offset the hub's clock minus this computer's, in milliseconds */
export function setHubClock(offset: number): void {
  if (offset === hubOffset) return;
  hubOffset = offset;
  for (const listener of offsetListeners) listener();
}

function subscribeOffset(listener: () => void): () => void {
  offsetListeners.add(listener);
  return () => offsetListeners.delete(listener);
}

/** The hub's time now: what everything that comes from it is to be compared with. */
export function useHubNow(stepMs: number): number {
  const offset = useSyncExternalStore(subscribeOffset, () => hubOffset);
  return useNow(stepMs) + offset;
}
