import { describe, expect, test } from 'vitest';
import { textLimitOf } from '#shared/domain/text-limit.ts';
import { MAX_TEXT_BYTES } from '#shared/lib/text.ts';
import { createTexts } from '#renderer/i18n/i18n.ts';
import { sizeWords, tooLongWords } from './size-words.ts';
import { kib, sizeOf } from './size.ts';

describe('a channel that counts bytes', () => {
  const limit = textLimitOf('sitechat');

  test('nothing is said of texts that are far from the limit', () => {
    expect(sizeOf('', limit)).toEqual({ kind: 'fine' });
    expect(sizeOf('я'.repeat(20_000), limit)).toEqual({ kind: 'fine' });
  });

  test('warns near the limit and refuses over it, counted in bytes and not in characters', () => {
    expect(sizeOf('я'.repeat(31_000), limit)).toEqual({ kind: 'near', size: 62_000, limit });
    expect(sizeOf('a'.repeat(MAX_TEXT_BYTES), limit).kind).toBe('near');
    expect(sizeOf('a'.repeat(MAX_TEXT_BYTES + 1), limit).kind).toBe('over');
    expect(sizeOf('😀'.repeat(MAX_TEXT_BYTES / 4 + 1), limit).kind).toBe('over');
  });
});

describe('a channel that counts characters', () => {
  const limit = textLimitOf('telegram');

  test('letters of two bytes are one character each', () => {
    expect(sizeOf('я'.repeat(3000), limit)).toEqual({ kind: 'fine' });
    expect(sizeOf('я'.repeat(4096), limit)).toEqual({ kind: 'near', size: 4096, limit });
    expect(sizeOf('я'.repeat(4097), limit).kind).toBe('over');
  });
});

test('a channel that is not known has the limit of the hub', () => {
  expect(textLimitOf(null)).toEqual({ unit: 'bytes', max: MAX_TEXT_BYTES });
});

test('a text over the limit is never written as if it were at it', () => {
  expect(kib(MAX_TEXT_BYTES)).toBe(64);
  expect(kib(MAX_TEXT_BYTES + 1)).toBe(64.1);
});

test('sizes are written as the language writes numbers', () => {
  const size = { kind: 'over', size: MAX_TEXT_BYTES + 1, limit: textLimitOf('sitechat') } as const;
  expect(sizeWords(size, createTexts('ru'))).toBe('64,1 из 64 КБ');
  expect(sizeWords(size, createTexts('en'))).toBe('64.1 of 64 KB');
  expect(tooLongWords(size, createTexts('ru'))).toContain('64,1 КБ');
});

test('characters are counted in the right form of the word', () => {
  const limit = textLimitOf('telegram');
  const said = (size: number) => tooLongWords({ kind: 'over', size, limit }, createTexts('ru'));
  expect(said(4101)).toMatch(/4\s101 знак,/);
  expect(said(4102)).toMatch(/4\s102 знака,/);
  expect(said(4097)).toMatch(/4\s097 знаков,/);
});
