import { expect, test } from 'vitest';
import { parseHubAddress } from './hub-address.ts';

test.each([
  ['hub.example.com', 'https://hub.example.com'],
  [' HUB.example.com/ ', 'https://hub.example.com'],
  ['hub.example.com:8443/some/page?x#y', 'https://hub.example.com:8443'],
  ['https://hub.example.com:443', 'https://hub.example.com'],
  ['http://192.168.1.5:3000/', 'http://192.168.1.5:3000'],
  ['localhost:3000', 'http://localhost:3000'],
  ['localhost', 'http://localhost'],
  ['127.0.0.1:8080', 'http://127.0.0.1:8080'],
  ['[::1]:8080', 'http://[::1]:8080'],
  ['localhost.example.com', 'https://localhost.example.com'],
  ['https://user:pass@hub.example', 'https://hub.example'],
  ['отклик.рф', 'https://xn--h1adbcny.xn--p1ai'],
])('%s → %s', (typed, origin) => {
  expect(parseHubAddress(typed)).toBe(origin);
});

test.each([
  '',
  '   ',
  'two words',
  'ftp://hub.example',
  'javascript://x',
  'https://',
  'http://:80',
  'mailto:a@b',
])('%s is no address', (typed) => {
  expect(parseHubAddress(typed)).toBeNull();
});
