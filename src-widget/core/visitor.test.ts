import { afterEach, expect, test, vi } from 'vitest';
import type { ChatApi } from '../net/api.ts';
import { openStorage, type ChatStorage } from './storage.ts';
import { keepVisitor } from './visitor.ts';

const api = {} as ChatApi;

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function keeperOf(kept: string) {
  const storage = openStorage('channel', () => {
    throw new Error('blocked');
  });
  storage.set('visitor', kept);
  return keepVisitor(storage, api, 'lock');
}

test.each([
  '',
  '{',
  'null',
  '5',
  '{"visitorId":"a"}',
  '{"visitorId":"a","token":"a\\nb"}',
  '{"visitorId":"a","token":"ключ"}',
])('a visitor kept as %j is nobody', (kept) => {
  expect(keeperOf(kept).current()).toBeNull();
});

test('a whole one is known again', () => {
  expect(keeperOf('{"visitorId":"a","token":"b_-9"}').current()).toEqual({ visitorId: 'a', token: 'b_-9' });
});

test('two tabs without locks that are new in the same moment are the one who was written last', async () => {
  vi.useFakeTimers();
  vi.stubGlobal('navigator', {});
  const kept = new Map<string, string>();
  // What one tab writes reaches the other a moment later, as between two processes of a browser.
  const tab = (name: string) => {
    const own = new Map<string, string>();
    const storage = {
      get: (key: string) => own.get(key) ?? kept.get(key) ?? null,
      set: (key: string, value: string) => {
        own.set(key, value);
        setTimeout(() => {
          kept.set(key, value);
          own.delete(key);
        }, 50);
      },
    } as ChatStorage;
    const newVisitor = () => Promise.resolve({ kind: 'ok', value: { visitorId: name, token: name } });
    return keepVisitor(storage, { newVisitor } as ChatApi, 'lock').ensure();
  };
  const both = Promise.all([tab('one'), tab('two')]);
  await vi.runAllTimersAsync();
  const [one, two] = await both;
  expect(one).toEqual({ kind: 'ok', value: { visitorId: 'two', token: 'two' } });
  expect(two).toEqual(one);
});
