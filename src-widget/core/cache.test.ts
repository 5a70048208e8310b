import { expect, test } from 'vitest';
import { chatItem, chatItems, chatStorage } from '#tests/support/chat.ts';
import { openCache } from './cache.ts';

const CONFIG = {
  channelId: 'c',
  companyName: 'Чай & кофе',
  greeting: { ru: 'Здравствуйте', en: 'Hello' },
  accent: '#336699',
  language: 'auto',
} as const;

test('the channel’s settings are known from last time; what is not theirs is not believed', () => {
  const storage = chatStorage();
  const cache = openCache(storage);
  expect(cache.config()).toBeNull();
  cache.saveConfig(CONFIG);
  expect(cache.config()).toEqual(CONFIG);
  for (const wrong of [
    '',
    '{',
    '[]',
    'null',
    JSON.stringify({ ...CONFIG, accent: 'red;}body{display:none' }),
  ]) {
    storage.set('config', wrong);
    expect(cache.config(), wrong).toBeNull();
  }
});

test('a talk is known to its visitor only, with all that its items say', () => {
  const cache = openCache(chatStorage());
  const items = [chatItem(4, { edited: true, reactions: { company: ['👍'], visitor: null } }), chatItem(5)];
  cache.saveTalk('v', items, 4, 17);
  expect(cache.talk('v')).toEqual({ items, readUpTo: 4, changes: 17 });
  expect(cache.talk('w')).toBeNull();
  cache.dropTalk();
  expect(cache.talk('v')).toBeNull();
});

test('of a long talk the end is kept', () => {
  const cache = openCache(chatStorage());
  cache.saveTalk('v', chatItems(1, 500), 0, 0);
  const items = cache.talk('v')?.items ?? [];
  expect(items.at(-1)?.seq).toBe(500);
  expect(items.length).toBeLessThan(100);
});

test.each([
  ['with a hole', [chatItem(1), chatItem(3)]],
  ['of nothing', []],
  ['of another shape', [{ ...chatItem(1), seq: 'one' }]],
])('a talk %s is asked for again', (_, items) => {
  const storage = chatStorage();
  storage.set('talk', JSON.stringify({ visitorId: 'v', items, readUpTo: 0, changes: 0 }));
  expect(openCache(storage).talk('v')).toBeNull();
});
