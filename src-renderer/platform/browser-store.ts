/** `localStorage` that falls back to memory: private windows and full disks refuse writes. */
import type { SecretPersistence } from './types.ts';

export interface BrowserStore {
  get(key: string): string | null;
  set(key: string, value: string): SecretPersistence;
  delete(key: string): void;
  persistence(): SecretPersistence;
}

const PROBE = 'otklik.probe';

/** @param storage for tests; by default the page's `localStorage`, which may be absent or forbidden. */
export function createBrowserStore(storage: Storage | undefined = pageStorage()): BrowserStore {
  const memory = new Map<string, string>();
  return {
    get(key) {
      return memory.get(key) ?? storage?.getItem(key) ?? null;
    },
    set(key, value) {
      if (storage !== undefined && tryToStore(storage, key, value)) {
        memory.delete(key);
        return 'plain';
      }
      memory.set(key, value);
      return 'memory';
    },
    delete(key) {
      memory.delete(key);
      storage?.removeItem(key);
    },
    persistence() {
      if (storage === undefined || !tryToStore(storage, PROBE, '1')) return 'memory';
      storage.removeItem(PROBE);
      return 'plain';
    },
  };
}

function pageStorage(): Storage | undefined {
  try {
    return globalThis.localStorage;
  } catch {
    // Reading the property itself throws when the browser blocks site data.
    return undefined;
  }
}

function tryToStore(storage: Storage, key: string, value: string): boolean {
  try {
    storage.setItem(key, value);
    return true;
  } catch {
    return false;
  }
}
