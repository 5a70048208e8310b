import type { Timestamp } from './ids.ts';

/** After so long a use counts half. */
const HALF_LIFE_MS = 14 * 24 * 3600 * 1000;

/** How often something was used, as it counted at a moment: uses fade. */
export interface FadingUse {
  count: number;
  weight: number;
  at: Timestamp;
}

/** One more use. A clock that was set back takes nothing away. */
export function usedAgain(before: FadingUse | null, now: Timestamp): FadingUse {
  if (!before) return { count: 1, weight: 1, at: now };
  const at = Math.max(before.at, now);
  return { count: before.count + 1, weight: before.weight * 2 ** ((before.at - at) / HALF_LIFE_MS) + 1, at };
}

/** Orders by faded use at any one moment, whichever: what fades alike keeps its order. */
export function replyRank({ weight, at }: FadingUse): number {
  return at / HALF_LIFE_MS + Math.log2(weight);
}
