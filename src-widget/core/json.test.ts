import { afterEach, expect, test } from 'vitest';
import { toJson } from './json.ts';

const lists: { toJSON?: () => string } = Array.prototype as never;
afterEach(() => {
  delete lists.toJSON;
});

test('lists stay lists where the page has its own idea of them, at any depth', () => {
  const value = { items: [{ files: [], marks: ['a', ['b']] }], at: new Date(0), none: null };
  const expected = JSON.stringify(value);
  lists.toJSON = () => 'a text';
  expect(toJson(value)).toBe(expected);
  expect(toJson([1, [2]])).toBe('[1,[2]]');
});
