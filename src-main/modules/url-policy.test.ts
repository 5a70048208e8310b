import { expect, test } from 'vitest';
import { isOwnUrl } from './url-policy.ts';

test.each(['app://otklik/', 'app://otklik/index.html#/dialogs', 'app://otklik/a/b?c=d'])(
  '%s is ours',
  (url) => {
    expect(isOwnUrl(url)).toBe(true);
  },
);

test.each([
  'app://otklik.evil.example/',
  'app://evil/',
  'app://otklik@evil/',
  'app://user@otklik/',
  'app:otklik',
  'https://otklik/',
  'http://otklik.localhost/',
  'file:///app://otklik/',
  'data:text/html,app://otklik/',
  'about:blank',
  'null',
  '',
])('%s is not ours', (url) => {
  expect(isOwnUrl(url)).toBe(false);
});
