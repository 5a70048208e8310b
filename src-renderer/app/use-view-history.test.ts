import { expect, test } from 'vitest';
import { entryFor, placeIn } from './use-view-history.ts';
import type { Place } from './view-state.ts';

/** As versions before the table and the team wrote it. */
const entry = (dialogId: string | null, owner = 'anna') => ({ otklik: { owner, list: 'mine', dialogId } });

const place = (dialogId: string | null): Place => ({ desk: 'lists', list: 'mine', dialogId, talkId: null });

test('an entry gives its place back to its owner only', () => {
  expect(placeIn(entry('d1'), 'anna')).toEqual(place('d1'));
  expect(placeIn(entry(null), 'anna')).toEqual(place(null));
  expect(placeIn(entry('d1'), 'boris')).toBeNull();
});

test('a place on the side of the team comes back with the dialog that waits behind it', () => {
  const team: Place = { ...place('d1'), desk: 'team', talkId: 't1' };
  expect(placeIn({ otklik: { owner: 'anna', ...team } }, 'anna')).toEqual(team);
});

test.each([null, undefined, 5, {}, { otklik: { owner: 'anna', list: 'spam', dialogId: 'd1' } }])(
  'what others left in the history is nothing: %j',
  (state) => {
    expect(placeIn(state, 'anna')).toBeNull();
    expect(entryFor(state, 'anna', place(null))).toBe('replace');
  },
);

test('a new place is a new entry; the same place after going back or a reload is none', () => {
  expect(entryFor(entry('d1'), 'anna', place('d2'))).toBe('push');
  expect(entryFor(entry('d1'), 'anna', { ...place('d1'), list: 'all' })).toBe('push');
  expect(entryFor(entry('d1'), 'anna', { ...place('d1'), desk: 'table' })).toBe('push');
  expect(entryFor(entry('d1'), 'anna', { ...place('d1'), desk: 'team' })).toBe('push');
  expect(entryFor(entry('d1'), 'anna', { ...place('d1'), talkId: 't1' })).toBe('push');
  expect(entryFor(entry('d1'), 'anna', place('d1'))).toBe('keep');
  expect(entryFor(entry('d1', 'boris'), 'anna', place(null))).toBe('replace');
});
