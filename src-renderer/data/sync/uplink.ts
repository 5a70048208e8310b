import { backoffMs } from '#shared/lib/backoff.ts';
import type { IntentsResponse } from '#shared/wire/http/intents.ts';
import { MAX_INTENTS_BYTES, MAX_INTENTS_PER_REQUEST } from '#shared/wire/protocol.ts';
import { onCommitted } from '../db/changes.ts';
import type { ReplicaDb } from '../db/database.ts';
import type { OutboxEntry } from '../db/outbox-entry.ts';
import {
  recordFailure,
  recordOutcomes,
  recoverOutbox,
  returnBatch,
  takeBatch,
  type Outcome,
} from '../outbox/outbox.ts';
import type { HubApi } from '../transport/hub-api.ts';
import { decideRetry, HubError, isOfHub, isOfRequest } from '../transport/hub-error.ts';
import { Held } from './held.ts';
import { Loop, type LoopDeps } from './loop.ts';
import { coveredBy, readSyncMeta } from './sync-meta.ts';

export interface UplinkDeps extends LoopDeps {
  db: ReplicaDb;
  api: HubApi;
  /** The hub will not hear us as we are; the engine stops everything. */
  onRejected(why: 'signed_out' | 'client_too_old' | 'hub_too_old'): void;
}

/** Half of what the hub takes: small enough for a slow link. The longest text alone may be larger, and still fits there. */
const LIMITS = { maxIntents: MAX_INTENTS_PER_REQUEST, maxBytes: MAX_INTENTS_BYTES / 2 };

/**
 * Carries the outbox to the hub, one request at a time, again and again until each entry is answered. That an entry may
 * arrive twice is the hub's business (it knows the id); that it arrives at all is ours. What the hub fails at again and again waits
 * apart with its lane, and in the end for the person (`PATIENCE`).
 */
export class Uplink {
  private readonly deps: UplinkDeps;
  private readonly loop: Loop;
  /** So many of the next entries go alone. */
  private oneByOne = 0;
  private readonly held: Held<string>;

  constructor(deps: UplinkDeps) {
    this.deps = deps;
    this.loop = new Loop(deps);
    this.held = new Held(deps.clock);
  }

  start(): void {
    const watched = [{ table: 'outbox' }, { table: 'uploads' }];
    const unwatch = onCommitted(this.deps.db, watched, () => this.loop.wake());
    this.loop.start(() => this.run().finally(unwatch));
  }

  /** The way to the hub is open again: do not wait for the back-off. */
  hurry(): void {
    this.held.clear();
    this.loop.hurry();
  }

  stop(): Promise<void> {
    return this.loop.stop();
  }

  private async run(): Promise<void> {
    await this.guarded(() => recoverOutbox(this.deps.db));
    while (!this.loop.over) {
      const limits = this.oneByOne > 0 ? { ...LIMITS, maxIntents: 1 } : LIMITS;
      const { db, clock } = this.deps;
      const batch = await this.guarded(() => takeBatch(db, limits, clock.now(), this.held.keys()));
      this.oneByOne = Math.max(0, this.oneByOne - 1);
      if (batch === null) await this.loop.failed(null);
      else if (batch.length === 0) await this.loop.idle(this.held.restMs());
      else if (!(await this.deliver(batch))) return;
    }
  }

  /** @returns false when there is no sense in going on. */
  private async deliver(batch: OutboxEntry[]): Promise<boolean> {
    try {
      const answer = await this.deps.api.sendIntents(
        batch.map((entry) => entry.intent),
        this.loop.signal,
      );
      await this.record(batch, outcomesOf(answer));
      // A busy hub answers in part. An answer to nothing is a failure too, or the same request would be repeated without a pause.
      const asked = new Set(batch.map(idOf));
      if (answer.results.some(({ id }) => asked.has(id))) this.loop.succeeded();
      else await this.loop.failed(null);
      return true;
    } catch (error) {
      if (error instanceof HubError) return this.afterFailure(batch, error);
      this.deps.onStorage(error);
      await this.loop.failed(null);
      return true;
    }
  }

  private async afterFailure(batch: OutboxEntry[], error: HubError): Promise<boolean> {
    const decision = decideRetry(error.failure);
    if (decision.kind === 'give_up') return this.isolate(batch, error);
    if (decision.kind === 'retry' && isOfRequest(error.failure))
      return this.setApart(batch, error, decision.afterMs ?? 0);
    await this.guarded(() => returnBatch(this.deps.db, batch.map(idOf)));
    if (decision.kind === 'retry') {
      await this.loop.failed(decision.afterMs);
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

  /** The hub fails at something in it: the one entry that makes it fail goes again later, and others meanwhile. */
  private async setApart(batch: OutboxEntry[], error: HubError, afterMs: number): Promise<boolean> {
    const { db, clock, random, backoff } = this.deps;
    const [first] = batch;
    if (batch.length > 1 || !first) {
      this.oneByOne = batch.length;
      await this.guarded(() => returnBatch(db, batch.map(idOf)));
      await this.loop.failed(null);
      return true;
    }
    const failure = { reason: error.message, hopeless: isOfHub(error.failure) };
    const failing = await this.guarded(() => recordFailure(db, idOf(first), failure, clock.now()));
    if (failing) this.held.hold(idOf(first), Math.max(backoffMs(failing.count, random(), backoff), afterMs));
    // A hub that fails at everything must not get all of it in one go; one that fails at this keeps nobody else waiting.
    if (!failing || failing.count === 1) await this.loop.failed(null);
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
