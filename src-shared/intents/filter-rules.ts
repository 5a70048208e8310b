import type { Role } from '../domain/directory.ts';
import type { Id } from '../domain/ids.ts';
import type { SavedFilter } from '../domain/saved-filter.ts';

/** Who acts. */
export interface FilterActor {
  operatorId: Id;
  role: Role;
}

export function seesFilter(
  actor: Pick<FilterActor, 'operatorId'>,
  filter: Pick<SavedFilter, 'sharing' | 'ownerId'>,
): boolean {
  return filter.sharing === 'company' || filter.ownerId === actor.operatorId;
}

/** Everybody makes his own; what all have is for seniors and admins. */
export function mayKeep(actor: FilterActor, filter: Pick<SavedFilter, 'sharing' | 'ownerId'>): boolean {
  return filter.sharing === 'company' ? actor.role !== 'operator' : filter.ownerId === actor.operatorId;
}
