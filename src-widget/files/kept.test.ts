import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openKept } from './kept.ts';

class Tab {
  [key: string]: unknown;
  setItem(key: string, value: string): void {
    this[key] = value;
  }
  getItem(key: string): string | null {
    return typeof this[key] === 'string' ? this[key] : null;
  }
}

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory());
  vi.stubGlobal('sessionStorage', new Tab());
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const file = (name: string, text = 'bytes') => new File([text], name, { type: 'text/plain' });
const namesOf = async (kept: ReturnType<typeof openKept>) =>
  (await kept.all()).map(({ file: { name } }) => name);

test('what was chosen is there after a reload, in its tab and its channel only, byte for byte', async () => {
  const kept = openKept('one');
  expect(await kept.all()).toEqual([]);
  expect(await kept.put({ id: 'a', file: file('чек.txt', 'итого 5') })).toBe(true);
  expect(await kept.put({ id: 'b', file: file('b.txt') })).toBe(true);
  const again = await openKept('one').all();
  expect(again.map(({ id, file: { name, type } }) => [id, name, type])).toEqual([
    ['a', 'чек.txt', 'text/plain'],
    ['b', 'b.txt', 'text/plain'],
  ]);
  expect(await again[0]?.file.text()).toBe('итого 5');
  expect(await namesOf(openKept('two'))).toEqual([]);
  vi.stubGlobal('sessionStorage', new Tab());
  expect(await namesOf(openKept('one'))).toEqual([]);
});

test('what was sent or removed is dropped; what nobody came back for in a week goes', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  const kept = openKept('one');
  await kept.put({ id: 'a', file: file('a.txt') });
  await kept.put({ id: 'b', file: file('b.txt') });
  kept.drop(['a', 'nobody']);
  expect(await namesOf(kept)).toEqual(['b.txt']);
  vi.setSystemTime(Date.now() + 8 * 24 * 3600 * 1000);
  await kept.put({ id: 'c', file: file('c.txt') });
  expect(await namesOf(kept)).toEqual(['c.txt']);
});

test('what was dropped stays dropped for a page that ended before the store could hear of it', async () => {
  const kept = openKept('one');
  await kept.put({ id: 'a', file: file('a.txt') });
  await kept.put({ id: 'b', file: file('b.txt') });
  const store = indexedDB;
  // The browser ends the page's transactions with the page.
  vi.stubGlobal('indexedDB', {
    open() {
      throw new Error('InvalidStateError');
    },
  });
  openKept('one').drop(['a']);
  vi.stubGlobal('indexedDB', store);
  expect(await namesOf(openKept('one'))).toEqual(['b.txt']);
  // Nor does it lie there any longer, for whoever would look without this tab's word.
  sessionStorage.setItem(Object.keys(sessionStorage).find((name) => name.endsWith('gone')) ?? 'none', '');
  expect(await namesOf(openKept('one'))).toEqual(['b.txt']);
});

test('the visitor’s device is not filled up', async () => {
  const kept = openKept('one');
  const huge = { size: 199_999_990, name: 'film.mp4' } as File;
  await kept.put({ id: 'a', file: file('a.txt', 'x'.repeat(20)) });
  expect(await kept.put({ id: 'huge', file: huge })).toBe(false);
  expect(await namesOf(kept)).toEqual(['a.txt']);
});

test('a browser that keeps nothing says so and breaks nothing', async () => {
  vi.stubGlobal('indexedDB', {
    open() {
      throw new Error('SecurityError');
    },
  });
  const kept = openKept('one');
  expect(await kept.put({ id: 'a', file: file('a.txt') })).toBe(false);
  expect(await kept.all()).toEqual([]);
  kept.drop(['a']);
});
