import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromUtf8, toUtf8 } from './utf8.ts';

test('a text comes back as it was, a byte order mark at its beginning included', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(fromUtf8(toUtf8(`\uFEFF${text}`))).toBe(`\uFEFF${text.toWellFormed()}`);
    }),
  );
});

test('what is no UTF-8 is no error', () => {
  expect(fromUtf8(Uint8Array.of(0x61, 0xff, 0x62))).toBe('a\uFFFDb');
});
