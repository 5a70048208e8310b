import { expect, test } from 'vitest';
import { MAX_TEXT_BYTES } from '#shared/lib/text.ts';
import { kib, sizeOf } from './size.ts';

test('says nothing of texts that are far from the limit', () => {
  expect(sizeOf('')).toEqual({ kind: 'fine' });
  expect(sizeOf('я'.repeat(20_000))).toEqual({ kind: 'fine' });
});

test('warns near the limit and refuses over it, counted in bytes and not in characters', () => {
  expect(sizeOf('я'.repeat(31_000))).toEqual({ kind: 'near', bytes: 62_000 });
  expect(sizeOf('a'.repeat(MAX_TEXT_BYTES)).kind).toBe('near');
  expect(sizeOf('a'.repeat(MAX_TEXT_BYTES + 1)).kind).toBe('over');
  expect(sizeOf('😀'.repeat(MAX_TEXT_BYTES / 4 + 1)).kind).toBe('over');
});

test('a text over the limit is never written as if it were at it', () => {
  expect(kib(MAX_TEXT_BYTES)).toBe('64');
  expect(kib(MAX_TEXT_BYTES + 1)).toBe('64.1');
});
