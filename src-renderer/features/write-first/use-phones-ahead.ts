import { useEffect } from 'react';
import { fetchPhones } from '#renderer/kit/phones.ts';

/** After the first screen stands and what was pressed in it first has been answered. */
const SETTLED_MS = 3_000;

/** A new client can be written to by his number without a network, too. */
export function usePhonesAhead(): void {
  useEffect(() => {
    const timer = setTimeout(fetchPhones, SETTLED_MS);
    return () => clearTimeout(timer);
  }, []);
}
