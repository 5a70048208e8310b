import { expect, test } from 'vitest';
import { readSettings } from './browser-settings.ts';
import { createBrowserStore } from './browser-store.ts';

/** A `Storage` that can be made to refuse, as a private window or a full disk does. */
function storage(state: { refuses: boolean }): Storage {
  const items = new Map<string, string>();
  return {
    get length() {
      return items.size;
    },
    clear: () => items.clear(),
    key: (index) => [...items.keys()][index] ?? null,
    getItem: (key) => items.get(key) ?? null,
    removeItem: (key) => void items.delete(key),
    setItem(key, value) {
      if (state.refuses) throw new DOMException('full', 'QuotaExceededError');
      items.set(key, value);
    },
  };
}

test('values lie in the storage and are found by another page', () => {
  const shared = storage({ refuses: false });
  expect(createBrowserStore(shared).set('a', '1')).toBe('plain');
  expect(createBrowserStore(shared).get('a')).toBe('1');
});

test('when the storage refuses, the value is kept in memory, and this is said', () => {
  const store = createBrowserStore(storage({ refuses: true }));
  expect(store.persistence()).toBe('memory');
  expect(store.set('a', '1')).toBe('memory');
  expect(store.get('a')).toBe('1');
  store.delete('a');
  expect(store.get('a')).toBeNull();
});

test('a newer value in memory wins over an older one in a storage that became full', () => {
  const state = { refuses: false };
  const store = createBrowserStore(storage(state));
  store.set('a', 'old');
  state.refuses = true;
  store.set('a', 'new');
  expect(store.get('a')).toBe('new');
  state.refuses = false;
  store.set('a', 'newest');
  expect(store.get('a')).toBe('newest');
});

test.each([null, '', '{', '[]', '5'])('settings stored as %j are the defaults', (text) => {
  expect(readSettings(text)).toEqual({
    theme: 'system',
    language: 'system',
    keep: 'quarter',
    hubs: [],
  });
});

test('settings damaged in one field keep the others', () => {
  expect(readSettings('{"theme":"dark","language":5,"hubs":[]}')).toEqual({
    theme: 'dark',
    language: 'system',
    keep: 'quarter',
    hubs: [],
  });
});
