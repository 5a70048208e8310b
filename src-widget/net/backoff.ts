const FIRST_MS = 700;
const MOST_MS = 30_000;

/**
 * How long to wait before the next try.
 * @param failures how many tries in a row have failed (≥ 1)
 * @param random 0…1: the jitter, without which a restarted hub would meet all widgets at once
 */
export function backoffMs(failures: number, random: number): number {
  const ceiling = Math.min(MOST_MS, FIRST_MS * 2 ** (failures - 1));
  return ceiling / 2 + (ceiling / 2) * random;
}
