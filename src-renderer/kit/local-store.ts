/** Small view preferences in `localStorage`; a browser that refuses it loses comfort, not function. */

export function readLocal(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null');
  } catch {
    return null;
  }
}

export function writeLocal(key: string, value: unknown): void {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Private window or full disk: the preference lives until the window closes.
  }
}
