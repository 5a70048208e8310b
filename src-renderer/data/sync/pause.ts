import type { Clock } from '../transport/clock.ts';

/** A wait that can be cut short, by a wish to try now or by the end. */
export class Pause {
  private readonly clock: Clock;
  private wake: (() => void) | null = null;
  private woken = false;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /**
   * @param ms null: until woken.
   */
  wait(ms: number | null): Promise<void> {
    if (this.woken) {
      this.woken = false;
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      let cancel = () => {};
      this.wake = () => {
        this.wake = null;
        cancel();
        resolve();
      };
      if (ms !== null) cancel = this.clock.after(ms, this.wake);
    });
  }

  /** Ends the present wait; without one, the next does not wait. */
  end(): void {
    if (this.wake) this.wake();
    else this.woken = true;
  }

  /** Ends the present wait only. */
  cut(): void {
    this.wake?.();
  }
}
