/** Carries outgoing messages to their channels. Every hub process runs one; the rows decide who does what. */
import type { Logger } from 'pino';
import type { Bus } from '../bus/bus.ts';
import { topics } from '../bus/topics.ts';
import type { Channel, SendOutcome } from '../channels/channel.ts';
import type { Db } from '../db/transaction.ts';
import { messageOf } from '../lib/errors.ts';
import { claim, LEASE_S, nextDue, settle, type Claimed } from './queue.ts';

/** Most attempts at the same time. */
const PARALLEL = 16;
/** Lost hints and new retries cost at most so long. */
const POLL_MS = 2_000;
/** An attempt that takes longer is given up; well below the lease, so that two never overlap. */
const SEND_MS = (LEASE_S / 2) * 1000;

export interface WorkerDeps {
  db: Db;
  bus: Bus;
  log: Logger;
  channels: readonly Channel[];
  /** Number of this hub process. */
  instance: number;
  now(): number;
  onAttempt(outcome: SendOutcome['kind']): void;
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
    await Promise.race([Promise.allSettled(this.#running), late]);
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
    if (outcome.kind !== 'sent') {
      const { messageId, attempt, kind } = claimed;
      this.#deps.log.info(
        { messageId, attempt, channel: kind, outcome: outcome.kind },
        'a message was not delivered',
      );
    }
    await settle(this.#deps.db, this.#deps.bus, claimed, outcome, this.#deps.now());
  }

  async #send(claimed: Claimed): Promise<SendOutcome> {
    const channel = this.#deps.channels.find((candidate) => candidate.kind === claimed.kind);
    if (!channel || !claimed.channelActive) {
      return { kind: 'failed', failure: { code: 'channel_off', detail: '' } };
    }
    // Its last attempt may have reached the client, and this channel would show the message twice.
    if (claimed.interrupted && !channel.idempotentSend) return { kind: 'unknown' };
    try {
      return await inTime(channel.send(claimed), SEND_MS);
    } catch (error) {
      this.#deps.log.error({ err: error, channel: claimed.kind }, 'a channel failed while sending');
      if (!channel.idempotentSend) return { kind: 'unknown' };
      return { kind: 'retry', failure: { code: 'internal', detail: messageOf(error).slice(0, 500) } };
    }
  }
}

function inTime<T>(work: Promise<T>, ms: number): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const timer = setTimeout(() => reject(new Error(`the channel did not answer within ${ms} ms`)), ms);
  work.then(resolve, reject).finally(() => clearTimeout(timer));
  return promise;
}
