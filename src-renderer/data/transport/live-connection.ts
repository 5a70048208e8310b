import type { Down } from '#shared/wire/live/down.ts';
import type { Up } from '#shared/wire/live/up.ts';
import { HEARTBEAT_MS, PROTOCOL } from '#shared/wire/protocol.ts';
import type { Cursor } from '#shared/domain/cursor.ts';
import type { Clock } from './clock.ts';
import { parseDown } from './parse-down.ts';

/** The part of WebSocket that is needed: the browser's, `ws` in Node, or a test's. */
export interface Socket {
  addEventListener(type: 'open' | 'close' | 'error', listener: () => void): void;
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
  send(data: string): void;
  close(): void;
}
export type OpenSocket = (url: string) => Socket;

type FatalCode = Extract<Down, { type: 'fatal' }>['code'];

/** Why a connection is over. */
export type LiveEnd =
  | { kind: 'closed' }
  /** Nothing came for two heartbeats, or the socket did not open in that time: the way is dead though nobody said so. */
  | { kind: 'dead' }
  | { kind: 'fatal'; code: FatalCode }
  /** Something unreadable came; going on would mean to miss it. */
  | { kind: 'garbled'; detail: string };

export type LiveDown = Exclude<Down, { type: 'pong' | 'fatal' }>;

export interface LiveConnection {
  send(up: Up): void;
  /** The computer may have slept: the connection must show within a few seconds that it lives. */
  probe(): void;
  /** Ends it without a call of `onEnd`. */
  close(): void;
}

export interface LiveOptions {
  url: string;
  token: string;
  cursor: Cursor | null;
  openSocket: OpenSocket;
  clock: Clock;
  heartbeatMs?: number;
  probeMs?: number;
  onDown(down: LiveDown): void;
  /** Called once. */
  onEnd(end: LiveEnd): void;
}

const PROBE_MS = 3_000;

/** One WebSocket connection from hello to its end. Reconnecting is the caller's business. */
export function openLive(options: LiveOptions): LiveConnection {
  const beat = options.heartbeatMs ?? HEARTBEAT_MS;
  const socket = options.openSocket(options.url);
  let ended = false;
  let heardAt = options.clock.now();
  let cancelBeat = () => {};
  let cancelProbe = () => {};

  const end = (why: LiveEnd | null) => {
    if (ended) return;
    ended = true;
    cancelBeat();
    cancelProbe();
    socket.close();
    if (why) options.onEnd(why);
  };
  const send = (up: Up) => {
    if (!ended) socket.send(JSON.stringify(up));
  };
  let open = false;
  // The timer may fire late (throttled tab, sleep): then the silence is measured, not the count of beats. And what was heard between
  // two beats must not cost a beat more: the last look is when the silence has lasted long enough, not at the beat after.
  const onBeat = () => {
    const left = heardAt + beat * 2 - options.clock.now();
    if (left <= 0) return end({ kind: 'dead' });
    if (open) send({ type: 'ping' });
    cancelBeat = options.clock.after(Math.min(beat, left), onBeat);
  };
  cancelBeat = options.clock.after(beat, onBeat);

  const probe = () => {
    const askedAt = options.clock.now();
    if (open) send({ type: 'ping' });
    cancelProbe();
    cancelProbe = options.clock.after(options.probeMs ?? PROBE_MS, () => {
      if (heardAt < askedAt) end({ kind: 'dead' });
    });
  };

  socket.addEventListener('open', () => {
    open = true;
    send({ type: 'hello', protocol: PROTOCOL, token: options.token, cursor: options.cursor });
  });
  socket.addEventListener('message', (event) => {
    if (ended) return;
    heardAt = options.clock.now();
    const parsed = parseDown(event.data);
    if (parsed.kind === 'garbled') return end(parsed);
    if (parsed.down.type === 'fatal') return end({ kind: 'fatal', code: parsed.down.code });
    if (parsed.down.type !== 'pong') options.onDown(parsed.down);
  });
  // A close always follows an error; but `ws` throws an error that nobody listens to.
  socket.addEventListener('error', () => {});
  socket.addEventListener('close', () => end({ kind: 'closed' }));
  return { send, probe, close: () => end(null) };
}
