import type { ChatDown } from '#shared/wire/chat/down.ts';
import type { ChatUp } from '#shared/wire/chat/up.ts';
import { inBackground } from '../core/background.ts';
import { stopwatch } from '../core/stopwatch.ts';
import type { ChatApi } from './api.ts';
import { backoffMs } from './backoff.ts';
import { createPause } from './pause.ts';
import { openSocket, type SocketHandle } from './socket.ts';

/** After so many sockets in a row that never worked it is tried without them. */
const FAILURES_BEFORE_POLLING = 2;
const POLL_WAIT_S = 20;
const POLLING_MS = 120_000;

export interface LiveOptions {
  address: string;
  api: ChatApi;
  /** The visitor's token; null: there is no visitor yet, so there is nothing to listen to. */
  token(): string | null;
  /** The last seq known, null when nothing is; and up to which change of the items. */
  known(): { after: number | null; changes: number };
  onDown(message: Exclude<ChatDown, { type: 'fatal' | 'pong' }>): void;
  /** A new connection works; what was said on an earlier one may not have arrived. */
  onConnected(): void;
  onUnauthorized(token: string): void;
  /** The hub answers, or does not. */
  onReachable(reachable: boolean): void;
}

export interface Live {
  /** @returns false when there is no socket: then HTTP has to do */
  say(message: ChatUp): boolean;
  /** Something happened that makes a try (or a look whether the connection still lives) worthwhile. */
  wake(): void;
  /** Starts over from `known()`: the token changed, or something is missing. */
  restart(): void;
  /** The page is being frozen or left; `wake` ends it. */
  pause(): void;
}

/** Keeps the widget connected: a socket if possible, asking again and again over HTTP where sockets are blocked. */
export function startLive(options: LiveOptions): Live {
  const { api } = options;
  const pause = createPause();
  let socket: SocketHandle | null = null;
  /** The page is frozen or left: nothing may be tried. */
  const page = { frozen: false };
  async function viaSocket(token: string): Promise<boolean> {
    let first = true;
    const hello = { type: 'hello', token, ...options.known() } as const;
    const handle = openSocket(options.address, hello, (message) => {
      if (first) options.onConnected();
      first = false;
      options.onReachable(true);
      options.onDown(message);
    });
    socket = handle;
    const end = await handle.ended;
    socket = null;
    if (end === 'unauthorized') options.onUnauthorized(token);
    return end === 'lost';
  }

  /** @returns whether the hub answered at least once */
  async function viaPolling(token: string): Promise<boolean> {
    const elapsed = stopwatch();
    let reached = false;
    // A newer token, or the page being frozen, ends it as well.
    while (elapsed() < POLLING_MS && !page.frozen && options.token() === token) {
      const { after, changes } = options.known();
      const wait = reached ? POLL_WAIT_S : 0;
      const query = after === null ? '' : `after=${after}&changes=${changes}&wait=${wait}`;
      const answer = await api.items(token, query);
      if (answer.kind === 'unauthorized') options.onUnauthorized(token);
      if (answer.kind === 'later') await pause.wait(answer.afterMs);
      else if (answer.kind !== 'ok') return reached;
      else {
        reached = true;
        options.onReachable(true);
        options.onDown({ type: 'items', ...answer.value });
        // An empty talk, and a hub that answers at once, must not make this a busy loop.
        if (answer.value.items.length === 0) await pause.wait(1000);
      }
    }
    return reached;
  }

  async function run(): Promise<never> {
    let failures = 0;
    for (;;) {
      const token = options.token();
      if (token === null || page.frozen) {
        await pause.wait(Infinity);
        continue;
      }
      let worked = await viaSocket(token);
      failures = worked ? 0 : failures + 1;
      if (failures >= FAILURES_BEFORE_POLLING && options.token() === token) worked = await viaPolling(token);
      if (!worked && !page.frozen && options.token() === token) options.onReachable(false);
      if (options.token() === token) await pause.wait(backoffMs(Math.max(1, failures), Math.random()));
    }
  }
  inBackground(run());

  return {
    say: (message) => socket?.say(message) ?? false,
    wake() {
      page.frozen = false;
      if (socket) socket.check();
      else pause.wake();
    },
    restart() {
      pause.wake();
      socket?.close();
    },
    pause() {
      page.frozen = true;
      socket?.close();
    },
  };
}
