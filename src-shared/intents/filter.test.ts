import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ANNA, BORIS } from '#tests/support/fixtures.ts';
import type { Role } from '../domain/directory.ts';
import {
  filterDraftSchema,
  MOST_FILTERS,
  NEW_FILTER,
  type FilterBase,
  type SavedFilter,
} from '../domain/saved-filter.ts';
import { NO_FILTER } from '../domain/table-filter.ts';
import { FIRST_SORT } from '../domain/table-order.ts';
import { deletedFilter, refuseFilterDelete } from './filter-delete.ts';
import { mayKeep, seesFilter, type FilterActor } from './filter-rules.ts';
import { refuseFilterSave, refuseIfFull, savedFilter, takenBack } from './filter-save.ts';

const ID = '01890000-0000-7000-8000-000000000071';
const INTENT = '01890000-0000-7000-8000-000000000072';
const filter = (patch: Partial<SavedFilter> = {}): SavedFilter => ({
  id: ID,
  ownerId: ANNA,
  sharing: 'personal',
  name: 'Waiting',
  filter: NO_FILTER,
  columns: ['client'],
  sort: FIRST_SORT,
  updatedAt: 1_000,
  updatedBy: ANNA,
  deleted: false,
  rev: 3,
  ...patch,
});
const actor = (operatorId: string, role: Role = 'operator'): FilterActor => ({ operatorId, role });
const at = (rev: number, intentId: string | null = null): FilterBase => ({ rev, intentId });
const saving = (patch: Partial<SavedFilter> = {}, basedOn = at(3)) => {
  const { ownerId: _o, updatedAt: _a, updatedBy: _b, deleted: _d, rev: _r, ...draft } = filter(patch);
  return { ...draft, basedOn };
};
const place = (known: SavedFilter | null, lastIntentId: string | null = null) => ({
  filter: known,
  lastIntentId,
});

describe('who', () => {
  it.each<[string, FilterActor, Partial<SavedFilter>, boolean, boolean]>([
    ['its owner has his own', actor(ANNA), {}, true, true],
    ['nobody else does, an admin neither', actor(BORIS, 'admin'), {}, false, false],
    ['everybody sees the company’s', actor(BORIS), { sharing: 'company' }, true, false],
    [
      'also of it who made it: an operator may not change it',
      actor(ANNA),
      { sharing: 'company' },
      true,
      false,
    ],
    ['a senior may', actor(BORIS, 'senior'), { sharing: 'company' }, true, true],
    ['an admin may', actor(BORIS, 'admin'), { sharing: 'company' }, true, true],
  ])('%s', (_, who, patch, sees, keeps) => {
    expect([seesFilter(who, filter(patch)), mayKeep(who, filter(patch))]).toEqual([sees, keeps]);
  });
});

describe('saving a filter', () => {
  const refusal = (
    who: FilterActor,
    known: SavedFilter | null,
    args: ReturnType<typeof saving>,
    lastIntentId: string | null = null,
  ) => refuseFilterSave(who, place(known, lastIntentId), args);

  it('makes a new one, or changes what one has seen', () => {
    expect(refusal(actor(ANNA), null, saving({}, NEW_FILTER))).toBeNull();
    expect(refusal(actor(ANNA), filter(), saving())).toBeNull();
    // His own change was on its way when he made the next one.
    expect(refusal(actor(ANNA), filter({ rev: 9 }), saving({}, at(2, INTENT)), INTENT)).toBeNull();
  });

  it('does not overwrite what somebody else made of it', () => {
    const company = filter({ sharing: 'company', updatedBy: BORIS, rev: 4 });
    const changed = { code: 'filter_changed', operatorId: BORIS };
    expect(refusal(actor(ANNA, 'senior'), company, saving({ sharing: 'company' }))).toEqual(changed);
    expect(
      refusal(actor(ANNA, 'senior'), company, saving({ sharing: 'company' }, at(2, ID)), INTENT),
    ).toEqual(changed);
  });

  it('of one that the hub does not have says that it is gone', () => {
    expect(refusal(actor(ANNA), null, saving())).toEqual({ code: 'filter_changed', operatorId: null });
    expect(refusal(actor(ANNA), null, saving({}, at(0, INTENT)))).toEqual({
      code: 'filter_changed',
      operatorId: null,
    });
  });

  it('of a colleague’s own does not even say that there is one', () => {
    expect(refusal(actor(BORIS, 'admin'), filter(), saving())).toEqual({ code: 'not_found' });
    expect(refusal(actor(BORIS, 'admin'), filter(), saving({ sharing: 'company' }))).toEqual({
      code: 'not_found',
    });
  });

  it('for all is for seniors and admins, from nothing and from one’s own', () => {
    const company = { sharing: 'company' } as const;
    expect(refusal(actor(ANNA), null, saving(company, NEW_FILTER))).toEqual({ code: 'forbidden' });
    expect(refusal(actor(ANNA), filter(), saving(company))).toEqual({ code: 'forbidden' });
    expect(refusal(actor(ANNA, 'senior'), filter(), saving(company))).toBeNull();
  });

  it('what all have becomes nobody’s but its maker’s again', () => {
    const company = filter({ sharing: 'company' });
    expect(refusal(actor(BORIS, 'admin'), company, saving())).toEqual({ code: 'forbidden' });
    expect(refusal(actor(ANNA, 'senior'), company, saving())).toBeNull();
    // Its maker is a simple operator again: he may not take it from all.
    expect(refusal(actor(ANNA), company, saving())).toEqual({ code: 'forbidden' });
  });
});

describe('where as many filters are kept as may be', () => {
  const most = MOST_FILTERS;
  const full = (sharing: 'personal' | 'company') => ({ code: 'too_many_filters', sharing, most });
  const company = filter({ sharing: 'company' });

  it('none is added, in whatever way', () => {
    expect(refuseIfFull(null, 'personal', most - 1)).toBeNull();
    expect(refuseIfFull(null, 'personal', most)).toEqual(full('personal'));
    expect(refuseIfFull(filter({ deleted: true }), 'personal', most)).toEqual(full('personal'));
    expect(refuseIfFull(filter(), 'company', most)).toEqual(full('company'));
    expect(refuseIfFull(company, 'personal', most)).toEqual(full('personal'));
  });

  it('those that are there are changed as before, also where there are more', () => {
    expect(refuseIfFull(filter(), 'personal', most + 5)).toBeNull();
    expect(refuseIfFull(company, 'company', most)).toBeNull();
  });
});

describe('a saved filter', () => {
  it('belongs to who made it, whoever changes it later, and says who did', () => {
    const made = savedFilter(null, saving({}, NEW_FILTER), { operatorId: ANNA, now: 5 });
    expect(made).toEqual(filter({ updatedAt: 5, rev: 1 }));
    const changed = savedFilter(filter({ sharing: 'company' }), saving({ sharing: 'company', name: 'All' }), {
      operatorId: BORIS,
      now: 6,
    });
    expect(changed).toEqual(
      filter({ sharing: 'company', name: 'All', ownerId: ANNA, updatedBy: BORIS, updatedAt: 6, rev: 4 }),
    );
  });

  it('taken from all is deleted for them first, and then its owner’s', () => {
    const company = filter({ sharing: 'company' });
    const away = takenBack(company, 'personal');
    expect(away).toEqual({ ...company, deleted: true, rev: 4 });
    const own = savedFilter(company, saving(), { operatorId: ANNA, now: 6 });
    expect([own.rev, own.deleted, own.sharing]).toEqual([5, false, 'personal']);
    expect(takenBack(filter(), 'company')).toBeNull();
    expect(takenBack(company, 'company')).toBeNull();
    // They do not have it any more.
    expect(takenBack({ ...company, deleted: true }, 'personal')).toBeNull();
  });

  it('comes newer out of every change, so that no replica keeps the older one', () => {
    const any = fc.record({
      sharing: fc.constantFrom('personal' as const, 'company' as const),
      deleted: fc.boolean(),
      rev: fc.integer({ min: 1, max: 9 }),
    });
    fc.assert(
      fc.property(any, fc.constantFrom('personal' as const, 'company' as const), (before, sharing) => {
        const known = filter(before);
        const saved = savedFilter(known, saving({ sharing }), { operatorId: ANNA, now: 9 });
        const told = [takenBack(known, sharing), saved].filter((one) => one !== null);
        const revs = [known, ...told].map(({ rev }) => rev);
        expect(revs).toEqual(Array.from(revs, (_, i) => known.rev + i));
        expect(saved.deleted).toBe(false);
      }),
    );
  });

  it('is deleted once; saved on top of that it is there again', () => {
    const gone = deletedFilter(filter(), { operatorId: ANNA, now: 7 });
    expect(gone).toEqual(filter({ deleted: true, updatedAt: 7, rev: 4 }));
    expect(deletedFilter(gone, { operatorId: ANNA, now: 8 })).toBe(gone);
    expect(savedFilter(gone, saving(), { operatorId: ANNA, now: 9 })).toMatchObject({
      deleted: false,
      rev: 5,
    });
  });
});

describe('deleting a filter', () => {
  const refusal = (who: FilterActor, known: SavedFilter | null, basedOn = at(3)) =>
    refuseFilterDelete(who, place(known), { basedOn });

  it('is for who may change it and has seen it as it is', () => {
    expect(refusal(actor(ANNA), filter())).toBeNull();
    expect(refusal(actor(ANNA), filter(), at(2))).toEqual({ code: 'filter_changed', operatorId: ANNA });
    expect(refusal(actor(ANNA), filter({ sharing: 'company' }))).toEqual({ code: 'forbidden' });
    expect(refusal(actor(BORIS), filter())).toEqual({ code: 'not_found' });
    expect(refusal(actor(BORIS), null)).toEqual({ code: 'not_found' });
  });

  it('of what is gone is fine, whoever was first', () => {
    expect(refusal(actor(BORIS), filter({ sharing: 'company', deleted: true }), at(1))).toBeNull();
  });
});

describe('what a person writes of a filter', () => {
  const { basedOn: _, ...draft } = saving();

  it('has a name of one line', () => {
    expect(filterDraftSchema.parse({ ...draft, name: '  all \n that\twait ' }).name).toBe('all that wait');
    for (const name of ['', '   ', '\u200b', 'x'.repeat(81)])
      expect([name, filterDraftSchema.safeParse({ ...draft, name }).success]).toEqual([name, false]);
  });

  it('shows at least one column, each that there is', () => {
    expect(filterDraftSchema.safeParse({ ...draft, columns: [] }).success).toBe(false);
    expect(filterDraftSchema.safeParse({ ...draft, columns: ['salary'] }).success).toBe(false);
    expect(
      filterDraftSchema.safeParse({ ...draft, sort: { column: 'client', direction: 'up' } }).success,
    ).toBe(false);
  });
});
