import { backoffMs, type BackoffSettings } from '#shared/lib/backoff.ts';
import { detach } from '#shared/lib/detach.ts';
import type { Clock } from '../transport/clock.ts';
import { Pause } from './pause.ts';

export interface LoopDeps {
  clock: Clock;
  random: () => number;
  backoff: BackoffSettings;
  /** The database refused, or something that nobody thought of. */
  onStorage(error: unknown): void;
}

/**
 * The rhythm of everything that carries something between the replica and the hub: work while there is any, wait for more, rest
 * longer and longer after failures, begin at once when the way is open again, and end when told so.
 */
export class Loop {
  private readonly deps: LoopDeps;
  private readonly work: Pause;
  private readonly rest: Pause;
  private readonly abort = new AbortController();
  private failures = 0;
  private running: Promise<void> | null = null;

  constructor(deps: LoopDeps) {
    this.deps = deps;
    this.work = new Pause(deps.clock);
    this.rest = new Pause(deps.clock);
  }

  /** Aborted when the loop is to end. */
  get signal(): AbortSignal {
    return this.abort.signal;
  }

  get over(): boolean {
    return this.abort.signal.aborted;
  }

  /** @param run goes on until `over`, or until there is no sense in it any more */
  start(run: () => Promise<void>): void {
    this.running = run();
    detach(this.running, (error) => this.deps.onStorage(error));
  }

  /** There may be something to do. */
  wake(): void {
    this.work.end();
  }

  /** The way to the hub is open again: no back-off is waited for. */
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

  /** Nothing to do until `wake`, or for so many milliseconds. */
  idle(ms: number | null): Promise<void> {
    return this.work.wait(ms);
  }

  /** It went well: the next failure is a first one. */
  succeeded(): void {
    this.failures = 0;
  }

  /** It failed: waits, the longer the oftener. @param afterMs what the hub asked for, if it did */
  async failed(afterMs: number | null): Promise<void> {
    this.failures += 1;
    const wait = backoffMs(this.failures, this.deps.random(), this.deps.backoff);
    if (!this.over) await this.rest.wait(Math.max(wait, afterMs ?? 0));
  }
}
