import type { SyncState } from './state.ts';

/**
 * What a failed transaction means for the operator.
 * @returns null for errors of closing, which are meant.
 */
export function describeStorageError(error: unknown): SyncState['storage'] {
  const names = namesOf(error);
  if (names.some((name) => name === 'DatabaseClosedError' || (name === 'AbortError' && names.length === 1)))
    return null;
  const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return { kind: names.includes('QuotaExceededError') ? 'full' : 'broken', detail: detail.slice(0, 500) };
}

/** Dexie wraps the browser's error as `inner`. */
function namesOf(error: unknown): string[] {
  const names: string[] = [];
  let at: unknown = error;
  while (at instanceof Error && names.length < 5) {
    names.push(at.name);
    at = (at as { inner?: unknown }).inner ?? at.cause;
  }
  return names;
}
