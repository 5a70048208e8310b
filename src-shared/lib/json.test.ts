import { expect, test } from 'vitest';
import { parseJson } from './json.ts';

test.each(['', '{', 'undefined', '<html>'])('%j is no JSON', (text) => {
  expect(parseJson(text)).toBeUndefined();
});

test('JSON is what it says, null included', () => {
  expect(parseJson('{"a":[1,null]}')).toEqual({ a: [1, null] });
  expect(parseJson('null')).toBeNull();
});
