import type { Cursor } from '#shared/domain/cursor.ts';
import type { Id } from '#shared/domain/ids.ts';
import { detach } from '#shared/lib/detach.ts';
import type { Change } from '#shared/wire/change.ts';
import type { ReplicaDb } from '../db/database.ts';
import type { Layout } from '../db/pages.ts';
import type { Clock } from '../transport/clock.ts';
import { applyBatch, type Applied } from './apply.ts';
import { markOutdated } from './sync-meta.ts';

export interface FeedPumpDeps {
  db: ReplicaDb;
  me: Id;
  layout: Layout;
  clock: Clock;
  /** A transaction went through: the storage works. */
  onStored(): void;
}

export type FeedEnd =
  /** The replica's place or the session's rights changed: look again where it stands. */
  { kind: 'look_again' } | { kind: 'storage'; error: unknown };

interface Piece {
  changes: Change[];
  cursor: Cursor;
}

/**
 * Most changes applied in one transaction; the rest waits for the next one. What a transaction costs by itself and with every
 * dialog that it changes is paid once; and nobody waits long to read between two of them.
 */
const MAX_CHANGES = 4000;

/**
 * What was missed while away comes more slowly than it can be written, and the same dialogs are in all of its pieces. So these wait for
 * each other until there are so many changes, or the first has waited for so long (in milliseconds): most of them may be nothing to this
 * session.
 */
const PAST = { together: 1500, patienceMs: 1000 } as const;

/** Applies what the socket brings, in order, as many changes at a time as have come meanwhile. */
export class FeedPump {
  private readonly deps: FeedPumpDeps;
  private readonly end: (ended: FeedEnd) => void;
  private base: Cursor;
  private waiting: Piece[] = [];
  private mustReset = false;
  private working: Promise<void> | null = null;
  /** Null: nobody waits for more of the past. */
  private stopWaiting: (() => void) | null = null;
  private ended: FeedEnd | null = null;

  /** @param base where the replica stands */
  constructor(deps: FeedPumpDeps, base: Cursor, end: (ended: FeedEnd) => void) {
    this.deps = deps;
    this.base = base;
    this.end = end;
  }

  /** @param more is to come at once, of what was missed */
  push(changes: Change[], cursor: Cursor, more = false): void {
    this.waiting.push({ changes, cursor });
    if (more) this.stopWaiting ??= this.deps.clock.after(PAST.patienceMs, () => this.goOn());
    else this.beImpatient();
    this.pump();
  }

  private goOn(): void {
    this.beImpatient();
    this.pump();
  }

  /** The hub said that the feed cannot bring us up to date. */
  reset(): void {
    this.mustReset = true;
    this.goOn();
  }

  /**
   * Nothing comes any more. Rejects when the storage does not take what came.
   * @returns when all that came is applied: null; else why it could not be
   */
  async drained(): Promise<FeedEnd | null> {
    this.goOn();
    while (this.working) await this.working;
    return this.ended;
  }

  private endWith(ended: FeedEnd): void {
    this.ended = ended;
    this.end(ended);
  }

  private beImpatient(): void {
    this.stopWaiting?.();
    this.stopWaiting = null;
  }

  /** There will be more of the past in a moment, and it is worth being written together. */
  private get isGathering(): boolean {
    const count = this.waiting.reduce((sum, { changes }) => sum + changes.length, 0);
    return this.stopWaiting !== null && count < PAST.together;
  }

  private pump(): void {
    if (this.working || this.isGathering) return;
    this.working = this.work().finally(() => {
      this.working = null;
    });
    detach(this.working, (error) => this.endWith({ kind: 'storage', error }));
  }

  private async work(): Promise<void> {
    for (let batch = this.take(); batch; batch = this.isGathering ? null : this.take()) {
      const applied = await this.apply(batch);
      this.deps.onStored();
      if (applied.kind !== 'applied') {
        this.waiting = [];
        return this.endWith({ kind: 'look_again' });
      }
      this.base = batch.cursor;
    }
    if (!this.mustReset) return undefined;
    this.mustReset = false;
    await markOutdated(this.deps.db);
    return this.endWith({ kind: 'look_again' });
  }

  private async apply(batch: Piece & { base: Cursor }): Promise<Applied> {
    const { db, me, layout } = this.deps;
    try {
      return await applyBatch(db, me, batch, layout);
    } catch (error) {
      // What came behind it would stand on a place that was not reached.
      this.waiting = [];
      throw error;
    }
  }

  private take(): (Piece & { base: Cursor }) | null {
    const first = this.waiting.shift();
    if (!first) return null;
    this.beImpatient();
    const changes = [...first.changes];
    let { cursor } = first;
    for (
      let next = this.waiting[0];
      next && changes.length + next.changes.length <= MAX_CHANGES;
      next = this.waiting[0]
    ) {
      for (const change of next.changes) changes.push(change);
      cursor = next.cursor;
      this.waiting.shift();
    }
    return { base: this.base, changes, cursor };
  }
}
