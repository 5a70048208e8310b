/** Small view preferences in the browser's storage; one that refuses it loses comfort, not function. */

/** What was kept, as an object for a schema; an empty one when nothing was, or something that is no object. */
export function readLocal(key: string): object {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
    return typeof kept === 'object' && kept !== null && !Array.isArray(kept) ? kept : {};
  } catch {
    return {};
  }
}

export function writeLocal(key: string, value: unknown): void {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Private window or full disk: the preference lives until the window closes.
  }
}

/** Of this window only: lives through a reload and ends with the window. */
export function readWindow(key: string): string | null {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}

export function writeWindow(key: string, value: string | null): void {
  try {
    if (value === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, value);
  } catch {
    // As above.
  }
}
