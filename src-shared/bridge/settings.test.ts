import { expect, test } from 'vitest';
import {
  byLastUse,
  clientSettingsPatchSchema,
  defaultClientSettings,
  hubOriginSchema,
  maxRememberedHubs,
  rememberHub,
} from './settings.ts';

const hub = (name: string, lastUsedAt: number, login: string | null = null) => ({
  origin: `https://${name}.example`,
  login,
  lastUsedAt,
});

test('a fresh installation follows the system and knows no hub', () => {
  expect(defaultClientSettings).toEqual({
    theme: 'system',
    language: 'system',
    keep: 'quarter',
    hubs: [],
  });
});

test.each(['https://hub.example', 'http://192.168.1.5:3000', 'http://[::1]:8080'])(
  '%s is an origin',
  (origin) => {
    expect(hubOriginSchema.safeParse(origin).success).toBe(true);
  },
);

test.each([
  'https://hub.example/',
  'https://hub.example/x',
  'ftp://hub',
  'hub.example',
  'https://u@hub',
  'https://',
  '',
])('%s is not an origin', (origin) => {
  expect(hubOriginSchema.safeParse(origin).success).toBe(false);
});

test('a hub that is used comes to the front and keeps the login', () => {
  const hubs = [hub('a', 2, 'anna'), hub('b', 1, 'boris')];
  expect(rememberHub(hubs, 'https://b.example', null, 3)).toEqual([
    hub('b', 3, 'boris'),
    hub('a', 2, 'anna'),
  ]);
  expect(rememberHub(hubs, 'https://b.example', 'vera', 3)[0]).toEqual(hub('b', 3, 'vera'));
});

test('the longest unused hub goes when there are too many', () => {
  const many = Array.from({ length: maxRememberedHubs }, (_, index) => hub(`h${index}`, index));
  const next = rememberHub(many, 'https://new.example', null, 1_000);
  expect(next).toHaveLength(maxRememberedHubs);
  expect(next.some(({ origin }) => origin === 'https://h0.example')).toBe(false);
});

test('order is by last use', () => {
  expect(byLastUse([hub('a', 1), hub('b', 2)]).map(({ lastUsedAt }) => lastUsedAt)).toEqual([2, 1]);
});

test('a change may not bring fields that do not exist', () => {
  expect(clientSettingsPatchSchema.safeParse({ theme: 'dark', admin: true }).success).toBe(false);
  expect(clientSettingsPatchSchema.safeParse({ theme: undefined }).success).toBe(false);
  expect(clientSettingsPatchSchema.parse({ language: 'ru' })).toEqual({ language: 'ru' });
});
