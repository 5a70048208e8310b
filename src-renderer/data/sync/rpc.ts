import { z } from 'zod';
import { dialogSchema } from '#shared/domain/dialog.ts';
import { idSchema } from '#shared/domain/ids.ts';
import { messageSchema, visibilitySchema } from '#shared/domain/message.ts';
import { aroundSchema, NOBODY_AROUND, type Around } from '#shared/domain/presence.ts';
import { detach } from '#shared/lib/detach.ts';
import { exhaustive } from '#shared/lib/exhaustive.ts';
import { typingDownSchema } from '#shared/wire/live/typing.ts';
import { olderResultSchema, syncStateSchema, type OlderResult, type SyncState } from '../db/sync-status.ts';
import type { Arrival, SyncHandle, Typing } from './handle.ts';
import { initialSyncState, Observed } from './state.ts';

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
  z.object({ ask: z.literal('typing'), dialogId: idSchema, visibility: visibilitySchema }),
  z.object({ ask: z.literal('look'), window: z.string(), dialogId: idSchema.nullable() }),
  z.object({ ask: z.literal('touched') }),
  z.object({ ask: z.literal('older'), dialogId: idSchema, call: z.string() }),
  z.object({ ask: z.literal('reconnect') }),
  z.object({ ask: z.literal('network_lost') }),
  z.object({ ask: z.literal('clear_cache') }),
]);
type Ask = z.infer<typeof askSchema>;

const tellSchema = z.discriminatedUnion('tell', [
  z.object({ tell: z.literal('state'), state: syncStateSchema }),
  z.object({ tell: z.literal('around'), around: aroundSchema }),
  z.object({ tell: z.literal('typing'), typing: typingDownSchema }),
  z.object({
    tell: z.literal('messages'),
    messages: z.array(messageSchema),
    /** A window of an older version does not tell them. */
    dialogs: z.array(dialogSchema).default([]),
  }),
  z.object({ tell: z.literal('withdrawn') }),
  z.object({ tell: z.literal('older'), call: z.string(), result: olderResultSchema }),
]);
type Tell = z.infer<typeof tellSchema>;

/** Lets others use `handle` through `port`. Returns the way to stop. */
export function serveSync(handle: SyncHandle, port: Port): () => void {
  const tell = (message: Tell) => port.post(message);
  const tellState = (state: SyncState) => tell({ tell: 'state', state });
  const tellAround = (around: Around) => tell({ tell: 'around', around });
  const tellArrival = (arrival: Arrival) => {
    if (arrival.kind === 'withdrawn') return tell({ tell: 'withdrawn' });
    const { messages, dialogs } = arrival;
    tell({ tell: 'messages', messages, dialogs });
  };
  const older = async (dialogId: string, call: string) => {
    const result = await handle.loadOlder(dialogId);
    tell({ tell: 'older', call, result });
  };
  const onAsk = (ask: Ask): void => {
    switch (ask.ask) {
      case 'state':
        tellAround(handle.around.current());
        return tellState(handle.state.current());
      case 'typing':
        return handle.sendTyping(ask.dialogId, ask.visibility);
      case 'look':
        return handle.look(ask.window, ask.dialogId);
      case 'touched':
        return handle.touched();
      case 'reconnect':
        return handle.reconnect();
      case 'network_lost':
        return handle.networkLost();
      case 'clear_cache':
        return handle.clearCache();
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
    handle.around.subscribe(tellAround),
    handle.onTyping((typing) => tell({ tell: 'typing', typing })),
    handle.onArrival(tellArrival),
  ];
  tellAround(handle.around.current());
  tellState(handle.state.current());
  return () => {
    for (const stop of stops) stop();
  };
}

/** Milliseconds after which nobody seems to be there to answer. */
const CALL_TIMEOUT_MS = 30_000;

/**
 * The other end of `serveSync`. `stop` only lets go of the port.
 * @param from `same_bundle`: what comes was made by this very version, and need not be parsed on the thread that draws
 */
export function remoteSync(port: Port, from: 'any_version' | 'same_bundle' = 'any_version'): SyncHandle {
  const state = new Observed<SyncState>(initialSyncState);
  const around = new Observed<Around>(NOBODY_AROUND);
  const typingListeners = new Set<(typing: Typing) => void>();
  const arrivalListeners = new Set<(arrival: Arrival) => void>();
  const calls = new Map<string, (result: OlderResult) => void>();
  const ask = (message: Ask) => port.post(message);
  const arrived = (arrival: Arrival) => arrivalListeners.forEach((listener) => listener(arrival));
  const onTell = (message: Tell): void => {
    switch (message.tell) {
      case 'state':
        return state.set(message.state);
      case 'around':
        return around.set(message.around);
      case 'typing':
        return typingListeners.forEach((listener) => listener(message.typing));
      case 'messages':
        return arrived({ kind: 'messages', messages: message.messages, dialogs: message.dialogs });
      case 'withdrawn':
        return arrived({ kind: 'withdrawn' });
      case 'older':
        return calls.get(message.call)?.(message.result);
      default:
        return exhaustive(message, 'news of sync');
    }
  };
  const unlisten = port.listen((message) => {
    if (from === 'same_bundle') {
      // Its worker also reports other things.
      if ((message as Partial<Tell>).tell !== undefined) onTell(message as Tell);
      return;
    }
    const parsed = tellSchema.safeParse(message);
    if (parsed.success) onTell(parsed.data);
  });
  ask({ ask: 'state' });
  return {
    state,
    around,
    onTyping(listener) {
      typingListeners.add(listener);
      return () => typingListeners.delete(listener);
    },
    onArrival(listener) {
      arrivalListeners.add(listener);
      return () => arrivalListeners.delete(listener);
    },
    sendTyping: (dialogId, visibility) => ask({ ask: 'typing', dialogId, visibility }),
    look: (window, dialogId) => ask({ ask: 'look', window, dialogId }),
    touched: () => ask({ ask: 'touched' }),
    reconnect: () => ask({ ask: 'reconnect' }),
    networkLost: () => ask({ ask: 'network_lost' }),
    clearCache: () => ask({ ask: 'clear_cache' }),
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
