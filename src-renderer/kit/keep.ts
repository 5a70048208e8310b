import { useRef } from 'react';

/**
 * Bridges the moment in which a new query has not answered yet: the last value of the same key stays on the screen,
 * so that nothing blinks. Another key starts empty, so that nothing wrong is shown.
 */
export function useKept<T>(value: T | undefined, key: string): T | undefined {
  const kept = useRef<{ key: string; value: T } | null>(null);
  // Written while rendering on purpose: it is a cache of this very render's input, and repeating it changes nothing.
  if (value !== undefined) kept.current = { key, value };
  return kept.current?.key === key ? kept.current.value : undefined;
}
