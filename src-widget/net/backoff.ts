import { backoffMs as wait, type BackoffSettings } from '#shared/lib/backoff.ts';

const SETTINGS: BackoffSettings = { baseMs: 700, maxMs: 30_000 };

/**
 * How long to wait before the next try.
 * @param failures how many tries in a row have failed (≥ 1)
 * @param random 0…1: the jitter, without which a restarted hub would meet all widgets at once
 * @returns milliseconds
 */
export function backoffMs(failures: number, random: number): number {
  return wait(failures, random, SETTINGS);
}
