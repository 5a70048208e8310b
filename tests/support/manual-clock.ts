import type { Clock } from '#renderer/data/transport/clock.ts';

/** A clock that stands until it is told to go. */
export class ManualClock implements Clock {
  private time = 1_000_000;
  private timers: { at: number; call: () => void }[] = [];

  now(): number {
    return this.time;
  }

  after(ms: number, call: () => void): () => void {
    const timer = { at: this.time + ms, call };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((other) => other !== timer);
    };
  }

  /** Lets `ms` pass, calling what falls due in its order. */
  pass(ms: number): void {
    const end = this.time + ms;
    for (;;) {
      const next = this.timers.toSorted((a, b) => a.at - b.at)[0];
      if (!next || next.at > end) break;
      this.timers = this.timers.filter((other) => other !== next);
      this.time = next.at;
      next.call();
    }
    this.time = end;
  }

  /** The computer sleeps: time passes, timers do not. */
  sleep(ms: number): void {
    this.time += ms;
  }
}
