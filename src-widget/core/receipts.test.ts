import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ChatReceiptsRequest } from '#shared/wire/chat/items.ts';
import type { ChatUp } from '#shared/wire/chat/up.ts';
import { chatItems, chatState, chatStorage } from '#tests/support/chat.ts';
import { startReceipts } from './receipts.ts';
import { createStore, type ChatState } from './state.ts';

const page = { visibilityState: 'visible' };
beforeEach(() => {
  page.visibilityState = 'visible';
  vi.stubGlobal('document', page);
});
afterEach(() => vi.unstubAllGlobals());

function desk(patch: Partial<ChatState> = {}, storage = chatStorage()) {
  const store = createStore(chatState(patch));
  const bySocket: ChatUp[] = [];
  const byHttp: ChatReceiptsRequest[] = [];
  const way = { socket: true, http: true };
  const receipts = startReceipts(store, storage, {
    viaSocket(message) {
      if (way.socket) bySocket.push(message);
      return way.socket;
    },
    viaHttp(body) {
      byHttp.push(body);
      return Promise.resolve(way.http);
    },
  });
  const shows = (change: Partial<ChatState>): void => {
    store.set(change);
    receipts.update();
  };
  return { store, storage, receipts, bySocket, byHttp, way, shows };
}

test('what has come is said once; what is before the eyes too, and kept', () => {
  const { shows, bySocket, store, storage } = desk();
  shows({ items: chatItems(1, 3) });
  shows({});
  expect(bySocket).toEqual([{ type: 'received', upTo: 3 }]);
  shows({ open: true });
  expect(bySocket.slice(1)).toEqual([{ type: 'seen', upTo: 3 }]);
  expect(store.state.seenUpTo).toBe(3);
  expect(storage.get('seen')).toBe('3');
});

test.each([
  ['closed', { open: false }, 'visible'],
  ['scrolled back', { open: true, following: false }, 'visible'],
  ['in a tab behind', { open: true }, 'hidden'],
] as const)('nothing is seen in a chat that is %s', (_, patch, visibilityState) => {
  page.visibilityState = visibilityState;
  const { shows, bySocket } = desk(patch);
  shows({ items: chatItems(1, 2) });
  expect(bySocket).toEqual([{ type: 'received', upTo: 2 }]);
});

test('what was seen before a reload is said again, but never more than is here', () => {
  const storage = chatStorage();
  storage.set('seen', '9');
  const { shows, bySocket, store } = desk({}, storage);
  expect(store.state.seenUpTo).toBe(9);
  shows({ items: chatItems(1, 4) });
  expect(bySocket).toEqual([
    { type: 'received', upTo: 4 },
    { type: 'seen', upTo: 4 },
  ]);
  storage.set('seen', 'garbage');
  expect(desk({}, storage).store.state.seenUpTo).toBe(0);
});

test('on a new connection all is said again: the old one may have lost it', () => {
  const { shows, receipts, bySocket } = desk({ open: true });
  shows({ items: chatItems(1, 2) });
  receipts.repeat();
  receipts.update();
  expect(bySocket.map(({ type }) => type)).toEqual(['received', 'seen', 'received', 'seen']);
});

test('without a socket it goes over HTTP: one request at a time, again if it was not taken, none without a network', async () => {
  const { shows, receipts, byHttp, way } = desk({ open: true });
  way.socket = false;
  way.http = false;
  shows({ items: chatItems(1, 1) });
  shows({ items: chatItems(1, 2) });
  expect(byHttp).toEqual([{ receivedUpTo: 1, seenUpTo: 1 }]);
  await Promise.resolve();
  await Promise.resolve();
  way.http = true;
  receipts.update();
  await Promise.resolve();
  await Promise.resolve();
  expect(byHttp[1]).toEqual({ receivedUpTo: 2, seenUpTo: 2 });
  receipts.update();
  expect(byHttp).toHaveLength(2);
  shows({ offline: true, items: chatItems(1, 3) });
  expect(byHttp).toHaveLength(2);
});

test('another tab’s eyes count, another visitor’s do not', () => {
  const { shows, storage, receipts, store, bySocket } = desk();
  shows({ items: chatItems(1, 5) });
  storage.set('seen', '4');
  receipts.changedElsewhere('draft');
  expect(store.state.seenUpTo).toBe(0);
  receipts.changedElsewhere('seen');
  expect(store.state.seenUpTo).toBe(4);
  storage.set('seen', '2');
  receipts.changedElsewhere('seen');
  expect(store.state.seenUpTo).toBe(4);
  receipts.forget();
  expect(store.state.seenUpTo).toBe(0);
  expect(storage.get('seen')).toBeNull();
  shows({ items: chatItems(1, 1) });
  expect(bySocket.at(-1)).toEqual({ type: 'received', upTo: 1 });
});
