/** A place on the visitor's device for one channel's things: short names → strings. Never throws. */
export interface ChatStorage {
  get(name: string): string | null;
  /** @returns false when it could not be kept (full, blocked) */
  set(name: string, value: string): boolean;
  remove(name: string): void;
  /** Names that begin with `prefix`. */
  names(prefix: string): string[];
  /** Calls back when another tab of the same site changed something. */
  watch(listener: (name: string) => void): void;
}

function memoryStorage(): ChatStorage {
  const values = new Map<string, string>();
  return {
    get: (name) => values.get(name) ?? null,
    set: (name, value) => Boolean(values.set(name, value)),
    remove: (name) => void values.delete(name),
    names: (prefix) => [...values.keys()].filter((name) => name.startsWith(prefix)),
    watch: () => undefined,
  };
}

/** Private windows and blocked cookies make the mere mention of the storage throw. One that is only full can still be read. */
function usable(pick: () => Storage): Storage | null {
  try {
    const storage = pick();
    storage.getItem('otklik');
    return storage;
  } catch {
    return null;
  }
}

/** A copy of what the hub has: the first to go when there is no room. */
const COPY = 'talk';

/**
 * The widget's storage. What is written always stays readable on this page, even when the browser's storage is full or
 * goes away: memory lies over it.
 */
export function openStorage(channelId: string, pick: () => Storage): ChatStorage {
  const memory = memoryStorage();
  const storage = usable(pick);
  if (storage === null) return memory;
  const prefix = `otklik:${channelId}:`;
  const guarded = <T>(action: () => T, otherwise: T): T => {
    try {
      return action();
    } catch {
      return otherwise;
    }
  };
  return {
    get: (name) => memory.get(name) ?? guarded(() => storage.getItem(prefix + name), null),
    set(name, value) {
      const write = (): boolean =>
        guarded(() => {
          storage.setItem(prefix + name, value);
          return true;
        }, false);
      let kept = write();
      if (!kept && name !== COPY) {
        guarded(() => storage.removeItem(prefix + COPY), undefined);
        kept = write();
      }
      if (kept) memory.remove(name);
      else memory.set(name, value);
      return kept;
    },
    remove(name) {
      memory.remove(name);
      guarded(() => storage.removeItem(prefix + name), undefined);
    },
    names(start) {
      const own = guarded(() => Object.keys(storage), []).filter((key) => key.startsWith(prefix + start));
      return [...new Set([...own.map((key) => key.slice(prefix.length)), ...memory.names(start)])];
    },
    watch(listener) {
      addEventListener('storage', (event) => {
        if (event.storageArea !== storage) return;
        // A null key: everything was cleared.
        if (event.key === null) listener('');
        else if (event.key.startsWith(prefix)) listener(event.key.slice(prefix.length));
      });
    },
  };
}
