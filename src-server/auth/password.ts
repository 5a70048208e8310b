import { hash, verify } from '@node-rs/argon2';

/** RFC 9106's second recommended option, with less memory than the first: 64 MiB would let a burst of sign-ins fill a small server. */
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 } as const;

/** argon2id in PHC form. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, OPTIONS);
}

let dummy: Promise<string> | undefined;

/**
 * @param stored null for an unknown login: then the same work is done on a hash that nothing matches, so that neither answer
 * nor time tells whether a login exists
 * @param verifyHash only tests give another; the hash itself says what it costs
 */
export async function checkPassword(
  stored: string | null,
  password: string,
  verifyHash: (hash: string, password: string) => Promise<boolean> = verify,
): Promise<boolean> {
  dummy ??= hashPassword('nobody has this password');
  const matches = await verifyHash(stored ?? (await dummy), password);
  return matches && stored !== null;
}

/** Makes the hash for unknown logins ahead, so that not even the first of them takes longer. */
export async function warmUp(): Promise<void> {
  await checkPassword(null, '');
}
