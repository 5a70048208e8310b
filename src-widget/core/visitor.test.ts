import { expect, test } from 'vitest';
import type { ChatApi } from '../net/api.ts';
import { openStorage } from './storage.ts';
import { keepVisitor } from './visitor.ts';

const api = {} as ChatApi;

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
