import { z } from 'zod';
import type { Id, Timestamp } from '../domain/ids.ts';
import type { Refusal } from '../domain/refusal.ts';
import {
  filterBaseSchema,
  filterDraftShape,
  MOST_FILTERS,
  type FilterBase,
  type SavedFilter,
  type Sharing,
} from '../domain/saved-filter.ts';
import { mayKeep, seesFilter, type FilterActor } from './filter-rules.ts';
import { defineOwnIntent } from './define.ts';

/** Keeps a filter of the table under a name, or changes a kept one: the whole of it, on top of what the person saw. */
export const filterSave = defineOwnIntent({
  name: 'filter.save',
  args: z.object({ ...filterDraftShape, basedOn: filterBaseSchema }),
});
type Saving = z.output<typeof filterSave.args>;

/** What the hub has of a filter. */
export interface FilterPlace {
  filter: SavedFilter | null;
  /** The intent that made it what it is. */
  lastIntentId: Id | null;
}

/** Pure: whether the hub does it. Nothing is changed that the person has not seen; his own change on its way counts as seen. */
export function refuseFilterSave(
  actor: FilterActor,
  { filter, lastIntentId }: FilterPlace,
  { sharing, basedOn }: Pick<Saving, 'sharing' | 'basedOn'>,
): Refusal | null {
  const ownerId = filter?.ownerId ?? actor.operatorId;
  if (filter && !seesFilter(actor, filter)) return { code: 'not_found' };
  // What all have becomes nobody's but its maker's again.
  if (!mayKeep(actor, { sharing, ownerId }) || (filter && !mayKeep(actor, filter)))
    return { code: 'forbidden' };
  return refuseUnseen(filter, lastIntentId, basedOn);
}

/**
 * Pure: whether there is room where the filter comes to. One that is there already may always be changed.
 * @param kept so many are there
 */
export function refuseIfFull(before: SavedFilter | null, sharing: Sharing, kept: number): Refusal | null {
  const isThere = before !== null && !before.deleted && before.sharing === sharing;
  return isThere || kept < MOST_FILTERS ? null : { code: 'too_many_filters', sharing, most: MOST_FILTERS };
}

export function refuseUnseen(
  filter: SavedFilter | null,
  lastIntentId: Id | null,
  basedOn: FilterBase,
): Refusal | null {
  if (!filter)
    return basedOn.rev === 0 && basedOn.intentId === null
      ? null
      : { code: 'filter_changed', operatorId: null };
  const seen = filter.rev === basedOn.rev || (lastIntentId !== null && lastIntentId === basedOn.intentId);
  return seen ? null : { code: 'filter_changed', operatorId: filter.updatedBy };
}

/** Pure, the same on screens and in the hub. */
export function savedFilter(
  before: SavedFilter | null,
  { basedOn: _, ...content }: Saving,
  { operatorId, now }: { operatorId: Id; now: Timestamp },
): SavedFilter {
  const steps = before && takenBack(before, content.sharing) ? 2 : 1;
  return {
    ...content,
    ownerId: before?.ownerId ?? operatorId,
    updatedAt: now,
    updatedBy: operatorId,
    deleted: false,
    rev: (before?.rev ?? 0) + steps,
  };
}

/** What everybody hears when a filter is theirs no more; null when it stays. Its owner then gets it with the next `rev`. */
export function takenBack(before: SavedFilter, sharing: SavedFilter['sharing']): SavedFilter | null {
  if (before.deleted || before.sharing !== 'company' || sharing === 'company') return null;
  return { ...before, deleted: true, rev: before.rev + 1 };
}
