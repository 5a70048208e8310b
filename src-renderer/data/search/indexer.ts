import { Dexie } from 'dexie';
import { detach } from '#shared/lib/detach.ts';
import type { ReplicaDb } from '../db/database.ts';
import { changedContacts, type DialogWish } from './replica-source.ts';
import type { SearchIndex } from './search-index.ts';
import { hasPacks, isNothing, noteChanges, nothing, type Touched } from './touched.ts';
import { Work, type IndexProgress } from './work.ts';

export interface IndexerOptions {
  onProgress: (progress: IndexProgress) => void;
  /** The index cannot be written any more; told once. */
  onFailure: (error: unknown) => void;
  /** Milliseconds that writes to the replica are gathered before they are indexed. */
  gatherMs?: number;
  /** Instead of `CALM_MS` and `PACKS_CALM_MS`. */
  calmMs?: number;
}

/** Milliseconds without a write to the replica after which it is the index's turn. */
const CALM_MS = 150;
/** The same after packs: an archive is written in large pieces, with pauses between them that are no rest. */
const PACKS_CALM_MS = 500;
/** However much is written, the index works for so long after having waited for so long, in milliseconds. */
const UNDER_LOAD = { waitMs: 3_000, workMs: 250 } as const;

/**
 * Keeps the index in step with the replica: everything is compared at the start, then it follows what Dexie tells of each commit. It reads
 * and never writes the replica; what a crash leaves undone, the comparison at the next start finds by its marks.
 */
export class Indexer {
  private readonly db: ReplicaDb;
  private readonly index: SearchIndex;
  private readonly options: IndexerOptions;
  private touched: Touched = { ...nothing(), everything: true };
  private state: 'idle' | 'waiting' | 'busy' | 'stopped' = 'idle';
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running: Promise<void> = Promise.resolve();
  private awaiting: (() => void)[] = [];
  private heardAt = -Infinity;
  private calmMs = CALM_MS;
  private freeUntil = -Infinity;
  private readonly listener = (parts: Readonly<Record<string, unknown>>): void => {
    this.heardAt = performance.now();
    this.calmMs = hasPacks(this.db.name, parts) ? PACKS_CALM_MS : CALM_MS;
    noteChanges(this.touched, this.db.name, parts);
    if (!isNothing(this.touched)) this.schedule();
  };

  constructor(db: ReplicaDb, index: SearchIndex, options: IndexerOptions) {
    this.db = db;
    this.index = index;
    this.options = options;
  }

  start(): void {
    Dexie.on.storagemutated.subscribe(this.listener);
    this.schedule(0);
  }

  async stop(): Promise<void> {
    Dexie.on.storagemutated.unsubscribe(this.listener);
    clearTimeout(this.timer);
    this.state = 'stopped';
    this.tellSettled();
    await this.running;
  }

  /** Resolves when all that was written so far is indexed, or nothing is any more. */
  settled(): Promise<void> {
    if (this.state === 'stopped' || (this.state === 'idle' && isNothing(this.touched)))
      return Promise.resolve();
    return new Promise((resolve) => this.awaiting.push(resolve));
  }

  /** @param afterMs in which what is written is gathered */
  private schedule(afterMs = this.options.gatherMs ?? 200): void {
    if (this.state !== 'idle') return;
    this.state = 'waiting';
    this.timer = setTimeout(() => {
      this.running = this.pass();
      detach(this.running, () => undefined);
    }, afterMs);
  }

  private async pass(): Promise<void> {
    this.state = 'busy';
    const touched = this.touched;
    this.touched = nothing();
    try {
      await this.bringIn(touched);
    } catch (error) {
      if (this.isStopped()) return;
      this.stopAfter(error);
      return;
    }
    if (this.isStopped()) return;
    this.state = 'idle';
    if (isNothing(this.touched)) this.tellSettled();
    else this.schedule();
  }

  private tellSettled(): void {
    for (const settled of this.awaiting.splice(0)) settled();
  }

  private stopAfter(error: unknown): void {
    Dexie.on.storagemutated.unsubscribe(this.listener);
    this.state = 'stopped';
    this.tellSettled();
    // A replica that closes under the reading is about to be removed or opened anew; that is no failure of the index.
    if (!(error instanceof Error && error.name === 'DatabaseClosedError')) this.options.onFailure(error);
  }

  private async bringIn(touched: Touched): Promise<void> {
    const work = new Work(this.db, this.index, {
      isStopped: () => this.isStopped(),
      turn: () => this.turn(),
      onProgress: this.options.onProgress,
    });
    const stale = touched.everything || touched.packs ? await work.packs() : [];
    const wishes: DialogWish[] = touched.everything
      ? await work.compared(touched)
      : Array.from(touched.dialogs, ([id, places]) => ({ id, indexed: this.index.mark(id), places }));
    const wished = new Set(wishes.map(({ id }) => id));
    const moved = stale.filter((id) => !wished.has(id));
    await work.dialogs([...wishes, ...moved.map((id) => ({ id, indexed: null, places: [] }))]);
    await work.contacts(
      touched.everything ? await changedContacts(this.db, this.index.contactRevs()) : [...touched.contacts],
    );
    await work.merge();
  }

  /** Whoever brings the replica up to date goes first: the index waits for a moment in which nothing is written. */
  private async turn(): Promise<void> {
    const startedAt = performance.now();
    const until = startedAt + UNDER_LOAD.waitMs;
    for (let now = startedAt; now >= this.freeUntil && !this.isStopped(); now = performance.now()) {
      const rest = this.heardAt + (this.options.calmMs ?? this.calmMs) - now;
      if (rest <= 0) return;
      if (now >= until) this.freeUntil = now + UNDER_LOAD.workMs;
      else await new Promise((resolve) => setTimeout(resolve, Math.min(rest, until - now)));
    }
  }

  private isStopped(): boolean {
    return this.state === 'stopped';
  }
}
