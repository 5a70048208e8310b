import { useEffect, useRef, useState } from 'react';

type Functions<T> = { [K in keyof T]: (...args: never[]) => unknown };

/**
 * Functions that never change themselves, so that who gets them is not drawn again for them; each calls the one of the last drawing.
 * @param now always of the same names
 */
export function useSteady<T extends Functions<T>>(now: T): T {
  const latest = useRef(now);
  useEffect(() => {
    latest.current = now;
  });
  const [steady] = useState(() => {
    const names = Object.keys(now) as (keyof T & string)[];
    return Object.fromEntries(names.map((name) => [name, callLatest(latest, name)])) as unknown as T;
  });
  return steady;
}

function callLatest<T extends Functions<T>>(latest: { readonly current: T }, name: keyof T) {
  return (...args: never[]): unknown => latest.current[name](...args);
}
