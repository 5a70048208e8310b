import type { IntentsResponse } from '#shared/wire/http/intents.ts';
import { MAX_INTENTS_PER_REQUEST } from '#shared/wire/protocol.ts';
import { detach } from '#shared/lib/detach.ts';
import { onCommitted } from '../db/changes.ts';
import type { ReplicaDb } from '../db/database.ts';
import type { OutboxEntry } from '../db/outbox-entry.ts';
import { recordOutcomes, recoverOutbox, returnBatch, takeBatch, type Outcome } from '../outbox/outbox.ts';
import { backoffMs, type BackoffSettings } from '#shared/lib/backoff.ts';
import type { Clock } from '../transport/clock.ts';
import type { HubApi } from '../transport/hub-api.ts';
import { decideRetry, HubError } from '../transport/hub-error.ts';
import { Pause } from './pause.ts';
import { coveredBy, readSyncMeta } from './sync-meta.ts';

export interface UplinkDeps {
  db: ReplicaDb;
  api: HubApi;
  clock: Clock;
  random: () => number;
  backoff: BackoffSettings;
  /** The hub will not hear us as we are; the engine stops everything. */
  onRejected(why: 'signed_out' | 'client_too_old' | 'hub_too_old'): void;
  /** The database refused. */
  onStorage(error: unknown): void;
}

/** Keeps a request small enough for the slowest link; one text alone may be larger. */
const LIMITS = { maxIntents: MAX_INTENTS_PER_REQUEST, maxChars: 256 * 1024 };

/**
 * Carries the outbox to the hub, one request at a time, again and again until each entry is answered. That an entry may
 * arrive twice is the hub's business (it knows the id); that it arrives at all is ours.
 */
export class Uplink {
  private readonly deps: UplinkDeps;
  private readonly work: Pause;
  private readonly rest: Pause;
  private readonly abort = new AbortController();
  private failures = 0;
  /** So many of the next entries go alone. */
  private oneByOne = 0;
  private running: Promise<void> | null = null;

  constructor(deps: UplinkDeps) {
    this.deps = deps;
    this.work = new Pause(deps.clock);
    this.rest = new Pause(deps.clock);
  }

  start(): void {
    const unwatch = onCommitted(this.deps.db, [{ table: 'outbox' }], () => this.work.end());
    this.running = this.run().finally(unwatch);
    detach(this.running, (error) => this.deps.onStorage(error));
  }

  /** The way to the hub is open again: do not wait for the back-off. */
  hurry(): void {
    this.failures = 0;
    this.rest.cut();
    this.work.end();
  }

  async stop(): Promise<void> {
    this.abort.abort();
    this.rest.end();
    this.work.end();
    await this.running?.catch(() => undefined);
  }

  private async run(): Promise<void> {
    await this.guarded(() => recoverOutbox(this.deps.db));
    while (!this.abort.signal.aborted) {
      const limits = this.oneByOne > 0 ? { ...LIMITS, maxIntents: 1 } : LIMITS;
      const batch = await this.guarded(() => takeBatch(this.deps.db, limits, this.deps.clock.now()));
      this.oneByOne = Math.max(0, this.oneByOne - 1);
      if (batch === null) await this.pauseAfterFailure(null);
      else if (batch.length === 0) await this.work.wait(null);
      else if (!(await this.deliver(batch))) return;
    }
  }

  /** @returns false when there is no sense in going on. */
  private async deliver(batch: OutboxEntry[]): Promise<boolean> {
    try {
      const answer = await this.deps.api.sendIntents(
        batch.map((entry) => entry.intent),
        this.abort.signal,
      );
      await this.record(batch, outcomesOf(answer));
      // An answer that leaves something out is a failure too, or the same request would be repeated without a pause.
      if (answer.results.length >= batch.length) this.failures = 0;
      else await this.pauseAfterFailure(null);
      return true;
    } catch (error) {
      if (error instanceof HubError) return this.afterFailure(batch, error);
      this.deps.onStorage(error);
      await this.pauseAfterFailure(null);
      return true;
    }
  }

  private async afterFailure(batch: OutboxEntry[], error: HubError): Promise<boolean> {
    const decision = decideRetry(error.failure);
    if (decision.kind === 'give_up') return this.isolate(batch, error);
    await this.guarded(() => returnBatch(this.deps.db, batch.map(idOf)));
    if (decision.kind === 'retry') {
      await this.pauseAfterFailure(decision.afterMs);
      return true;
    }
    this.deps.onRejected(decision.kind);
    return false;
  }

  /** The request is unacceptable: find the one entry that makes it so, so that it does not hold up the others. */
  private async isolate(batch: OutboxEntry[], error: HubError): Promise<boolean> {
    const [first] = batch;
    if (batch.length > 1 || !first) {
      this.oneByOne = batch.length;
      await this.guarded(() => returnBatch(this.deps.db, batch.map(idOf)));
      return true;
    }
    await this.guarded(() =>
      this.record(batch, [{ kind: 'rejected', id: idOf(first), reason: error.message }]),
    );
    return true;
  }

  private async record(batch: OutboxEntry[], outcomes: Outcome[]): Promise<void> {
    const { db, clock } = this.deps;
    await db.transaction('rw', db.outbox, db.meta, async () => {
      const meta = await readSyncMeta(db);
      await recordOutcomes(db, outcomes, coveredBy(meta), clock.now());
      await returnBatch(db, batch.map(idOf));
    });
  }

  private async pauseAfterFailure(afterMs: number | null): Promise<void> {
    this.failures += 1;
    const wait = backoffMs(this.failures, this.deps.random(), this.deps.backoff);
    if (!this.abort.signal.aborted) await this.rest.wait(Math.max(wait, afterMs ?? 0));
  }

  /** Runs something on the database; null when that failed, which the operator is told. */
  private async guarded<T>(work: () => Promise<T>): Promise<T | null> {
    try {
      return await work();
    } catch (error) {
      this.deps.onStorage(error);
      return null;
    }
  }
}

function idOf(entry: OutboxEntry): string {
  return entry.intent.id;
}

function outcomesOf(answer: IntentsResponse): Outcome[] {
  return answer.results.map((result): Outcome =>
    result.status === 'done'
      ? { kind: 'done', id: result.id, position: result.position }
      : { kind: 'refused', id: result.id, refusal: result.refusal },
  );
}
