import { expect, test } from 'vitest';
import { typistOf, visibleTypists } from './typists.ts';

const typing = { client: true, operatorIds: ['anna', 'boris'], answeringIds: ['boris'] };
const seen = { open: true, me: 'anna', spoken: null };

test('everybody but oneself is seen typing', () => {
  expect(visibleTypists(typing, seen)).toEqual({
    client: true,
    operatorIds: ['boris'],
    answeringIds: ['boris'],
  });
  expect(visibleTypists(undefined, seen)).toEqual({ client: false, operatorIds: [], answeringIds: [] });
});

test('nobody is in a dialog that is finished', () => {
  expect(visibleTypists(typing, { ...seen, open: false })).toEqual({
    client: false,
    operatorIds: [],
    answeringIds: [],
  });
});

test('who has just sent his words is not', () => {
  const client = visibleTypists(typing, { ...seen, spoken: 'client' });
  expect(client).toEqual({ client: false, operatorIds: ['boris'], answeringIds: ['boris'] });
  const boris = visibleTypists(typing, { ...seen, spoken: 'boris' });
  expect(boris).toEqual({ client: true, operatorIds: [], answeringIds: [] });
});

test('authors as typists', () => {
  expect(typistOf({ kind: 'client', contactId: 'c' })).toBe('client');
  expect(typistOf({ kind: 'operator', operatorId: 'boris' })).toBe('boris');
  expect(typistOf({ kind: 'system' })).toBeNull();
});
