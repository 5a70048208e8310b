import { detach } from '#shared/lib/detach.ts';
import { onCommitted, type Watched } from '../db/changes.ts';
import type { ReplicaDb } from '../db/database.ts';
import { keepEqual } from './structural.ts';
import type { Live } from './views.ts';

/** Shortest time between the end of one reading and the start of the next, in milliseconds: bursts are read once. */
export const COALESCE_MS = 24;

/** Starts whatever brings values; returns the way to stop it. */
type Source<T> = (onValue: (value: T) => void, onError: (error: unknown) => void) => () => void;

interface Subscriber<T> {
  onValue: (value: T) => void;
  onError: ((error: unknown) => void) | undefined;
}

/** A source that runs while somebody listens, once for all who do. Equal values are not told again. */
export class SharedLive<T> implements Live<T> {
  private readonly source: Source<T>;
  private readonly subscribers = new Set<Subscriber<T>>();
  private stop: (() => void) | null = null;
  private latest: { value: T } | null = null;

  constructor(source: Source<T>) {
    this.source = source;
  }

  current(): T | undefined {
    return this.latest?.value;
  }

  subscribe(onValue: (value: T) => void, onError?: (error: unknown) => void): () => void {
    const subscriber = { onValue, onError };
    this.subscribers.add(subscriber);
    if (this.latest) onValue(this.latest.value);
    this.stop ??= this.source(
      (value) => this.tell(value),
      (error) => this.fail(error),
    );
    return () => {
      this.subscribers.delete(subscriber);
      if (this.subscribers.size > 0) return;
      this.stop?.();
      this.stop = null;
      this.latest = null;
    };
  }

  private tell(value: T): void {
    if (this.subscribers.size === 0) return;
    const kept = this.latest ? keepEqual(this.latest.value, value) : value;
    if (this.latest && Object.is(kept, this.latest.value)) return;
    this.latest = { value: kept };
    for (const { onValue } of this.subscribers) onValue(kept);
  }

  private fail(error: unknown): void {
    for (const { onError } of this.subscribers) onError?.(error);
  }
}

/**
 * A live query over the replica: read again after commits that touch what is watched.
 *
 * Built on Dexie's change events and not on its `liveQuery`, which gives a running reading up at every further write: under
 * a burst it would show nothing until the burst ends. Here a reading always ends and is shown, then the next one starts.
 */
export function liveQuery<T>(
  db: ReplicaDb,
  watched: readonly Watched[],
  read: () => Promise<T>,
  coalesceMs: number = COALESCE_MS,
): Live<T> {
  return new SharedLive<T>((onValue, onError) => {
    const reader = new Reader(read, onValue, onError, coalesceMs);
    const unwatch = onCommitted(db, watched, () => reader.changed());
    reader.changed();
    return () => {
      unwatch();
      reader.stop();
    };
  });
}

/** Reads at most one at a time, and never sooner than a moment after the last. */
class Reader<T> {
  private state: 'idle' | 'busy' | 'busy_and_outdated' | 'stopped' = 'idle';
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly read: () => Promise<T>;
  private readonly onValue: (value: T) => void;
  private readonly onError: (error: unknown) => void;
  private readonly coalesceMs: number;

  constructor(
    read: () => Promise<T>,
    onValue: (value: T) => void,
    onError: (error: unknown) => void,
    coalesceMs: number,
  ) {
    this.read = read;
    this.onValue = onValue;
    this.onError = onError;
    this.coalesceMs = coalesceMs;
  }

  changed(): void {
    if (this.state === 'busy') this.state = 'busy_and_outdated';
    if (this.state === 'idle') detach(this.readOnce(), this.onError);
  }

  stop(): void {
    this.state = 'stopped';
    clearTimeout(this.timer);
  }

  private async readOnce(): Promise<void> {
    this.state = 'busy';
    try {
      const value = await this.read();
      if (!this.isStopped()) this.onValue(value);
    } catch (error) {
      // A database that closes under a reading is no error anybody could act on.
      if (!this.isStopped() && !(error instanceof Error && error.name === 'DatabaseClosedError'))
        this.onError(error);
    }
    if (!this.isStopped()) this.timer = setTimeout(() => this.rested(), this.coalesceMs);
  }

  private rested(): void {
    const outdated = this.state === 'busy_and_outdated';
    this.state = 'idle';
    if (outdated) this.changed();
  }

  private isStopped(): boolean {
    return this.state === 'stopped';
  }
}
