// Typed as always there, but absent outside secure contexts (plain HTTP) and in old browsers.
const locksHere = (): LockManager | undefined =>
  typeof navigator === 'undefined' ? undefined : navigator.locks;

export const hasLocks = (): boolean => locksHere() !== undefined;

/**
 * Runs an action while no other tab of the site runs one under the same name. Without Web Locks it just runs: the hub tells
 * repeated messages by their id, so a lock saves work and order, not correctness.
 */
export function withLock<Value>(name: string, action: () => Promise<Value>): Promise<Value> {
  const locks = locksHere();
  return locks ? locks.request(name, action) : action();
}
