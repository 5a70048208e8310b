import type { Timestamp } from '#shared/domain/ids.ts';

/** Until when something was promised: quick choices. Pure. */

export const QUICK_TIMES = ['hour', 'today', 'tomorrow'] as const;
export type QuickTime = (typeof QUICK_TIMES)[number];

const HOUR_MS = 3_600_000;
/** Nobody promises something for a time that is nearly over. */
const NEARLY_MS = 15 * 60_000;

/** "In an hour", "today at 18:00", "tomorrow at 10:00"; those that are over are left out. */
export function quickTimes(now: Timestamp): { name: QuickTime; at: Timestamp }[] {
  const all = [
    { name: 'hour', at: toMinute(now + HOUR_MS) },
    { name: 'today', at: atHour(now, 0, 18) },
    { name: 'tomorrow', at: atHour(now, 1, 10) },
  ] as const;
  return all.filter(({ at }) => at > now + NEARLY_MS);
}

/** By the calendar and not by adding hours: days when clocks change are shorter or longer. */
function atHour(now: Timestamp, days: number, hour: number): Timestamp {
  const date = new Date(now);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days, hour).getTime();
}

const toMinute = (at: Timestamp): Timestamp => Math.floor(at / 60_000) * 60_000;
