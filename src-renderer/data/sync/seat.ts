import { detach } from '#shared/lib/detach.ts';
import type { SyncHandle, Typing } from './handle.ts';
import { initialSyncState, Observed, type SyncState } from './state.ts';

/** A handle that stays the same while what does the work behind it is replaced. */
export class Seat {
  private readonly state = new Observed<SyncState>(initialSyncState);
  private readonly listeners = new Set<(typing: Typing) => void>();
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
      onTyping: (listener) => {
        this.listeners.add(listener);
        return () => this.listeners.delete(listener);
      },
      sendTyping: (dialogId) => this.current.sendTyping(dialogId),
      reconnect: () => this.current.reconnect(),
      networkLost: () => this.current.networkLost(),
      loadOlder: (dialogId) => this.current.loadOlder(dialogId),
      stop,
    };
  }

  private follow(handle: SyncHandle): () => void {
    this.state.set(handle.state.current());
    const unstate = handle.state.subscribe((state) => this.state.set(state));
    const untype = handle.onTyping((typing) => this.listeners.forEach((listener) => listener(typing)));
    return () => {
      unstate();
      untype();
    };
  }
}
