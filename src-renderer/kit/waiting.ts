/** How urgent a waiting client is. The steps are said by word weight and sign as well as by colour. */
export type Urgency = 'fresh' | 'late' | 'overdue';

export const LATE_AFTER_MS = 5 * 60_000;
export const OVERDUE_AFTER_MS = 15 * 60_000;

export function urgencyOf(waitedMs: number): Urgency {
  if (waitedMs >= OVERDUE_AFTER_MS) return 'overdue';
  return waitedMs >= LATE_AFTER_MS ? 'late' : 'fresh';
}

/** The hub's clock may be a little ahead of ours: nobody has waited less than nothing. */
export const waitedMs = (since: number, now: number): number => Math.max(0, now - since);
