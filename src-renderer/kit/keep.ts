import { useState } from 'react';

/**
 * Bridges the moment in which a new query has not answered yet: the last value of the same key stays on the screen,
 * so that nothing blinks. Another key starts empty, so that nothing wrong is shown.
 */
export function useKept<T>(value: T | undefined, key: string): T | undefined {
  const [kept, keep] = useState<{ key: string; value: T } | null>(null);
  if (value !== undefined) {
    if (kept === null || kept.key !== key || !Object.is(kept.value, value)) keep({ key, value });
    return value;
  }
  return kept?.key === key ? kept.value : undefined;
}
