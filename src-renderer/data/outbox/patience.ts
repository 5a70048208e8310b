/** How long the hub may fail at one thing before the person hears of it. Pure. */
import type { Timestamp } from '#shared/domain/ids.ts';
import type { Failing } from '../db/rows.ts';

/** Both: a hub that is broken for a minute is not the fault of what is sent to it, nor is a computer that slept. */
export const PATIENCE = { tries: 8, ms: 5 * 60_000 } as const;

/** @param before null: it is the first time */
export function failedAgain(before: Failing | null, now: Timestamp): Failing {
  // A clock that was set back must not make it wait for years.
  return { count: (before?.count ?? 0) + 1, since: Math.min(before?.since ?? now, now) };
}

/** Asked again it will fail again, as far as anybody can tell: the person decides. */
export function isHopeless({ count, since }: Failing, now: Timestamp): boolean {
  return count >= PATIENCE.tries && now - since >= PATIENCE.ms;
}
