/** Carries outgoing messages to their channels. Every hub process runs one; the rows decide who does what. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { backoffMs } from '#shared/lib/backoff.ts';
import { cutText } from '#shared/lib/text.ts';
import type { Bus } from '../bus/bus.ts';
import { topics } from '../bus/topics.ts';
import type { Channel, OutgoingChange, SendOutcome } from '../channels/channel.ts';
import type { Db } from '../db/transaction.ts';
import { messageOf } from '../lib/errors.ts';
import { changeOf, isMoot, type AttemptOutcome, type Claimed } from './claimed.ts';
import { claim, LEASE_S, nextDue, settle } from './queue.ts';

/** Most attempts at the same time. */
const PARALLEL = 16;
/** Lost hints and new retries cost at most so long. */
const POLL_MS = 2_000;
/** An attempt that takes longer is given up; well below the lease, so that two never overlap. */
const SEND_MS = (LEASE_S / 2) * 1000;
/** How soon an outcome that the database did not take is offered again. */
const WRITE_AGAIN = { baseMs: 200, maxMs: 3_000 };

export interface WorkerDeps {
  db: Db;
  bus: Bus;
  log: Logger;
  channels: readonly Channel[];
  /** Number of this hub process. */
  instance: number;
  now(): number;
  onAttempt(outcome: AttemptOutcome['kind']): void;
}

export class DeliveryWorker {
  readonly #deps: WorkerDeps;
  readonly #running = new Set<Promise<void>>();
  #unsubscribe: () => void = () => undefined;
  #timer: NodeJS.Timeout | null = null;
  #claiming = false;
  #again = false;
  #stopped = false;

  constructor(deps: WorkerDeps) {
    this.#deps = deps;
  }

  start(): void {
    this.#unsubscribe = this.#deps.bus.subscribe(topics.deliveries, () => this.#wake());
    this.#wake();
  }

  /** Waits for running attempts; those that last too long are left to their lease. */
  async stop(graceMs: number): Promise<void> {
    this.#stopped = true;
    this.#unsubscribe();
    if (this.#timer) clearTimeout(this.#timer);
    const late = new Promise((resolve) => setTimeout(resolve, graceMs).unref());
    await Promise.race([this.#rest(), late]);
  }

  /** What was being claimed when the end came is still attempted: nobody else would know how that went. */
  async #rest(): Promise<void> {
    while (this.#running.size > 0) await Promise.allSettled(this.#running);
  }

  #wake(): void {
    if (this.#stopped) return;
    if (this.#claiming) {
      this.#again = true;
      return;
    }
    this.#claiming = true;
    const round = this.#round()
      .catch((error: unknown) => {
        this.#deps.log.error({ err: error }, 'deliveries could not be claimed');
        return POLL_MS;
      })
      .then((sleepMs) => {
        this.#claiming = false;
        if (this.#again) {
          this.#again = false;
          this.#wake();
        } else this.#sleep(sleepMs);
      });
    this.#track(round);
  }

  /** @returns milliseconds until the next look */
  async #round(): Promise<number> {
    const free = PARALLEL - this.#running.size;
    if (free <= 0) return POLL_MS;
    const claimed = await claim(this.#deps.db, this.#deps.instance, free);
    for (const one of claimed) this.#track(this.#attempt(one));
    if (claimed.length === free) return POLL_MS;
    const due = await nextDue(this.#deps.db);
    return due === null ? POLL_MS : Math.min(Math.max(due, 20), POLL_MS);
  }

  #sleep(ms: number): void {
    if (this.#stopped) return;
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#wake(), ms);
  }

  #track(work: Promise<void>): void {
    const tracked = work
      .catch((error: unknown) => this.#deps.log.error({ err: error }, 'an attempt could not be written down'))
      .finally(() => this.#running.delete(tracked));
    this.#running.add(tracked);
  }

  async #attempt(claimed: Claimed): Promise<void> {
    const outcome = await this.#send(claimed);
    this.#deps.onAttempt(outcome.kind);
    if (outcome.kind !== 'sent' && outcome.kind !== 'moot') {
      const { messageId, attempt, kind, work } = claimed;
      this.#deps.log.info(
        { messageId, work, attempt, channel: kind, outcome: outcome.kind },
        'a message, or a change of one, was not delivered',
      );
    }
    await this.#writeDown(claimed, outcome);
  }

  /**
   * Only this process knows how the attempt ended, and nobody else looks at it while this process lives: without insisting, a
   * database that was away for a second would hold the dialog up for the whole lease.
   */
  async #writeDown(claimed: Claimed, outcome: AttemptOutcome): Promise<void> {
    const until = performance.now() + LEASE_S * 1000 - SEND_MS;
    for (let tries = 1; ; tries += 1) {
      try {
        return await settle(this.#deps.db, this.#deps.bus, claimed, outcome, this.#deps.now());
      } catch (error) {
        if (this.#stopped || performance.now() > until) throw error;
        this.#deps.log.debug({ err: error }, 'an outcome could not be written down yet');
        await delay(backoffMs(tries, Math.random(), WRITE_AGAIN));
      }
    }
  }

  async #send(claimed: Claimed): Promise<AttemptOutcome> {
    if (isMoot(claimed)) return { kind: 'moot' };
    const channel = this.#deps.channels.find((candidate) => candidate.kind === claimed.kind);
    if (!channel || !claimed.channelActive) {
      return { kind: 'failed', failure: { code: 'channel_off', detail: '' } };
    }
    const change = changeOf(claimed);
    const repeatable = change !== null || channel.idempotentSend;
    // Its last attempt may have reached the client: this channel would show it twice, or it must not be shown any more.
    if (claimed.interrupted && (!repeatable || (claimed.deleted && !change))) return { kind: 'unknown' };
    try {
      return await inTime(change ? amend(channel, change) : channel.send(claimed), SEND_MS);
    } catch (error) {
      this.#deps.log.error({ err: error, channel: claimed.kind }, 'a channel failed while sending');
      if (!repeatable) return { kind: 'unknown' };
      return {
        kind: 'retry',
        failure: { code: 'internal', detail: cutText(messageOf(error).toWellFormed(), 500) },
      };
    }
  }
}

async function amend(channel: Channel, change: OutgoingChange): Promise<SendOutcome> {
  if (channel.amend) return channel.amend(change);
  return { kind: 'failed', failure: { code: 'rejected', detail: 'The channel cannot change what was sent' } };
}

function inTime<T>(work: Promise<T>, ms: number): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const timer = setTimeout(() => reject(new Error(`the channel did not answer within ${ms} ms`)), ms);
  work.then(resolve, reject).finally(() => clearTimeout(timer));
  return promise;
}
