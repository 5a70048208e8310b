import { vi } from 'vitest';

/** Puts a browser's storage of this content in place; `vi.unstubAllGlobals` takes it away. @returns what is in it */
export function keepLocal(content: Readonly<Record<string, string>> = {}): Map<string, string> {
  const kept = new Map(Object.entries(content));
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  });
  return kept;
}
