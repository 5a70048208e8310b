import { expect, test } from 'vitest';
import { decodeText, encodingOf } from './text-encoding.ts';

const RUSSIAN =
  'Счёт № 1042 от 3 марта.\r\nОплатить до пятницы — 12 500 руб.\r\nООО «Ромашка», ИНН 7701234567';

/** Turns a text into the bytes of an encoding that has one byte a character. */
function singleBytes(text: string, encoding: string): Uint8Array {
  const letters = new TextDecoder(encoding).decode(Uint8Array.from({ length: 256 }, (_, i) => i));
  return Uint8Array.from(text, (letter) => {
    const byte = letters.indexOf(letter);
    return byte < 0 ? 0x3f : byte;
  });
}

function wideBytes(text: string, littleEndian: boolean, mark: boolean): Uint8Array {
  const units = [...(mark ? [0xfeff] : []), ...Array.from(text, (letter) => letter.charCodeAt(0))];
  const view = new DataView(new ArrayBuffer(units.length * 2));
  units.forEach((unit, i) => view.setUint16(i * 2, unit, littleEndian));
  return new Uint8Array(view.buffer);
}

test.each(['windows-1251', 'koi8-r', 'ibm866'])('Russian in %s is read', (encoding) => {
  const bytes = singleBytes(RUSSIAN, encoding);
  expect(encodingOf(bytes)).toBe(encoding);
  expect(decodeText(bytes)).toContain('Оплатить до пятницы');
});

test.each([
  [true, true],
  [true, false],
  [false, true],
  [false, false],
])('UTF-16 is read (little end first: %s, with its mark: %s)', (little, mark) => {
  expect(decodeText(wideBytes(RUSSIAN, little, mark))).toBe(RUSSIAN);
  expect(decodeText(wideBytes('name;price\r\ntea;5', little, mark))).toBe('name;price\r\ntea;5');
});

test('a letter that is cut at the end is left out', () => {
  const bytes = new TextEncoder().encode('Привет');
  expect(decodeText(bytes.subarray(0, 5))).toBe('Пр');
  expect(decodeText(wideBytes('Привет', true, true).subarray(0, 7))).toBe('Пр');
});

test('the mark of UTF-8 is no part of the text', () => {
  expect(decodeText(new TextEncoder().encode('\uFEFFТекст'))).toBe('Текст');
});

test('Western letters among Latin ones are no Russian', () => {
  const bytes = singleBytes('Café Müller, 15 rue de la Liberté: señor', 'windows-1252');
  expect(encodingOf(bytes)).toBe('windows-1252');
  expect(decodeText(bytes)).toContain('Müller');
});

test('only a few Russian words among numbers are enough', () => {
  const bytes = singleBytes('id;name;sum\r\n1;Чай;5\r\n2;Кофе;7\r\n', 'windows-1251');
  expect(decodeText(bytes)).toContain('2;Кофе;7');
});

test.each([
  ['numbers', Uint8Array.of(0, 1, 2, 3, 4, 5, 6, 7)],
  ['a table of small numbers', Uint8Array.from({ length: 400 }, (_, i) => (i % 2 === 0 ? i % 13 : 0))],
  ['noise', Uint8Array.from({ length: 4000 }, (_, i) => (i * 7919 + ((i * i) >> 3)) & 255)],
])('%s: no text', (_what, bytes) => {
  expect(encodingOf(bytes)).toBeNull();
});

test('nothing is an empty text', () => {
  expect(decodeText(new Uint8Array())).toBe('');
});
