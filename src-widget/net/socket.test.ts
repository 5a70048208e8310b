import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { detach } from '#shared/lib/detach.ts';
import { chatItem, FakeSocket } from '#tests/support/chat.ts';
import { openSocket, parseDown, type SocketEnd } from './socket.ts';

const HELLO = { type: 'hello', token: 't', after: 3, changes: 0 } as const;
const TYPING = { type: 'typing', authorName: 'Anna' };

beforeEach(() => {
  vi.useFakeTimers();
  FakeSocket.install();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function connected(accepted = true) {
  const heard: unknown[] = [];
  const handle = openSocket('wss://hub/live', HELLO, (message) => heard.push(message));
  const socket = FakeSocket.last();
  const end: { how: SocketEnd | null } = { how: null };
  detach(
    handle.ended.then((how) => (end.how = how)),
    () => undefined,
  );
  if (accepted) socket.accept();
  return { handle, socket, heard, end, types: () => socket.said.map(({ type }) => type) };
}

test('it begins with hello, hears the hub’s words and says its own', () => {
  const { handle, socket, heard, types } = connected();
  expect(socket.said).toEqual([HELLO]);
  socket.hear(TYPING);
  expect(heard).toEqual([TYPING]);
  expect(handle.say({ type: 'typing' })).toBe(true);
  expect(types()).toEqual(['hello', 'typing']);
});

test('nothing can be said before it is open, nor after its end', () => {
  const { handle, socket } = connected(false);
  expect(handle.say({ type: 'typing' })).toBe(false);
  socket.accept();
  handle.close();
  expect(handle.say({ type: 'typing' })).toBe(false);
  socket.hear(TYPING);
});

describe('how it ended', () => {
  test.each(['close', 'error'] as const)('by %s before a word: it never worked', async (type) => {
    const { socket, end } = connected(false);
    socket.fail(type);
    await vi.advanceTimersByTimeAsync(0);
    expect(end.how).toBe('failed');
  });

  test('after the first word: it was lost', async () => {
    const { socket, end } = connected();
    socket.hear(TYPING);
    socket.fail();
    await vi.advanceTimersByTimeAsync(0);
    expect(end.how).toBe('lost');
  });

  test('by a token that the hub does not know; by another fatal word as if it never worked', async () => {
    const fatal = (code: string) => ({ type: 'fatal', code, message: 'x' });
    const [stranger, slow] = [connected(), connected()];
    stranger.socket.hear(fatal('unauthorized'));
    slow.socket.hear(fatal('too_slow'));
    await vi.advanceTimersByTimeAsync(0);
    expect([stranger.end.how, slow.end.how]).toEqual(['unauthorized', 'failed']);
    expect(stranger.heard).toEqual([]);
  });

  test('forbidden by the page’s policy', async () => {
    vi.stubGlobal('WebSocket', function forbidden() {
      throw new Error('SecurityError');
    });
    const handle = openSocket('wss://hub/live', HELLO, () => undefined);
    expect(handle.say({ type: 'typing' })).toBe(false);
    handle.check();
    handle.close();
    expect(await handle.ended).toBe('failed');
  });
});

describe('a hub that is gone without a word', () => {
  test('is asked for a sign of life, and given up when none comes', async () => {
    const { socket, types, end } = connected();
    socket.hear(TYPING);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(types()).toEqual(['hello']);
    await vi.advanceTimersByTimeAsync(4_000);
    expect(types()).toEqual(['hello', 'ping']);
    await vi.advanceTimersByTimeAsync(8_000);
    expect(end.how).toBeNull();
    await vi.advanceTimersByTimeAsync(4_000);
    expect(end.how).toBe('lost');
    expect(types()).toEqual(['hello', 'ping']);
  });

  test('any word is a sign of life; a pong is nothing else', async () => {
    const { socket, heard, end, types } = connected();
    for (let i = 0; i < 5; i += 1) {
      await vi.advanceTimersByTimeAsync(24_000);
      socket.hear({ type: 'pong' });
    }
    expect(end.how).toBeNull();
    expect(heard).toEqual([]);
    expect(types().filter((type) => type === 'ping')).toHaveLength(5);
  });

  test('that never lets in is given up, too', async () => {
    const { end } = connected(false);
    await vi.advanceTimersByTimeAsync(12_000);
    expect(end.how).toBe('failed');
  });

  test('when the network may have changed it is asked at once, and once', () => {
    const { handle, types } = connected();
    handle.check();
    handle.check();
    expect(types()).toEqual(['hello', 'ping']);
  });
});

test('what is not the hub’s word is not heard', () => {
  const items = { type: 'items', items: [chatItem(1)], readUpTo: 0, changes: 0 };
  expect(parseDown(JSON.stringify(items))).toEqual(items);
  for (const other of [
    '',
    '{',
    '"typing"',
    '{"type":"weather"}',
    '{"type":"items"}',
    new ArrayBuffer(2),
    null,
  ])
    expect(parseDown(other)).toBeNull();
});
