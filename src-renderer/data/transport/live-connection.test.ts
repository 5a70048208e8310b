import { beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '#tests/support/manual-clock.ts';
import { HEARTBEAT_MS, PROTOCOL } from '#shared/wire/protocol.ts';
import {
  openLive,
  type LiveConnection,
  type LiveDown,
  type LiveEnd,
  type Socket,
} from './live-connection.ts';

type Listener = (event: { data: unknown }) => void;

class TestSocket implements Socket {
  readonly sent: unknown[] = [];
  closed = false;
  private readonly listeners = new Map<string, Listener>();

  addEventListener(type: string, listener: Listener): void {
    this.listeners.set(type, listener);
  }
  send(data: string): void {
    this.sent.push(JSON.parse(data));
  }
  close(): void {
    this.closed = true;
  }
  emit(type: string, data?: unknown): void {
    this.listeners.get(type)?.({ data });
  }
  says(message: unknown): void {
    this.emit('message', JSON.stringify(message));
  }
}

let socket: TestSocket;
let clock: ManualClock;
let live: LiveConnection;
let downs: LiveDown[];
let ends: LiveEnd[];
const cursor = { epoch: 'e', xid: '5' };
const WELCOME = { type: 'welcome', protocol: PROTOCOL, hubVersion: '1', now: 1 };

beforeEach(() => {
  socket = new TestSocket();
  clock = new ManualClock();
  downs = [];
  ends = [];
  live = openLive({
    url: 'ws://hub.test/api/live',
    token: 't',
    cursor,
    openSocket: () => socket,
    clock,
    onDown: (down) => downs.push(down),
    onEnd: (end) => ends.push(end),
  });
});

describe('a live connection', () => {
  it('says hello with the cursor as soon as it is open, and hands on what comes', () => {
    expect(socket.sent).toEqual([]);
    socket.emit('open');
    expect(socket.sent).toEqual([{ type: 'hello', protocol: PROTOCOL, token: 't', cursor }]);
    socket.says(WELCOME);
    socket.says({ type: 'changes', changes: [], cursor });
    expect(downs.map((down) => down.type)).toEqual(['welcome', 'changes']);
  });

  it('pings, and lives as long as something comes', () => {
    socket.emit('open');
    for (let i = 0; i < 10; i += 1) {
      clock.pass(HEARTBEAT_MS);
      socket.says({ type: 'pong' });
    }
    expect(socket.sent.filter((up) => (up as { type: string }).type === 'ping')).toHaveLength(10);
    expect(ends).toEqual([]);
    expect(downs).toEqual([]);
  });

  it('is dead when nothing comes for two heartbeats, within 15 seconds', () => {
    socket.emit('open');
    clock.pass(15_000);
    expect(ends).toEqual([{ kind: 'dead' }]);
    expect(socket.closed).toBe(true);
  });

  it('is given up within 15 seconds of the last word, whenever that came: a frozen hub keeps its sockets open', () => {
    socket.emit('open');
    socket.says(WELCOME);
    for (const lastWordAfter of [1, HEARTBEAT_MS - 1, HEARTBEAT_MS + 1, 2 * HEARTBEAT_MS - 1]) {
      clock.pass(lastWordAfter);
      socket.says({ type: 'pong' });
      expect(ends).toEqual([]);
    }
    clock.pass(2 * HEARTBEAT_MS - 1);
    expect(ends).toEqual([]);
    clock.pass(1);
    expect(ends).toEqual([{ kind: 'dead' }]);
    // Timers of a window in the background run once a second.
    expect(2 * HEARTBEAT_MS + 1_000).toBeLessThan(15_000);
  });

  it('is dead when it never opens', () => {
    clock.pass(15_000);
    expect(ends).toEqual([{ kind: 'dead' }]);
  });

  it('notices after a sleep that its timers did not run', () => {
    socket.emit('open');
    socket.says(WELCOME);
    clock.sleep(3_600_000);
    clock.pass(1);
    expect(ends).toEqual([{ kind: 'dead' }]);
  });

  it('when suspected has to prove within three seconds that it lives', () => {
    socket.emit('open');
    socket.says(WELCOME);
    clock.pass(100);
    live.probe();
    socket.says({ type: 'pong' });
    clock.pass(3_000);
    expect(ends).toEqual([]);
    live.probe();
    clock.pass(3_000);
    expect(ends).toEqual([{ kind: 'dead' }]);
  });

  it.each([
    ['no JSON', 'hello?'],
    ['an unknown type', '{"type":"song"}'],
    ['a broken change', '{"type":"changes","changes":[{"type":"gone"}],"cursor":{"epoch":"e","xid":"1"}}'],
  ])('ends at %s instead of missing it', (_, text) => {
    socket.emit('open');
    socket.emit('message', text);
    expect(ends).toMatchObject([{ kind: 'garbled' }]);
    socket.says(WELCOME);
    expect(downs).toEqual([]);
  });

  it('tells its end once and only when it was not meant', () => {
    socket.emit('open');
    socket.says({ type: 'fatal', code: 'unauthorized', message: '' });
    socket.emit('close');
    expect(ends).toEqual([{ kind: 'fatal', code: 'unauthorized' }]);
    live.close();
    live.send({ type: 'ping' });
    expect(ends).toHaveLength(1);
    expect(socket.sent).toHaveLength(1);
  });

  it('closed by us tells nobody', () => {
    socket.emit('open');
    live.close();
    socket.emit('close');
    clock.pass(60_000);
    expect(ends).toEqual([]);
  });
});
