import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ChatItem } from '#shared/wire/chat/item.ts';
import type { SayRequest } from '#shared/wire/chat/say.ts';
import {
  chatItem,
  chatItems,
  chatState,
  chatStorage,
  FakeSocket,
  outgoing,
  settled,
} from '#tests/support/chat.ts';
import type { ChatApi } from '../net/api.ts';
import { openCache } from './cache.ts';
import { createStore } from './state.ts';
import type { ChatStorage } from './storage.ts';
import { Talk } from './talk.ts';

let page: EventTarget & { visibilityState: string };
beforeEach(() => {
  vi.useFakeTimers();
  vi.spyOn(Math, 'random').mockReturnValue(1);
  FakeSocket.install();
  page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  const site = new EventTarget();
  vi.stubGlobal('document', page);
  vi.stubGlobal('navigator', {});
  vi.stubGlobal('location', { href: 'https://shop/tea' });
  vi.stubGlobal('addEventListener', site.addEventListener.bind(site));
  vi.stubGlobal('dispatchEvent', site.dispatchEvent.bind(site));
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const known = (storage: ChatStorage, visitorId = 'v'): ChatStorage => {
  storage.set('visitor', JSON.stringify({ visitorId, token: `token-${visitorId}` }));
  return storage;
};

/** A talk whose hub is reached by a socket that the test holds, and takes messages at the seq that the test says. */
async function desk(storage = known(chatStorage())) {
  const store = createStore(chatState({ open: true }));
  const said: SayRequest[] = [];
  const hub = { seq: 100, away: false, earlier: [] as ChatItem[] };
  let elsewhere: (name: string) => void = () => undefined;
  const watched = { ...storage, watch: (listener: (name: string) => void) => void (elsewhere = listener) };
  const api = {
    newVisitor: () => Promise.resolve({ kind: 'ok', value: { visitorId: 'new', token: 'token-new' } }),
    say(_token: string, request: SayRequest) {
      if (hub.away) return Promise.resolve({ kind: 'unreachable' });
      said.push(request);
      const { clientId, text } = request;
      const item = chatItem((hub.seq += 1), { from: 'visitor', clientId, text });
      return Promise.resolve({ kind: 'ok', value: { item } });
    },
    items: () => Promise.resolve({ kind: 'ok', value: { items: hub.earlier, readUpTo: 0, changes: 0 } }),
    receipts: () => Promise.resolve({ kind: 'ok', value: null }),
  } as unknown as ChatApi;
  const talk = new Talk(store, watched, openCache(storage), api, 'https://hub', 'c');
  await settled();
  const down = async (message: object) => {
    FakeSocket.last().hear(message);
    await settled();
  };
  const items = (list: ChatItem[], readUpTo = 0) =>
    down({ type: 'items', items: list, readUpTo, changes: 0 });
  if (FakeSocket.opened.length > 0) FakeSocket.last().accept();
  return { talk, store, storage, said, hub, down, items, elsewhere: (name: string) => elsewhere(name) };
}
const seqs = ({ state }: { state: { items: readonly ChatItem[] } }) => state.items.map(({ seq }) => seq);

describe('what the visitor says', () => {
  test('is shown as on its way, goes once, and stays in its place when its item comes', async () => {
    const { talk, store, said, hub, items } = await desk();
    await items(chatItems(1, 3));
    hub.seq = 4;
    expect(talk.say('  Есть ли чай?\u0000 ', [], null)).toBe('taken');
    expect(store.state.outgoing).toMatchObject([{ text: 'Есть ли чай?' }]);
    await settled();
    expect(said).toMatchObject([{ text: 'Есть ли чай?', pageUrl: 'https://shop/tea' }]);
    // Seq 4 is missing: the socket brings it together with this one.
    expect(seqs(store)).toEqual([1, 2, 3]);
    const [{ clientId } = { clientId: '' }] = store.state.outgoing;
    expect(store.state.confirmed.has(clientId)).toBe(true);
    await items([chatItem(4), chatItem(5, { from: 'visitor', clientId })]);
    expect(seqs(store)).toEqual([1, 2, 3, 4, 5]);
    expect(store.state.outgoing).toEqual([]);
  });

  test('is taken from the answer at once when it is certainly the next', async () => {
    const { talk, store, hub, items } = await desk();
    await items(chatItems(1, 3));
    hub.seq = 3;
    talk.say('hello', [], null);
    await settled();
    expect(seqs(store)).toEqual([1, 2, 3, 4]);
    expect(store.state.outgoing).toEqual([]);
  });

  test('is not taken when it says nothing, or more than can be carried', async () => {
    const { talk, store } = await desk();
    expect(talk.say(' \n\u200B ', [], null)).toBe('empty');
    expect(talk.say('я'.repeat(100_000), [], null)).toBe('too_long');
    expect(store.state.outgoing).toEqual([]);
  });

  test('keeps its order though the clock is set back, and survives the page', async () => {
    const { talk, hub, storage } = await desk();
    hub.away = true;
    talk.say('first', [], null);
    vi.setSystemTime(Date.now() - 3_600_000);
    talk.say('second', [], null);
    const { store, said } = await desk(storage);
    expect(store.state.outgoing.map(({ text }) => text)).toEqual(['first', 'second']);
    expect(said.map(({ text }) => text)).toEqual(['first', 'second']);
  });

  test('makes a visitor of a stranger, who is connected from then on', async () => {
    const { talk, said } = await desk(chatStorage());
    expect(FakeSocket.opened).toEqual([]);
    talk.say('hello', [], null);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(said).toHaveLength(1);
    FakeSocket.last().accept();
    expect(FakeSocket.last().said[0]).toMatchObject({ type: 'hello', token: 'token-new' });
  });

  test('failed, it is tried again behind what was written meanwhile, or given up', async () => {
    const storage = known(chatStorage());
    storage.set('out:m1', JSON.stringify(outgoing('m1', { failure: 'refused' })));
    storage.set('out:m2', JSON.stringify(outgoing('m2', { failure: 'too_long' })));
    const { talk, store, said } = await desk(storage);
    expect(said).toEqual([]);
    talk.discard('m2');
    expect(store.state.outgoing.map(({ clientId }) => clientId)).toEqual(['m1']);
    talk.retry('m1');
    talk.retry('nobody');
    await settled();
    expect(said.map(({ clientId }) => clientId)).toEqual(['m1']);
  });
});

describe('what the hub says', () => {
  test('a hole is asked for again; a mark of reading only goes forward', async () => {
    const { store, items } = await desk();
    await items(chatItems(1, 3), 2);
    const before = FakeSocket.opened.length;
    await items([chatItem(7)], 1);
    expect(seqs(store)).toEqual([1, 2, 3]);
    expect(store.state.readUpTo).toBe(2);
    await vi.advanceTimersByTimeAsync(700);
    expect(FakeSocket.opened.length).toBe(before + 1);
    FakeSocket.last().accept();
    expect(FakeSocket.last().said[0]).toMatchObject({ type: 'hello', after: 3 });
  });

  test('typing fades, and ends with the words', async () => {
    const { store, items, down } = await desk();
    await down({ type: 'typing', authorName: 'Anna' });
    expect(store.state.typing).toEqual({ authorName: 'Anna' });
    await items([chatItem(1, { from: 'visitor' })]);
    expect(store.state.typing).not.toBeNull();
    await items([chatItem(2)]);
    expect(store.state.typing).toBeNull();
    await down({ type: 'typing', authorName: null });
    await vi.advanceTimersByTimeAsync(4_000);
    expect(store.state.typing).toBeNull();
  });

  test('a hub that was set back makes it begin anew, and nothing of before is left', async () => {
    const { store, storage, items, down } = await desk();
    await items(chatItems(1, 3), 3);
    await vi.advanceTimersByTimeAsync(400);
    expect(openCache(storage).talk('v')?.items).toHaveLength(3);
    await down({ type: 'reset' });
    expect(store.state).toMatchObject({ items: [], readUpTo: 0, seenUpTo: 0 });
    expect(openCache(storage).talk('v')).toBeNull();
    await vi.advanceTimersByTimeAsync(700);
    FakeSocket.last().accept();
    expect(FakeSocket.last().said[0]).toMatchObject({ type: 'hello', after: null });
  });

  test('a token that it does not know: the talk of before goes, and what is unsent stays', async () => {
    const { talk, store, storage, hub, items, down, said } = await desk();
    await items(chatItems(1, 2));
    hub.away = true;
    talk.say('do not lose me', [], null);
    await settled();
    hub.away = false;
    await down({ type: 'fatal', code: 'unauthorized', message: '' });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(said).toMatchObject([{ text: 'do not lose me' }]);
    expect(seqs(store)).not.toContain(1);
    expect(storage.get('visitor')).toContain('token-new');
  });
});

test('earlier pages are joined, one at a time, until the beginning is there', async () => {
  const { talk, store, hub, items } = await desk();
  await items(chatItems(5, 7));
  hub.earlier = chatItems(1, 4);
  talk.loadEarlier();
  talk.loadEarlier();
  expect(store.state.loadingEarlier).toBe(true);
  await settled();
  expect(seqs(store)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(store.state.loadingEarlier).toBe(false);
  talk.loadEarlier();
  expect(store.state.loadingEarlier).toBe(false);
});

test('that he types is said every few seconds at most', async () => {
  const { talk } = await desk();
  const typed = () => FakeSocket.last().said.filter(({ type }) => type === 'typing').length;
  for (let i = 0; i < 10; i += 1) {
    talk.typing();
    await vi.advanceTimersByTimeAsync(500);
  }
  expect(typed()).toBe(2);
});

describe('the page and other tabs', () => {
  test('left, it keeps its talk and lets go of the hub; shown again it goes on', async () => {
    const { storage, items } = await desk();
    await items(chatItems(1, 2));
    dispatchEvent(new Event('pagehide'));
    expect(openCache(storage).talk('v')?.items).toHaveLength(2);
    const before = FakeSocket.opened.length;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(FakeSocket.opened.length).toBe(before);
    dispatchEvent(new Event('pageshow'));
    await settled();
    expect(FakeSocket.opened.length).toBe(before + 1);
  });

  test('the device says that its network is gone, and is back', async () => {
    const { store } = await desk();
    dispatchEvent(new Event('offline'));
    expect(store.state.offline).toBe(true);
    page.dispatchEvent(new Event('resume'));
    FakeSocket.last().hear({ type: 'typing', authorName: null });
    expect(store.state.offline).toBe(false);
  });

  test('another tab’s message is shown here and does not blink when it was sent', async () => {
    const { store, storage, hub, elsewhere, items } = await desk();
    hub.away = true;
    await items(chatItems(1, 1));
    storage.set('out:m9', JSON.stringify(outgoing('m9')));
    elsewhere('out:m9');
    expect(store.state.outgoing.map(({ clientId }) => clientId)).toEqual(['m9']);
    storage.remove('out:m9');
    elsewhere('out:m9');
    expect(store.state.outgoing.map(({ clientId }) => clientId)).toEqual(['m9']);
    expect(store.state.confirmed.has('m9')).toBe(true);
    await items([chatItem(2, { from: 'visitor', clientId: 'm9' })]);
    expect(store.state.outgoing).toEqual([]);
  });

  test('another tab that became another visitor takes this one along', async () => {
    const { store, storage, items, elsewhere } = await desk();
    await items(chatItems(1, 3), 3);
    known(storage, 'w');
    elsewhere('visitor');
    expect(store.state).toMatchObject({ items: [], readUpTo: 0, seenUpTo: 0 });
    await vi.advanceTimersByTimeAsync(700);
    FakeSocket.last().accept();
    expect(FakeSocket.last().said[0]).toMatchObject({ token: 'token-w', after: null });
  });
});
