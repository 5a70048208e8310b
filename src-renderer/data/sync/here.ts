import type { Id, Timestamp } from '#shared/domain/ids.ts';
import { AWAY_AFTER_MS } from '#shared/domain/presence.ts';
import { MOST_LOOKED_AT } from '#shared/wire/live/looking.ts';
import type { Up } from '#shared/wire/live/up.ts';
import type { Clock } from '../transport/clock.ts';

/** A look holds for so long: a window that crashed says no goodbye. Windows say it again well before. */
export const LOOK_HOLDS_MS = 60_000;

interface HereDeps {
  clock: Clock;
  /** Lost when there is no connection. */
  send(up: Up): void;
}

/**
 * What the hub is told of the person before this client's windows: at which dialogs he looks, and whether he is there at all.
 * Facts of the moment, said anew on every connection and kept nowhere.
 */
export class Here {
  private readonly deps: HereDeps;
  /** By window. */
  private readonly looks = new Map<string, { dialogId: Id; until: Timestamp }>();
  private told: readonly Id[] = [];
  private idle = false;
  private cancelIdle: (() => void) | null = null;
  private cancelFade = () => {};
  private stopped = false;

  constructor(deps: HereDeps) {
    this.deps = deps;
  }

  look(window: string, dialogId: Id | null): void {
    if (dialogId === null) this.looks.delete(window);
    else this.looks.set(window, { dialogId, until: this.deps.clock.now() + LOOK_HOLDS_MS });
    this.tellLooks();
  }

  touched(): void {
    if (this.stopped) return;
    this.cancelIdle?.();
    this.cancelIdle = this.deps.clock.after(AWAY_AFTER_MS, () => this.setIdle(true));
    this.setIdle(false);
  }

  /** A new connection knows nothing of us. */
  connected(): void {
    if (!this.cancelIdle) this.touched();
    this.told = [];
    this.tellLooks();
    if (this.idle) this.deps.send({ type: 'activity', idle: true });
  }

  stop(): void {
    this.stopped = true;
    this.cancelIdle?.();
    this.cancelFade();
  }

  private setIdle(idle: boolean): void {
    if (idle === this.idle) return;
    this.idle = idle;
    this.deps.send({ type: 'activity', idle });
  }

  private tellLooks(): void {
    const now = this.deps.clock.now();
    for (const [window, { until }] of this.looks) if (until <= now) this.looks.delete(window);
    this.cancelFade();
    if (this.looks.size > 0 && !this.stopped)
      this.cancelFade = this.deps.clock.after(LOOK_HOLDS_MS, () => this.tellLooks());
    const dialogIds = [...new Set([...this.looks.values()].map(({ dialogId }) => dialogId))].slice(
      -MOST_LOOKED_AT,
    );
    if (dialogIds.join() === this.told.join()) return;
    this.told = dialogIds;
    this.deps.send({ type: 'looking', dialogIds });
  }
}
