import { useEffect, useState } from 'react';

/** Longer than a step through a list takes, shorter than anybody waits, in milliseconds. */
const REST_MS = 150;

/** Whether the same has been looked at for a moment: who walks through a list need not ask the hub about everything on the way. */
export function useRested(key: string): boolean {
  const [rested, setRested] = useState<string | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setRested(key), REST_MS);
    return () => clearTimeout(timer);
  }, [key]);
  return rested === key;
}
