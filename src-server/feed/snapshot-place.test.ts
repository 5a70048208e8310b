import { expect, test } from 'vitest';
import { decodePlace, encodePlace, type Place } from './snapshot-place.ts';

const place: Place = {
  cursor: { epoch: 'abc', xid: '771' },
  total: 12,
  closedSince: 1_700_000_000_000,
  part: 'closed',
  after: { key: '1700000000123456', id: '01890000-0000-7000-8000-000000000001' },
};

test('a place survives its way through the client, and fits into an address', () => {
  expect(decodePlace(encodePlace(place))).toEqual(place);
  expect(encodePlace(place).length).toBeLessThan(500);
});

const forged = (change: object): string =>
  Buffer.from(JSON.stringify({ ...place, ...change })).toString('base64url');

test.each([
  '',
  'nonsense',
  forged({ part: 'all' }),
  forged({ after: { key: '1; drop table dialogs', id: place.after?.id } }),
  forged({ after: { key: '99999999999999999999', id: place.after?.id } }),
  forged({ total: -1 }),
])('a forged place is none: %s', (text) => {
  expect(decodePlace(text)).toBeNull();
});
