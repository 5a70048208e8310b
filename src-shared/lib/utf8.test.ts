import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromUtf8, toUtf8, utf8Length } from './utf8.ts';

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

test('a text is as long as it comes out, halves of characters included', () => {
  const unit = fc.constantFrom('a', 'é', 'я', '€', '😀', '\ud83d', '\ude00');
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit })), (text) => {
      expect(utf8Length(text)).toBe(toUtf8(text).length);
    }),
  );
});
