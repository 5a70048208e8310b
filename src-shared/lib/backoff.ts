export interface BackoffSettings {
  /** Longest wait after the first failure, in milliseconds. */
  baseMs: number;
  /** No wait is longer than this, in milliseconds. */
  maxMs: number;
}

export const defaultBackoff: BackoffSettings = { baseMs: 500, maxMs: 30_000 };

/**
 * How long to wait after `failures` failures in a row (1, 2, 3…): doubling, capped, and spread over its upper half, so that
 * a hub that comes back is not met by all clients in the same moment.
 * @param random in [0, 1)
 * @returns milliseconds
 */
export function backoffMs(failures: number, random: number, settings: BackoffSettings): number {
  const ceiling = Math.min(settings.maxMs, settings.baseMs * 2 ** Math.min(failures - 1, 30));
  return Math.round(ceiling / 2 + (ceiling / 2) * random);
}
