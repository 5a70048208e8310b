import { verify } from '@node-rs/argon2';
import { expect, test } from 'vitest';
import { checkPassword, hashPassword } from './password.ts';

/** Verifies really, and remembers what it was given. */
function witness() {
  const seen: { hash: string; password: string }[] = [];
  return {
    seen,
    verify: async (hash: string, password: string): Promise<boolean> => {
      seen.push({ hash, password });
      return await verify(hash, password);
    },
  };
}
/** Algorithm, version and cost of a hash in PHC form; what time a verification takes depends on nothing else. */
const costOf = (hash: string): string => hash.split('$').slice(0, 4).join('$');

test('a known and an unknown login cost one verification each, of the same cost', async () => {
  const stored = await hashPassword('a good password');
  const known = witness();
  expect(await checkPassword(stored, 'wrong', known.verify)).toBe(false);
  const unknown = witness();
  expect(await checkPassword(null, 'wrong', unknown.verify)).toBe(false);
  for (const { seen } of [known, unknown]) expect(seen).toMatchObject([{ password: 'wrong' }]);
  expect(costOf(unknown.seen[0]?.hash ?? '')).toBe(costOf(stored));
  expect(costOf(stored)).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1$/);
});

test('the right password is right, and nothing matches an unknown login', async () => {
  const stored = await hashPassword('a good password');
  expect(await checkPassword(stored, 'a good password')).toBe(true);
  expect(await checkPassword(null, 'a good password')).toBe(false);
  expect(await checkPassword(null, 'nobody has this password')).toBe(false);
});
