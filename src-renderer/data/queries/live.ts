import { detach } from '#shared/lib/detach.ts';
import { onCommitted, type Watched } from '../db/changes.ts';
import type { ReplicaDb } from '../db/database.ts';
import { storageTrouble } from '../db/storage-trouble.ts';
import { keepEqual } from './structural.ts';
import type { Live } from './views.ts';

/** Shortest time between the end of one reading and the start of the next, in milliseconds: bursts are read once. */
export const COALESCE_MS = 24;
/** A reading that takes long rests longer, by this factor: under a burst it leaves the time to the open conversation. */
const REST_FACTOR = 2;
/** But no longer than this, in milliseconds. */
const MOST_REST_MS = 200;

/**
 * Starts whatever brings values; returns the way to stop it, which answers whether the last value told is still the one that
 * would be told now. One that is `known` to be true when it starts need not be brought.
 */
export type Source<T> = (
  onValue: (value: T) => void,
  onError: (error: unknown) => void,
  known: { value: T } | null,
) => () => boolean;

/** Watches over a value that nobody listens to; `forget` is called when it may be true no more. @returns the way to end it */
export type Keep = (forget: () => void) => () => void;

interface Subscriber<T> {
  onValue: (value: T) => void;
  onError: ((error: unknown) => void) | undefined;
}

/**
 * A source that runs while somebody listens, once for all who do. Equal values are not told again. With `keep` the last value
 * stays known when nobody listens any more, for as long as it is true: who comes again need not wait.
 */
export class SharedLive<T> implements Live<T> {
  private readonly source: Source<T>;
  private readonly subscribers = new Set<Subscriber<T>>();
  private stop: (() => boolean) | null = null;
  private latest: { value: T } | null = null;
  private readonly keep: Keep | null;
  private release: (() => void) | null = null;

  constructor(source: Source<T>, keep: Keep | null = null) {
    this.source = source;
    this.keep = keep;
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
      this.latest,
    );
    // Not before: there must be no moment in which nobody watches.
    this.release?.();
    this.release = null;
    return () => {
      this.subscribers.delete(subscriber);
      if (this.subscribers.size > 0) return;
      const settled = this.stop?.() ?? false;
      this.stop = null;
      if (settled && this.latest && this.keep) this.release = this.keep(() => this.forget());
      else this.latest = null;
    };
  }

  private forget(): void {
    this.release = null;
    this.latest = null;
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

type Rank = 'first' | 'beside' | 'then';

export interface LiveQueryOptions {
  /** Shortest time between two readings, in milliseconds. */
  coalesceMs?: number;
  /**
   * `first` is what the person looks at: of all that one commit changed, it is read before anything else. `beside` is read with it the first
   * time, because neither is shown without the other, and later with what comes `then`.
   */
  rank?: Rank;
}

/** Longest that other readings wait for those that go ahead of them, in milliseconds. */
const MOST_WAIT_MS = 50;
const firstReadings = new WeakMap<ReplicaDb, Set<Promise<unknown>>>();

/** Readings that run at once take each other's time: those that somebody waits for have the database to themselves. */
function inTurn<T>(db: ReplicaDb, rank: Rank, read: () => Promise<T>): () => Promise<T> {
  const running = firstReadings.get(db) ?? new Set();
  firstReadings.set(db, running);
  const ahead = (): Promise<T> => {
    const reading = read();
    running.add(reading);
    return reading.finally(() => running.delete(reading));
  };
  const behind = async (): Promise<T> => {
    // Those who are called by the same commit have all begun after this.
    await Promise.resolve();
    if (running.size > 0) await Promise.race([Promise.allSettled(running), pause(MOST_WAIT_MS)]);
    return read();
  };
  let begun = false;
  return () => {
    const now = rank === 'first' || (rank === 'beside' && !begun);
    begun = true;
    return now ? ahead() : behind();
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
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
  options: LiveQueryOptions = {},
): Live<T> {
  return new SharedLive<T>(readings(db, watched, read, options), keptUntilCommit(db, watched));
}

/** Values that nobody listens to, kept known; more than what is shown and read ahead at a time. */
const MOST_KEPT = 100;
const kept = new WeakMap<ReplicaDb, Set<() => void>>();

/** Keeps a reading known until a commit touches what it read, or others were left later. */
export function keptUntilCommit(db: ReplicaDb, watched: readonly Watched[]): Keep {
  const drops = kept.get(db) ?? new Set();
  kept.set(db, drops);
  return (forget) => {
    let ended = false;
    const end = () => {
      if (ended) return;
      ended = true;
      unwatch();
      drops.delete(drop);
    };
    const drop = () => {
      if (ended) return;
      end();
      forget();
    };
    const unwatch = onCommitted(db, watched, drop);
    drops.add(drop);
    for (const oldest of drops) {
      if (drops.size <= MOST_KEPT) break;
      oldest();
    }
    return end;
  };
}

/** What a live query is made of, for a value that is made of more than the replica: every reading, equal ones too. */
export function readings<T>(
  db: ReplicaDb,
  watched: readonly Watched[],
  read: () => Promise<T>,
  { coalesceMs = COALESCE_MS, rank = 'then' }: LiveQueryOptions = {},
): Source<T> {
  return (onValue, onError, known) => {
    const readInTurn = inTurn(db, rank, read);
    // What keeps the database from answering is for whoever heals it; then everything is read again.
    const onFailure = (error: unknown) => {
      const trouble = storageTrouble(error);
      if (trouble && !db.onTrouble(trouble)) onError(error);
    };
    const mostRestMs = rank === 'first' ? coalesceMs : MOST_REST_MS;
    const reader = new Reader(readInTurn, onValue, onFailure, { coalesceMs, mostRestMs });
    const unwatch = onCommitted(db, watched, () => reader.changed());
    if (!known) reader.changed();
    return () => {
      unwatch();
      return reader.stop();
    };
  };
}

/** Reads at most one at a time, and never sooner than a moment after the last. */
class Reader<T> {
  private state: 'idle' | 'reading' | 'resting' | 'stopped' = 'idle';
  /** Something changed since the last reading began. */
  private outdated = false;
  private failed = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly read: () => Promise<T>;
  private readonly onValue: (value: T) => void;
  private readonly onError: (error: unknown) => void;
  private readonly rests: { coalesceMs: number; mostRestMs: number };

  constructor(
    read: () => Promise<T>,
    onValue: (value: T) => void,
    onError: (error: unknown) => void,
    rests: { coalesceMs: number; mostRestMs: number },
  ) {
    this.read = read;
    this.onValue = onValue;
    this.onError = onError;
    this.rests = rests;
  }

  changed(): void {
    this.outdated = true;
    if (this.state === 'idle') detach(this.readOnce(), this.onError);
  }

  /** @returns whether the last value is still what would be read */
  stop(): boolean {
    const settled = this.state !== 'reading' && !this.outdated && !this.failed;
    this.state = 'stopped';
    clearTimeout(this.timer);
    return settled;
  }

  private async readOnce(): Promise<void> {
    this.state = 'reading';
    this.outdated = false;
    const beganAt = performance.now();
    const told = await this.read().then(
      (value) => () => this.onValue(value),
      (error: unknown) => () => {
        this.failed = true;
        this.onError(error);
      },
    );
    if (this.isStopped()) return;
    const took = performance.now() - beganAt;
    // Before it is told: who was only waiting for that leaves at once.
    this.state = 'resting';
    this.failed = false;
    told();
    if (this.isStopped()) return;
    const { coalesceMs, mostRestMs } = this.rests;
    const rest = Math.max(coalesceMs, Math.min(took * REST_FACTOR, mostRestMs));
    this.timer = setTimeout(() => this.rested(), rest);
  }

  private rested(): void {
    this.state = 'idle';
    if (this.outdated) this.changed();
  }

  private isStopped(): boolean {
    return this.state === 'stopped';
  }
}
