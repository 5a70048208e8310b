import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { chatItem, chatState, settled } from '#tests/support/chat.ts';
import { createStore } from '../core/state.ts';
import type { VisitorKeeper } from '../core/visitor.ts';
import { createReact } from './react.ts';
import { MARK_WORDS } from './words.ts';

/** As much of an element as a note needs. */
class FakeElement {
  textContent = '';
  isConnected = false;
  readonly children: FakeElement[] = [];
  setAttribute(): void {}
  append(...nodes: FakeElement[]): void {
    for (const node of nodes) node.isConnected = true;
    this.children.push(...nodes);
  }
}

/** Requests in the order in which they were made; the test answers them. */
const asked: { body: unknown; answer: (ok: boolean | 'cut') => Promise<unknown> }[] = [];
beforeEach(() => {
  vi.useFakeTimers();
  asked.length = 0;
  vi.stubGlobal('document', { createElement: () => new FakeElement() });
  vi.stubGlobal('fetch', (_url: string, { body }: { body: string }) => {
    return new Promise((resolve, reject) => {
      const answer = (ok: boolean | 'cut'): Promise<unknown> => {
        if (ok === 'cut') reject(new TypeError('Failed to fetch'));
        else resolve(new Response(null, { status: ok ? 200 : 400 }));
        return settled();
      };
      asked.push({ body: JSON.parse(body) as unknown, answer });
    });
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function desk() {
  const store = createStore(chatState({ items: [chatItem(1), chatItem(2)] }));
  const visitor = {
    ensure: () => Promise.resolve({ kind: 'ok', value: { visitorId: 'v', token: 't' } }),
  } as VisitorKeeper;
  const context = { base: 'https://hub/chat/c/files', channelId: 'c', visitor, store };
  const react = createReact('https://hub/chat/c/reactions', context, MARK_WORDS.en);
  const near = new FakeElement();
  const press = async (seq: number, emoji: string | null) => {
    react(seq, emoji, near as unknown as Element);
    await settled();
  };
  const own = (seq = 1) => store.state.items.find((item) => item.seq === seq)?.reactions.visitor;
  const said = () => near.children.map(({ textContent }) => textContent);
  return { press, own, said };
}

test('a reaction is shown at once and stays when the hub has it', async () => {
  const { press, own, said } = await desk();
  await press(1, '👍');
  expect(own()).toBe('👍');
  await asked[0]?.answer(true);
  expect(own()).toBe('👍');
  expect(own(2)).toBeNull();
  expect(said()).toEqual([]);
});

test('what the hub does not get is taken back, with a word that goes again', async () => {
  const { press, own, said } = await desk();
  await press(1, '👍');
  await asked[0]?.answer('cut');
  expect(own()).toBeNull();
  expect(said()).toEqual([MARK_WORDS.en.notTaken]);
  await vi.advanceTimersByTimeAsync(6_000);
  expect(said()).toEqual(['']);
});

test('whatever the network does, the last wish is the last that the hub hears', async () => {
  const { press, own } = await desk();
  await press(1, '👍');
  await press(1, '❤️');
  await press(1, null);
  // The first is on its way; what is worth saying after it is only the last.
  expect(asked.map(({ body }) => body)).toEqual([{ seq: 1, emoji: '👍' }]);
  await asked[0]?.answer(true);
  expect(asked.slice(1).map(({ body }) => body)).toEqual([{ seq: 1, emoji: null }]);
  await asked[1]?.answer(true);
  expect(own()).toBeNull();
});

test('taken back is what the hub really has, not an earlier wish that it never got', async () => {
  const { press, own } = await desk();
  await press(1, '👍');
  await press(1, '❤️');
  await asked[0]?.answer('cut');
  expect(own()).toBe('❤️');
  await asked[1]?.answer(false);
  expect(own()).toBeNull();
  await press(1, '🔥');
  await asked[2]?.answer(true);
  await press(1, null);
  await asked[3]?.answer('cut');
  expect(own()).toBe('🔥');
});

test('messages do not wait for each other’s word longer than it takes', async () => {
  const { press, own } = await desk();
  await press(1, '👍');
  await press(2, '🔥');
  expect([own(1), own(2)]).toEqual(['👍', '🔥']);
  await asked[0]?.answer('cut');
  expect([own(1), own(2)]).toEqual([null, '🔥']);
  await asked[1]?.answer(true);
  expect(own(2)).toBe('🔥');
});
