import { expect, test } from 'vitest';
import { cleanPageUrl } from './page-url.ts';

test.each([
  ['https://shop.example/teas?kind=green#top', 'https://shop.example/teas?kind=green#top'],
  ['HTTP://Shop.Example', 'http://shop.example/'],
  ['https://чай.example/зелёный', 'https://xn--80as4b.example/%D0%B7%D0%B5%D0%BB%D1%91%D0%BD%D1%8B%D0%B9'],
  ['https://user:secret@shop.example/', 'https://shop.example/'],
  ['  https://shop.example/\u0000\u0007a  ', 'https://shop.example/a'],
])('%j is kept as %j', (raw, kept) => expect(cleanPageUrl(raw)).toBe(kept));

test.each([
  undefined,
  null,
  '',
  'shop.example/teas',
  '/teas',
  'javascript:alert(1)',
  'data:text/html,hello',
  'file:///etc/passwd',
  'ftp://shop.example/',
  'https://',
  'http://[',
  `https://shop.example/${'x'.repeat(2048)}`,
  // Six hundred letters are short until they are an address.
  `https://shop.example/${'ж'.repeat(600)}`,
])('%j is not kept', (raw) => expect(cleanPageUrl(raw)).toBeNull());
