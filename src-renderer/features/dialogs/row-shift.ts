import type { Id } from '#shared/domain/ids.ts';

/**
 * By how many rows what was on the screen has moved: as most of it did, since a single dialog may go its own way.
 * @param first index of the first row on the screen, before
 * @param last one after the last
 */
export function rowShift(was: readonly Id[], now: readonly Id[], first: number, last: number): number {
  const place = new Map(now.map((id, index) => [id, index]));
  const votes = new Map<number, number>();
  for (const [offset, id] of was.slice(first, last).entries()) {
    const index = place.get(id);
    if (index === undefined) continue;
    const shift = index - first - offset;
    votes.set(shift, (votes.get(shift) ?? 0) + 1);
  }
  // The least shift of those with most votes.
  const [winner] = [...votes].toSorted(([a, n], [b, m]) => m - n || Math.abs(a) - Math.abs(b));
  return winner?.[0] ?? 0;
}
