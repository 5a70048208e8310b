import type { ChatReceiptsRequest } from '#shared/wire/chat/items.ts';
import type { ChatUp } from '#shared/wire/chat/up.ts';
import { inBackground } from './background.ts';
import { lastSeq } from './items.ts';
import type { Store } from './state.ts';
import type { ChatStorage } from './storage.ts';

const KEY = 'seen';

/** Tells the hub what has arrived on this device and what the visitor has had before his eyes. Both only ever grow. */
export interface Receipts {
  /** Looks at the state and says what is new. Cheap: called with every change. */
  update(): void;
  /** The connection is a new one: what was said on the old one may be lost. */
  repeat(): void;
  /** Another visitor's talk begins. */
  forget(): void;
  changedElsewhere(name: string): void;
}

export interface ReceiptWays {
  viaSocket(message: ChatUp): boolean;
  /** @returns whether the hub took it */
  viaHttp(body: ChatReceiptsRequest): Promise<boolean>;
}

export function startReceipts(store: Store, storage: ChatStorage, ways: ReceiptWays): Receipts {
  let saidReceived = 0;
  let saidSeen = 0;
  let sending = false;

  const stored = (): number => Number(storage.get(KEY)) || 0;
  const isLooking = (): boolean =>
    store.state.open && store.state.following && document.visibilityState === 'visible';

  /** Several at once become one: what grows meanwhile goes with the next. */
  async function overHttp(): Promise<void> {
    const receivedUpTo = lastSeq(store.state.items);
    const { seenUpTo } = store.state;
    if (await ways.viaHttp({ receivedUpTo, seenUpTo })) {
      saidReceived = Math.max(saidReceived, receivedUpTo);
      saidSeen = Math.max(saidSeen, seenUpTo);
    }
    sending = false;
  }

  function update(): void {
    const newest = lastSeq(store.state.items);
    if (isLooking() && newest > store.state.seenUpTo) {
      storage.set(KEY, String(newest));
      store.set({ seenUpTo: newest });
    }
    const { seenUpTo } = store.state;
    const seen = Math.min(seenUpTo, newest);
    if (newest <= saidReceived && seen <= saidSeen) return;
    const first = newest <= saidReceived || ways.viaSocket({ type: 'received', upTo: newest });
    const second = seen <= saidSeen || ways.viaSocket({ type: 'seen', upTo: seen });
    if (first && second) {
      saidReceived = Math.max(saidReceived, newest);
      saidSeen = Math.max(saidSeen, seen);
    } else if (!sending && !store.state.offline) {
      sending = true;
      inBackground(overHttp());
    }
  }

  store.set({ seenUpTo: stored() });
  return {
    update,
    repeat() {
      saidReceived = 0;
      saidSeen = 0;
    },
    forget() {
      saidReceived = 0;
      saidSeen = 0;
      storage.remove(KEY);
      store.set({ seenUpTo: 0 });
    },
    changedElsewhere(name) {
      if (name === KEY) store.set({ seenUpTo: Math.max(store.state.seenUpTo, stored()) });
    },
  };
}
