import { NOBODY_AROUND, type Around } from '#shared/domain/presence.ts';
import { detach } from '#shared/lib/detach.ts';
import type { Arrival, SyncHandle, Typing } from './handle.ts';
import type { SyncState } from '../db/sync-status.ts';
import { initialSyncState, Observed } from './state.ts';

/** A handle that stays the same while what does the work behind it is replaced. */
export class Seat {
  private readonly state = new Observed<SyncState>(initialSyncState);
  private readonly around = new Observed<Around>(NOBODY_AROUND);
  private readonly listeners = new Set<(typing: Typing) => void>();
  private readonly arrivalListeners = new Set<(arrival: Arrival) => void>();
  private current: SyncHandle;
  private unfollow: () => void;

  constructor(first: SyncHandle) {
    this.current = first;
    this.unfollow = this.follow(first);
  }

  take(next: SyncHandle): void {
    this.unfollow();
    detach(this.current.stop(), () => undefined);
    this.current = next;
    this.unfollow = this.follow(next);
  }

  /** @param stop ends everything; the seat itself stops only what it replaces. */
  asHandle(stop: () => Promise<void>): SyncHandle {
    return {
      state: this.state,
      around: this.around,
      onTyping: (listener) => {
        this.listeners.add(listener);
        return () => this.listeners.delete(listener);
      },
      onArrival: (listener) => {
        this.arrivalListeners.add(listener);
        return () => this.arrivalListeners.delete(listener);
      },
      sendTyping: (dialogId, visibility) => this.current.sendTyping(dialogId, visibility),
      look: (window, dialogId) => this.current.look(window, dialogId),
      touched: () => this.current.touched(),
      reconnect: () => this.current.reconnect(),
      networkLost: () => this.current.networkLost(),
      clearCache: () => this.current.clearCache(),
      loadOlder: (dialogId) => this.current.loadOlder(dialogId),
      stop,
    };
  }

  private follow(handle: SyncHandle): () => void {
    this.state.set(handle.state.current());
    this.around.set(handle.around.current());
    const unaround = handle.around.subscribe((around) => this.around.set(around));
    const unstate = handle.state.subscribe((state) => this.state.set(state));
    const untype = handle.onTyping((typing) => this.listeners.forEach((listener) => listener(typing)));
    const unarrive = handle.onArrival((arrival) =>
      this.arrivalListeners.forEach((listener) => listener(arrival)),
    );
    return () => {
      unstate();
      unaround();
      untype();
      unarrive();
    };
  }
}
