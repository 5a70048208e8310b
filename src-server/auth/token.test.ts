import { expect, test } from 'vitest';
import { newToken, readToken } from './token.ts';

const workspace = '01890000-0000-7000-8000-0000000000f1';

test('a token leads to its workspace and to its hash, and is never the same', () => {
  const { token, key } = newToken(workspace);
  expect(readToken(token)).toEqual(key);
  expect(key.workspaceId).toBe(workspace);
  expect(key.hash).toHaveLength(32);
  expect(token).not.toContain(key.hash.toString('base64url'));
  expect(newToken(workspace).token).not.toBe(token);
  expect(token.length).toBeLessThan(200);
});

test('one other character is another token', () => {
  const { token, key } = newToken(workspace);
  const last = token.endsWith('A') ? 'B' : 'A';
  expect(readToken(token.slice(0, -1) + last)?.hash.equals(key.hash)).toBe(false);
});

test.each([
  '',
  'x',
  `${'A'.repeat(22)}.short`,
  `${'A'.repeat(23)}.${'A'.repeat(43)}`,
  `${'A'.repeat(22)}.${'A'.repeat(42)}!`,
])('%j is no token', (text) => {
  expect(readToken(text)).toBeNull();
});
