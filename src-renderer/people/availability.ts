import type { Operator } from '#shared/domain/directory.ts';
import type { Load, OperatorPresence } from '#shared/domain/presence.ts';

/** Somebody who could be chosen, with what one wants to know before. */
export interface Colleague {
  operator: Operator;
  presence: OperatorPresence;
  /** Null: not known. */
  load: Load | null;
}

/** Who is there comes first; a break is over sooner than a free day. */
const RANK: Record<OperatorPresence['state'], number> = {
  online: 0,
  unknown: 1,
  away: 2,
  break: 3,
  offline: 4,
  off: 5,
};

/** Those who are there first, of them the least busy; names decide ties, as people look for them. Pure. */
export function byAvailability(a: Colleague, b: Colleague): number {
  return (
    RANK[a.presence.state] - RANK[b.presence.state] ||
    (a.load?.open ?? 0) - (b.load?.open ?? 0) ||
    a.operator.name.localeCompare(b.operator.name)
  );
}
