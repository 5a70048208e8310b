import { useSyncExternalStore } from 'react';

/** Whether the window is at least so many CSS pixels wide; zoom counts, as it takes room. */
export function useWideEnough(px: number): boolean {
  const query = `(min-width: ${px}px)`;
  return useSyncExternalStore(
    (changed) => {
      const media = matchMedia(query);
      media.addEventListener('change', changed);
      return () => media.removeEventListener('change', changed);
    },
    () => matchMedia(query).matches,
  );
}
