import { expect, test } from 'vitest';
import type { OperatorPresence } from '#shared/domain/presence.ts';
import { byAvailability, type Colleague } from './availability.ts';

const one = (name: string, state: OperatorPresence['state'], open = 0): Colleague => ({
  operator: { id: name, name, role: 'operator', active: true, rev: 1 },
  presence: { state, connected: null, since: null },
  load: { operatorId: name, open, waiting: 0 },
});

test('who is there before who is not, then the least busy, then by name', () => {
  const all = [
    one('off', 'off'),
    one('gone', 'offline'),
    one('eats', 'break'),
    one('busy', 'online', 9),
    one('b', 'online', 2),
    one('a', 'online', 2),
    one('idle', 'away'),
  ];
  expect(all.toSorted(byAvailability).map(({ operator }) => operator.name)).toEqual([
    'a',
    'b',
    'busy',
    'idle',
    'eats',
    'gone',
    'off',
  ]);
});
