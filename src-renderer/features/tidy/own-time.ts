import { MAX_SNOOZE_MS } from '#shared/domain/hand-over.ts';

export type OwnTime =
  { ok: true; until: number } | { ok: false; why: 'snooze.missing' | 'snooze.past' | 'snooze.tooFar' };

/** @param until what was put into the field; null when that is no moment */
export function judgeTime(until: number | null, now: number): OwnTime {
  if (until === null) return { ok: false, why: 'snooze.missing' };
  if (until <= now) return { ok: false, why: 'snooze.past' };
  return until > now + MAX_SNOOZE_MS ? { ok: false, why: 'snooze.tooFar' } : { ok: true, until };
}
