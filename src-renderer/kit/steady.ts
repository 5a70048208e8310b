import { useEffect, useMemo, useRef } from 'react';

type Functions<T> = { [K in keyof T]: (...args: never[]) => unknown };

/**
 * Functions that never change themselves, so that who gets them is not drawn again for them; each calls the one of the last drawing.
 * @param now always of the same names
 */
export function useSteady<T extends Functions<T>>(now: T): T {
  const latest = useRef(now);
  const names = Object.keys(now).join();
  useEffect(() => {
    latest.current = now;
  });
  return useMemo(() => {
    const steady = names
      .split(',')
      .map((name) => [name, (...args: never[]): unknown => latest.current[name as keyof T](...args)]);
    return Object.fromEntries(steady) as T;
  }, [names]);
}
