import * as z from 'zod/mini';
import { chatDownSchema, type ChatDown } from '#shared/wire/chat/down.ts';
import type { ChatUp } from '#shared/wire/chat/up.ts';
import { stopwatch } from '../core/stopwatch.ts';
import { toJson } from '../core/json.ts';

const QUIET_MS = 20_000;
const PONG_MS = 8_000;
const TICK_MS = 4_000;

/** How a connection ended. `failed`: it never worked; `lost`: it did. */
export type SocketEnd = 'failed' | 'lost' | 'unauthorized';

export interface SocketHandle {
  /** @returns false when nothing can be sent now */
  say(message: ChatUp): boolean;
  /** Asks for a sign of life and closes if none comes; for moments when the network may have changed. */
  check(): void;
  close(): void;
  ended: Promise<SocketEnd>;
}

/** @returns null for what is not the hub's word */
export function parseDown(data: unknown): ChatDown | null {
  if (typeof data !== 'string') return null;
  try {
    const parsed = z.safeParse(chatDownSchema, JSON.parse(data));
    // A newer hub may say things this widget does not know: not an error.
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** One connection from opening to its end. It notices by itself when the other side is gone without a word. */
export function openSocket(
  address: string,
  hello: Extract<ChatUp, { type: 'hello' }>,
  onDown: (message: Exclude<ChatDown, { type: 'fatal' | 'pong' }>) => void,
): SocketHandle {
  let socket: WebSocket;
  try {
    socket = new WebSocket(address);
  } catch {
    // The page's own policy (CSP connect-src) may forbid it.
    return {
      say: () => false,
      check: () => undefined,
      close: () => undefined,
      ended: Promise.resolve('failed'),
    };
  }
  let end: SocketEnd = 'failed';
  let sinceHeard = stopwatch();
  let sincePing: (() => number) | null = null;
  const send = (message: ChatUp): boolean => {
    if (socket.readyState !== WebSocket.OPEN) return false;
    socket.send(toJson(message));
    return true;
  };
  const check = (): void => {
    if (sincePing === null && send({ type: 'ping' })) sincePing = stopwatch();
  };
  /** Compares moments instead of counting ticks: hidden tabs tick once a minute. */
  const tick = (): void => {
    const waits = socket.readyState === WebSocket.CONNECTING ? sinceHeard : sincePing;
    if (waits !== null && waits() > PONG_MS) close();
    else if (sinceHeard() > QUIET_MS) check();
  };
  const timer = setInterval(tick, TICK_MS);
  let finish: (end: SocketEnd) => void;
  const ended = new Promise<SocketEnd>((resolve) => (finish = resolve));
  /** Does not wait for the closing handshake: on a dead network it takes minutes. */
  function close(): void {
    clearInterval(timer);
    socket.removeEventListener('message', hear);
    socket.close();
    finish(end);
  }
  function hear(event: MessageEvent): void {
    sinceHeard = stopwatch();
    sincePing = null;
    const message = parseDown(event.data);
    if (message === null || message.type === 'pong') return;
    if (message.type === 'fatal') {
      if (message.code === 'unauthorized') end = 'unauthorized';
      close();
      return;
    }
    end = 'lost';
    onDown(message);
  }
  socket.addEventListener('open', () => send(hello));
  // A page's policy that forbids the address makes an error and no close.
  for (const type of ['close', 'error']) socket.addEventListener(type, close);
  socket.addEventListener('message', hear);
  return { say: send, check, close, ended };
}
