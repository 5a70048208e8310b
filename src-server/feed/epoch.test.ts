import { expect, test } from 'vitest';
import { judgeCursor } from './epoch.ts';

const state = { epoch: 'this', keptFrom: 100n };

test.each([
  ['other', '150', 'other_epoch'],
  ['this', '99', 'too_old'],
  ['this', '100', 'good'],
  ['this', '200', 'good'],
  ['this', '201', 'ahead_of_hub'],
  // Numbers, not texts: 1000 is more than 200.
  ['this', '1000', 'ahead_of_hub'],
] as const)('a cursor of %s at %s is %s', (epoch, xid, verdict) => {
  expect(judgeCursor({ epoch, xid }, state, 200n)).toBe(verdict);
});
