import { expect, test } from 'vitest';
import {
  archiveBeginning,
  decodeArchivePlace,
  encodeArchivePlace,
  type ArchivePlace,
} from './archive-place.ts';
import { decodePlace, encodePlace, encodeToken } from './snapshot-place.ts';

const PLACE: ArchivePlace = {
  kind: 'archive',
  upTo: 1_760_000_000_000,
  since: 1_750_000_000_000,
  total: 12,
  after: { key: '1759999999999999', id: '01890000-0000-7000-8000-000000000001' },
};

test('a place comes back as it went', () => {
  expect(decodeArchivePlace(encodeArchivePlace(PLACE))).toEqual(PLACE);
  expect(encodeArchivePlace(PLACE)).toMatch(/^[\w-]{1,500}$/);
});

test('the beginning knows only where the snapshot ends', () => {
  expect(decodeArchivePlace(archiveBeginning(5))).toEqual({
    kind: 'archive',
    upTo: 5,
    since: null,
    total: null,
    after: null,
  });
});

test.each([
  ['no token', '%%%'],
  ['no JSON', Buffer.from('{').toString('base64url')],
  ['nothing', ''],
  ['a time that no date can be', encodeToken({ ...PLACE, upTo: 8.64e15 + 1 })],
  ['a time before 1970', encodeToken({ ...PLACE, since: -1 })],
  ['a key that is SQL', encodeToken({ ...PLACE, after: { key: "0' or true --", id: PLACE.after?.id } })],
  ['a key beyond any time', encodeToken({ ...PLACE, after: { key: '9'.repeat(19), id: PLACE.after?.id } })],
  ['an id that is none', encodeToken({ ...PLACE, after: { key: '1', id: 'x' } })],
  ['half a dialog', encodeToken({ ...PLACE, total: 0.5 })],
])('%s is no place', (_, text) => {
  expect(decodeArchivePlace(text)).toBeNull();
});

test('the place of a snapshot and that of an archive are not taken for each other', () => {
  const cursor = { epoch: 'e', xid: '1' };
  const snapshot = encodePlace({ cursor, total: 1, closedSince: 5, part: 'open', after: null });
  expect(decodeArchivePlace(snapshot)).toBeNull();
  expect(decodePlace(encodeArchivePlace(PLACE))).toBeNull();
});
