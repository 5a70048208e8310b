import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ChatItemsResponse } from '#shared/wire/chat/items.ts';
import { chatItem, FakeSocket, settled } from '#tests/support/chat.ts';
import type { Answer, ChatApi } from './api.ts';
import { startLive } from './live.ts';

const TYPING = { type: 'typing', authorName: null };
const NOTHING: Answer<ChatItemsResponse> = { kind: 'ok', value: { items: [], readUpTo: 0, changes: 0 } };

beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, 'random').mockReturnValue(1);
  FakeSocket.install();
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function desk(token: string | null = 't') {
  const queries: string[] = [];
  const events: string[] = [];
  const here = { token, after: null as number | null, polled: [] as Answer<ChatItemsResponse>[] };
  const api = {
    items(_token: string, query: string) {
      queries.push(query);
      return Promise.resolve(here.polled.shift() ?? ({ kind: 'unreachable' } as const));
    },
  } as ChatApi;
  const live = startLive({
    address: 'wss://hub/live',
    api,
    token: () => here.token,
    known: () => ({ after: here.after, changes: 2 }),
    onDown: ({ type }) => events.push(type),
    onConnected: () => events.push('connected'),
    onUnauthorized: (lost) => events.push(`unauthorized ${lost}`),
    onReachable: (reachable) => events.push(reachable ? 'reachable' : 'unreachable'),
  });
  await settled();
  const fail = async () => {
    FakeSocket.last().fail();
    await settled();
  };
  return { live, here, queries, events, fail, sockets: () => FakeSocket.opened.length };
}

describe('by socket', () => {
  test('it says from where to go on; the first word tells that the connection works, and only the first', async () => {
    const { here, live, events } = await desk();
    FakeSocket.last().accept();
    expect(FakeSocket.last().said).toEqual([{ type: 'hello', token: 't', after: null, changes: 2 }]);
    FakeSocket.last().hear(TYPING);
    FakeSocket.last().hear(TYPING);
    expect(events).toEqual(['connected', 'reachable', 'typing', 'reachable', 'typing']);
    expect(live.say({ type: 'typing' })).toBe(true);
    here.after = 9;
    live.restart();
    await settled();
    FakeSocket.last().accept();
    expect(FakeSocket.last().said).toMatchObject([{ after: 9 }]);
  });

  test('a lost one is opened again after a moment, with no word about the hub being away', async () => {
    const { events, fail, sockets } = await desk();
    FakeSocket.last().accept();
    FakeSocket.last().hear(TYPING);
    await fail();
    expect(sockets()).toBe(1);
    await vi.advanceTimersByTimeAsync(700);
    expect(sockets()).toBe(2);
    expect(events).not.toContain('unreachable');
  });

  test('without a visitor nothing is tried until there is one', async () => {
    const { here, live, sockets } = await desk(null);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sockets()).toBe(0);
    expect(live.say({ type: 'typing' })).toBe(false);
    here.token = 't';
    live.restart();
    await settled();
    expect(sockets()).toBe(1);
  });

  test('a token that is not known is told, and a new one is used at once', async () => {
    const { here, events, sockets } = await desk();
    FakeSocket.last().accept();
    here.token = 'new';
    FakeSocket.last().hear({ type: 'fatal', code: 'unauthorized', message: '' });
    await settled();
    expect(events).toEqual(['unauthorized t']);
    expect(sockets()).toBe(2);
  });

  test('a page that is frozen or left tries nothing until it is woken', async () => {
    const { live, sockets } = await desk();
    live.pause();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sockets()).toBe(1);
    live.wake();
    await settled();
    expect(sockets()).toBe(2);
    FakeSocket.last().accept();
    live.wake();
    expect(FakeSocket.last().said.map(({ type }) => type)).toEqual(['hello', 'ping']);
  });
});

describe('where sockets are blocked', () => {
  /** Two of them never worked. */
  async function blocked(...polled: Answer<ChatItemsResponse>[]) {
    const world = await desk();
    world.here.polled.push(...polled);
    await world.fail();
    await vi.advanceTimersByTimeAsync(700);
    return world;
  }

  test('it is asked over HTTP: at once, then waiting for news; never in a busy loop', async () => {
    const { here, queries, events, fail } = await blocked(NOTHING, NOTHING);
    here.after = 4;
    await fail();
    expect(queries).toEqual(['after=4&changes=2&wait=0']);
    expect(events).toEqual(['unreachable', 'reachable', 'items']);
    await vi.advanceTimersByTimeAsync(999);
    expect(queries).toHaveLength(1);
    const news = { items: [chatItem(5)], readUpTo: 0, changes: 0 };
    here.polled.splice(0, 1, { kind: 'ok', value: news });
    await vi.advanceTimersByTimeAsync(1);
    // What came is asked on from at once.
    expect(queries.slice(1)).toEqual(['after=4&changes=2&wait=20', 'after=4&changes=2&wait=20']);
  });

  test('who knows nothing yet asks for the newest page; a hub that is away is said to be', async () => {
    const { queries, events, fail } = await blocked();
    await fail();
    expect(queries).toEqual(['']);
    expect(events).toEqual(['unreachable', 'unreachable']);
  });

  test('patience asked for is patience given; a token that is gone ends it', async () => {
    const { here, queries, events, fail } = await blocked({ kind: 'later', afterMs: 9_000 });
    here.polled.push({ kind: 'unauthorized' });
    await fail();
    await vi.advanceTimersByTimeAsync(8_999);
    expect(queries).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(queries).toHaveLength(2);
    expect(events).toContain('unauthorized t');
  });

  test('after a while sockets are tried once more', async () => {
    const { here, fail, sockets } = await blocked();
    here.polled.push(...Array.from({ length: 500 }, () => NOTHING));
    await fail();
    expect(sockets()).toBe(2);
    await vi.advanceTimersByTimeAsync(125_000);
    expect(sockets()).toBe(3);
  });
});
