import type { SearchHandle } from '../data/search/handle.ts';
import type { SyncHandle } from '../data/sync/handle.ts';
import { Seat } from '../data/sync/seat.ts';

interface Running {
  sync: SyncHandle;
  search: SearchHandle;
}

/** Sync and search over one replica, ended and started anew while it is healed, behind handles that stay the same. */
export class Workers {
  readonly sync: SyncHandle;
  readonly search: Pick<SearchHandle, 'state' | 'subscribe' | 'find' | 'askTable' | 'onLines'>;
  private readonly run: () => Running;
  private readonly seat: Seat;
  private running: Running;
  private readonly listeners = new Set<() => void>();
  private readonly lineListeners = new Set<() => void>();
  private unfollow: () => void;
  private stopped: Promise<void> | null = null;
  private ended = false;

  constructor(run: () => Running) {
    this.run = run;
    this.running = run();
    this.seat = new Seat(this.running.sync);
    this.unfollow = this.follow();
    this.sync = this.seat.asHandle(() => this.running.sync.stop());
    this.search = {
      state: () => this.running.search.state(),
      subscribe: (listener) => {
        this.listeners.add(listener);
        return () => this.listeners.delete(listener);
      },
      find: (question) => this.running.search.find(question),
      askTable: (question) => this.running.search.askTable(question),
      onLines: (listener) => {
        this.lineListeners.add(listener);
        return () => this.lineListeners.delete(listener);
      },
    };
  }

  /** Until `start`. */
  async stop(): Promise<void> {
    this.stopped ??= this.stopBoth();
    await this.stopped;
  }

  start(): void {
    if (this.ended || !this.stopped) return;
    this.stopped = null;
    this.running = this.run();
    this.seat.take(this.running.sync);
    this.unfollow = this.follow();
    this.tell();
  }

  /** @param between what is done while nothing else works on the replica */
  async restart(between: () => PromiseLike<unknown>): Promise<void> {
    await this.stop();
    try {
      await between();
    } finally {
      this.start();
    }
  }

  /** Stops for good. */
  end(): Promise<void> {
    this.ended = true;
    return this.stop();
  }

  /** Ends, and takes the index away. */
  async remove(): Promise<void> {
    await this.end();
    await this.running.search.remove();
  }

  private async stopBoth(): Promise<void> {
    this.unfollow();
    await Promise.all([this.running.sync.stop(), this.running.search.stop()]);
  }

  private follow(): () => void {
    const { search } = this.running;
    const stops = [
      search.subscribe(() => this.tell()),
      search.onLines(() => {
        for (const listener of this.lineListeners) listener();
      }),
    ];
    return () => stops.forEach((stop) => stop());
  }

  private tell(): void {
    for (const listener of [...this.listeners, ...this.lineListeners]) listener();
  }
}
