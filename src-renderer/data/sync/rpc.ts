import { z } from 'zod';
import { idSchema } from '#shared/domain/ids.ts';
import { detach } from '#shared/lib/detach.ts';
import { exhaustive } from '#shared/lib/exhaustive.ts';
import { typingDownSchema } from '#shared/wire/live/typing.ts';
import { olderResultSchema, type OlderResult, type SyncHandle, type Typing } from './handle.ts';
import { initialSyncState, Observed, syncStateSchema, type SyncState } from './state.ts';

/**
 * A `SyncHandle` used from afar: from the page to its worker, and from a window to the one that holds the lock. Parsed,
 * because two windows may run two versions of the client; what one does not understand it ignores.
 */
export interface Port {
  post(message: unknown): void;
  listen(onMessage: (message: unknown) => void): () => void;
}

const askSchema = z.discriminatedUnion('ask', [
  z.object({ ask: z.literal('state') }),
  z.object({ ask: z.literal('typing'), dialogId: idSchema }),
  z.object({ ask: z.literal('older'), dialogId: idSchema, call: z.string() }),
  z.object({ ask: z.literal('reconnect') }),
  z.object({ ask: z.literal('network_lost') }),
]);
type Ask = z.infer<typeof askSchema>;

const tellSchema = z.discriminatedUnion('tell', [
  z.object({ tell: z.literal('state'), state: syncStateSchema }),
  z.object({ tell: z.literal('typing'), typing: typingDownSchema }),
  z.object({ tell: z.literal('older'), call: z.string(), result: olderResultSchema }),
]);
type Tell = z.infer<typeof tellSchema>;

/** Lets others use `handle` through `port`. Returns the way to stop. */
export function serveSync(handle: SyncHandle, port: Port): () => void {
  const tell = (message: Tell) => port.post(message);
  const tellState = (state: SyncState) => tell({ tell: 'state', state });
  const older = async (dialogId: string, call: string) => {
    const result = await handle.loadOlder(dialogId);
    tell({ tell: 'older', call, result });
  };
  const onAsk = (ask: Ask): void => {
    switch (ask.ask) {
      case 'state':
        return tellState(handle.state.current());
      case 'typing':
        return handle.sendTyping(ask.dialogId);
      case 'reconnect':
        return handle.reconnect();
      case 'network_lost':
        return handle.networkLost();
      case 'older':
        return detach(older(ask.dialogId, ask.call), () =>
          tell({ tell: 'older', call: ask.call, result: 'offline' }),
        );
      default:
        return exhaustive(ask, 'request to sync');
    }
  };
  const stops = [
    port.listen((message) => {
      const parsed = askSchema.safeParse(message);
      if (parsed.success) onAsk(parsed.data);
    }),
    handle.state.subscribe(tellState),
    handle.onTyping((typing) => tell({ tell: 'typing', typing })),
  ];
  tellState(handle.state.current());
  return () => {
    for (const stop of stops) stop();
  };
}

/** Milliseconds after which nobody seems to be there to answer. */
const CALL_TIMEOUT_MS = 30_000;

/** The other end of `serveSync`. `stop` only lets go of the port. */
export function remoteSync(port: Port): SyncHandle {
  const state = new Observed<SyncState>(initialSyncState);
  const typingListeners = new Set<(typing: Typing) => void>();
  const calls = new Map<string, (result: OlderResult) => void>();
  const ask = (message: Ask) => port.post(message);
  const onTell = (message: Tell): void => {
    switch (message.tell) {
      case 'state':
        return state.set(message.state);
      case 'typing':
        return typingListeners.forEach((listener) => listener(message.typing));
      case 'older':
        return calls.get(message.call)?.(message.result);
      default:
        return exhaustive(message, 'news of sync');
    }
  };
  const unlisten = port.listen((message) => {
    const parsed = tellSchema.safeParse(message);
    if (parsed.success) onTell(parsed.data);
  });
  ask({ ask: 'state' });
  return {
    state,
    onTyping(listener) {
      typingListeners.add(listener);
      return () => typingListeners.delete(listener);
    },
    sendTyping: (dialogId) => ask({ ask: 'typing', dialogId }),
    reconnect: () => ask({ ask: 'reconnect' }),
    networkLost: () => ask({ ask: 'network_lost' }),
    loadOlder: (dialogId) =>
      new Promise((resolve) => {
        const call = Math.random().toString(36).slice(2);
        const done = (result: OlderResult) => {
          clearTimeout(timer);
          calls.delete(call);
          resolve(result);
        };
        const timer = setTimeout(done, CALL_TIMEOUT_MS, 'offline');
        calls.set(call, done);
        ask({ ask: 'older', dialogId, call });
      }),
    stop() {
      unlisten();
      for (const done of calls.values()) done('offline');
      return Promise.resolve();
    },
  };
}
