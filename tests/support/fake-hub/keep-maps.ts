/** Copies what the maps hold. @returns what puts it back */
export function keepMaps(maps: readonly Map<unknown, unknown>[]): () => void {
  const copies = maps.map((map) => structuredClone([...map]));
  return () =>
    maps.forEach((map, i) => {
      map.clear();
      for (const [key, value] of copies[i] ?? []) map.set(key, value);
    });
}
