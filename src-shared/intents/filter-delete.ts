import { z } from 'zod';
import type { Id, Timestamp } from '../domain/ids.ts';
import type { Refusal } from '../domain/refusal.ts';
import { filterBaseSchema, type SavedFilter } from '../domain/saved-filter.ts';
import { mayKeep, seesFilter, type FilterActor } from './filter-rules.ts';
import { idSchema } from '../domain/ids.ts';
import { defineOwnIntent } from './define.ts';
import { refuseUnseen, type FilterPlace } from './filter-save.ts';

/** Takes a kept filter away. Saved anew on top of that, it is there again. */
export const filterDelete = defineOwnIntent({
  name: 'filter.delete',
  args: z.object({ id: idSchema, basedOn: filterBaseSchema }),
});

/** Pure: whether the hub does it. Gone is gone, whoever was first. */
export function refuseFilterDelete(
  actor: FilterActor,
  { filter, lastIntentId }: FilterPlace,
  { basedOn }: Pick<z.output<typeof filterDelete.args>, 'basedOn'>,
): Refusal | null {
  if (!filter || !seesFilter(actor, filter)) return { code: 'not_found' };
  if (filter.deleted) return null;
  if (!mayKeep(actor, filter)) return { code: 'forbidden' };
  return refuseUnseen(filter, lastIntentId, basedOn);
}

export function deletedFilter(
  before: SavedFilter,
  { operatorId, now }: { operatorId: Id; now: Timestamp },
): SavedFilter {
  if (before.deleted) return before;
  return { ...before, deleted: true, updatedAt: now, updatedBy: operatorId, rev: before.rev + 1 };
}
