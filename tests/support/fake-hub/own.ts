import type { DirectoryRow } from '#shared/domain/directory.ts';
import type { Id, Timestamp } from '#shared/domain/ids.ts';
import type { ChosenPresence } from '#shared/domain/presence.ts';
import type { Refusal } from '#shared/domain/refusal.ts';
import type { SavedFilter } from '#shared/domain/saved-filter.ts';
import type { Scope } from '#shared/domain/scope.ts';
import type { IntentArgs, OnFilters, OnOwn, OnReplies } from '#shared/intents/all.ts';
import { deletedFilter, refuseFilterDelete } from '#shared/intents/filter-delete.ts';
import { seesFilter } from '#shared/intents/filter-rules.ts';
import { refuseFilterSave, savedFilter, takenBack } from '#shared/intents/filter-save.ts';
import { withChoice } from '#shared/intents/presence-set.ts';
import { exhaustive } from '#shared/lib/exhaustive.ts';
import type { Said } from './replies.ts';

/** What people say of themselves, and the filters they keep, in the model of the hub. */
export class ModelOwn {
  readonly presences = new Map<Id, ChosenPresence>();
  readonly filters = new Map<Id, { filter: SavedFilter; intentId: Id }>();
  private readonly saidAt = new Map<Id, Timestamp>();

  /** @returns what is told, or why it is refused */
  carryOut(scope: Scope, intent: Exclude<OnOwn, OnReplies>, now: number): Said[] | Refusal {
    switch (intent.name) {
      case 'presence.set':
        return this.setPresence(scope.operatorId, intent.args, now);
      case 'filter.save':
      case 'filter.delete':
        return this.changeFilter(scope, intent, now);
      case 'notice.seen':
        // The model has no notices, so none of his changes by it.
        return [];
      default:
        return exhaustive(intent, 'own intent');
    }
  }

  /** What of the directory is made by people, as one of them sees it. */
  rowsFor(operatorId: Id): DirectoryRow[] {
    const kept = [...this.filters.values()].map(({ filter }) => filter);
    const seen = kept.filter((filter) => !filter.deleted && seesFilter({ operatorId }, filter));
    return [
      ...[...this.presences.values()].map((row): DirectoryRow => ({ kind: 'presence', row })),
      ...seen.map((row): DirectoryRow => ({ kind: 'filter', row })),
    ];
  }

  /** What a backup has to hold. */
  maps(): Map<unknown, unknown>[] {
    return [this.presences, this.filters, this.saidAt];
  }

  private setPresence(operatorId: Id, args: IntentArgs<'presence.set'>, now: number): Said[] {
    const saidAt = Math.min(args.saidAt, now);
    if ((this.saidAt.get(operatorId) ?? 0) > saidAt) return [];
    const row = withChoice(this.presences.get(operatorId) ?? null, operatorId, args, now);
    this.saidAt.set(operatorId, saidAt);
    this.presences.set(operatorId, row);
    return [{ change: { type: 'directory', entry: { kind: 'presence', row } }, audience: 'everybody' }];
  }

  private changeFilter(scope: Scope, intent: OnFilters, now: number): Said[] | Refusal {
    const known = this.filters.get(intent.args.id);
    const before = known?.filter ?? null;
    const place = { filter: before, lastIntentId: known?.intentId ?? null };
    const refusal =
      intent.name === 'filter.save'
        ? refuseFilterSave(scope, place, intent.args)
        : refuseFilterDelete(scope, place, intent.args);
    if (refusal) return refusal;
    const by = { operatorId: scope.operatorId, now };
    const after =
      intent.name === 'filter.save'
        ? savedFilter(before, intent.args, by)
        : before && deletedFilter(before, by);
    if (!after || after === before) return [];
    this.filters.set(after.id, { filter: after, intentId: intent.id });
    const away = before && takenBack(before, after.sharing);
    return [...(away ? [told(away)] : []), told(after)];
  }
}

function told(filter: SavedFilter): Said {
  const { sharing, ownerId } = filter;
  return {
    change: { type: 'directory', entry: { kind: 'filter', row: filter } },
    audience: sharing === 'company' ? 'everybody' : { operatorId: ownerId },
  };
}
