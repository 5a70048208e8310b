import type { SafeStore } from '../data/db/safe.ts';

const PREFIX = 'otklik-safe:';

/** The safe of one replica in the browser's local storage; where there is none, nothing is kept a second time. */
export function localSafe(databaseName: string): SafeStore {
  const key = PREFIX + databaseName;
  const storage = pageStorage();
  return {
    read: () => storage?.getItem(key) ?? null,
    write: (text) => storage?.setItem(key, text),
    remove: () => storage?.removeItem(key),
  };
}

function pageStorage(): Storage | null {
  try {
    return (globalThis as { localStorage?: Storage }).localStorage ?? null;
  } catch {
    // Forbidden by the browser's settings: asking alone throws.
    return null;
  }
}
