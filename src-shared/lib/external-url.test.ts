import { expect, test } from 'vitest';
import { externalUrl } from './external-url.ts';

test.each([
  ['https://shop.example/a b?q=ё', 'https://shop.example/a%20b?q=%D1%91'],
  ['HTTP://SHOP.example', 'http://shop.example/'],
  ['mailto:anna@shop.example?subject=Hi', 'mailto:anna@shop.example?subject=Hi'],
  ['tel:+79001234567', 'tel:+79001234567'],
  ['  https://shop.example/  ', 'https://shop.example/'],
])('%s may leave as %s', (url, expected) => {
  expect(externalUrl(url)).toBe(expected);
});

test.each([
  'file:///etc/passwd',
  'FILE:///C:/Windows/System32/calc.exe',
  '\\\\evil.example\\share',
  'smb://evil.example/share',
  'javascript:alert(1)',
  'java\nscript:alert(1)',
  'data:text/html,x',
  'blob:https://shop.example/1',
  'vbscript:x',
  'ms-msdt:/id PCWDiagnostic',
  'search-ms:query=x',
  'app://otklik/',
  'otklik://dialog/1',
  'https://bank.example@evil.example/',
  'https://user:password@shop.example/',
  '//shop.example',
  'shop.example',
  'https://',
  '',
])('%s may not leave', (url) => {
  expect(externalUrl(url)).toBeNull();
});
