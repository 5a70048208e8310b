import { expect, test } from 'vitest';
import { chatState, chatStorage } from '#tests/support/chat.ts';
import { openState } from './open-state.ts';
import { createStore } from './state.ts';

test('who listens hears once of all that changed in a turn, as it is at its end', async () => {
  const store = createStore(chatState());
  const heard: [boolean, number][] = [];
  store.subscribe(({ open, readUpTo }) => heard.push([open, readUpTo]));
  store.set({ open: true });
  store.set({ readUpTo: 3 });
  expect(store.state.open).toBe(true);
  expect(heard).toEqual([]);
  await Promise.resolve();
  expect(heard).toEqual([[true, 3]]);
  store.set({ readUpTo: 4 });
  await Promise.resolve();
  expect(heard.at(-1)).toEqual([true, 4]);
});

test('a chat that was open is open again: in its tab always, in a new one where it does not cover the page', () => {
  const site = chatStorage();
  const opened = openState(site, chatStorage());
  const another = openState(site, chatStorage());
  expect([opened.read(false), opened.read(true)]).toEqual([false, false]);
  opened.write(true);
  expect([opened.read(false), opened.read(true)]).toEqual([true, true]);
  expect([another.read(false), another.read(true)]).toEqual([true, false]);
  another.write(false);
  // Closed in one tab it stays open in the other, and closed for the next.
  expect(opened.read(true)).toBe(true);
  expect(openState(site, chatStorage()).read(false)).toBe(false);
});
