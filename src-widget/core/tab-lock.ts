/**
 * Runs an action while no other tab of the site runs one under the same name. Without Web Locks (plain HTTP, old browsers)
 * it just runs: the hub tells repeated messages by their id, so a lock saves work and order, not correctness.
 */
export function withLock<Value>(name: string, action: () => Promise<Value>): Promise<Value> {
  // Typed as always there, but absent outside secure contexts.
  const locks = navigator.locks as LockManager | undefined;
  return locks ? locks.request(name, action) : action();
}
