import { expect, test } from 'vitest';
import { offeredHubs } from './remembered-hubs.ts';

const older = { origin: 'https://older.example', login: 'anna', lastUsedAt: 1 };
const newer = { origin: 'https://newer.example', login: 'boris', lastUsedAt: 2 };
const preset = (origin: string) => ({ kind: 'preset', origin }) as const;

test('the hub used last is offered first', () => {
  expect(offeredHubs([older, newer], null)).toEqual([newer, older]);
  expect(offeredHubs([older, newer], { kind: 'own', origin: older.origin })).toEqual([newer, older]);
});

test('a preset hub goes before the others and keeps its login', () => {
  expect(offeredHubs([older, newer], preset(older.origin))).toEqual([older, newer]);
});

test('a preset hub that was never used is offered all the same', () => {
  const fresh = { origin: 'https://fresh.example', login: null, lastUsedAt: 0 };
  expect(offeredHubs([older], preset(fresh.origin))).toEqual([fresh, older]);
});
