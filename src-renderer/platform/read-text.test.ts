import { expect, test } from 'vitest';
import { readText } from './read-text.ts';

const bytes = (...all: number[]): Blob => new Blob([new Uint8Array(all)]);

test.each([
  ['UTF-8', new Blob(['чай;tea']), 'чай;tea'],
  ['UTF-8 with its mark', bytes(0xef, 0xbb, 0xbf, 0xd1, 0x87), 'ч'],
  ['UTF-16, little end first', bytes(0xff, 0xfe, 0x47, 0x04, 0x3b, 0x00), 'ч;'],
  ['UTF-16, big end first', bytes(0xfe, 0xff, 0x04, 0x47, 0x00, 0x3b), 'ч;'],
  ['a table of Russian Windows', bytes(0xf7, 0xe0, 0xe9, 0x3b), 'чай;'],
  ['nothing', bytes(), ''],
])('%s', async (_, file, text) => {
  expect(await readText(file)).toBe(text);
});
