import { expect, test } from 'vitest';
import { pageAddress } from './page-address.ts';

test.each([
  ['https://shop.example/teas?token=secret#part', 'shop.example/teas'],
  ['https://shop.example/', 'shop.example'],
  ['http://shop.example:8080/a/', 'shop.example:8080/a/'],
  ['https://shop.example/%D1%87%D0%B0%D0%B9', 'shop.example/чай'],
  // Neither a space nor a turn of direction comes out of its escape.
  ['https://shop.example/a%20b%E2%80%AEgpj.exe', 'shop.example/a%20b%E2%80%AEgpj.exe'],
  ['https://shop.example/%FF', 'shop.example/%FF'],
  ['https://чай.example/', 'xn--80as4b.example'],
])('%s is shown as %s', (url, shown) => {
  expect(pageAddress(url)).toEqual({ href: new URL(url).href, shown });
});

test.each([null, undefined, '', 'javascript:alert(1)', 'shop.example', 'file:///etc/passwd'])(
  '%j is no page',
  (url) => expect(pageAddress(url)).toBeNull(),
);
