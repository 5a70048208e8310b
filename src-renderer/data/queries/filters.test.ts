import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Role } from '#shared/domain/directory.ts';
import { NEW_FILTER, type FilterDraft, type SavedFilter } from '#shared/domain/saved-filter.ts';
import { NO_FILTER } from '#shared/domain/table-filter.ts';
import { FIRST_SORT } from '#shared/domain/table-order.ts';
import { fakeId, operatorId } from '#tests/support/fake-hub/model.ts';
import { ReplicaDb } from '../db/database.ts';
import { createActions } from '../intents/actions.ts';
import { readFilters } from './filters.ts';
import { ReplicaReader } from './reader.ts';

const ME = operatorId(1);
let db: ReplicaDb;
let names = 0;
beforeEach(() => {
  db = new ReplicaDb(`filters-${(names += 1)}`);
});
afterEach(() => db.close());

const read = (role: Role = 'operator') => readFilters(new ReplicaReader(db, { operatorId: ME, role }));
const actions = () => createActions({ db, sendTyping: () => {}, now: () => 5_000 });
const draft = (n: number, patch: Partial<FilterDraft> = {}): FilterDraft => ({
  id: fakeId(11, n),
  sharing: 'personal',
  name: `Filter ${n}`,
  filter: NO_FILTER,
  columns: ['client'],
  sort: FIRST_SORT,
  ...patch,
});
const kept = (n: number, patch: Partial<SavedFilter> = {}) => {
  const row: SavedFilter = {
    ...draft(n),
    ownerId: ME,
    updatedAt: 1_000,
    updatedBy: ME,
    deleted: false,
    rev: 3,
    ...patch,
  };
  return db.directory.put({ kind: 'filter', id: row.id, row });
};
const shown = async () => (await read()).map(({ filter, pending }) => [filter.name, pending]);

describe('kept filters', () => {
  it('come by name, without those that were deleted', async () => {
    await kept(1, { name: 'b' });
    await kept(2, { name: 'a' });
    await kept(3, { name: 'gone', deleted: true });
    await db.directory.put({
      kind: 'operator',
      id: ME,
      row: { id: ME, name: 'A', role: 'operator', active: true, rev: 1 },
    });
    expect(await shown()).toEqual([
      ['a', false],
      ['b', false],
    ]);
  });

  it('are for their owners to change, the company’s for seniors and admins', async () => {
    await kept(1);
    await kept(2, { sharing: 'company', ownerId: operatorId(2) });
    const mayEdit = async (role: Role) => (await read(role)).map((view) => view.mayEdit);
    expect(await mayEdit('operator')).toEqual([true, false]);
    expect(await mayEdit('senior')).toEqual([true, true]);
    expect(await mayEdit('admin')).toEqual([true, true]);
  });

  it('are there, changed or gone at once, and each change is based on what was seen', async () => {
    await actions().saveFilter(draft(1), NEW_FILTER);
    const [made] = await read();
    expect(made).toMatchObject({
      filter: { name: 'Filter 1', ownerId: ME, updatedBy: ME, rev: 1 },
      basedOn: { rev: 0 },
      pending: true,
    });
    await actions().saveFilter(draft(1, { name: 'Renamed' }), made?.basedOn ?? NEW_FILTER);
    const [changed] = await read();
    expect(changed?.filter).toMatchObject({ name: 'Renamed', rev: 2 });
    expect(changed?.basedOn.intentId).not.toBe(made?.basedOn.intentId);
    await actions().deleteFilter(fakeId(11, 1), changed?.basedOn ?? NEW_FILTER);
    expect(await read()).toEqual([]);
  });

  it('lie over what the hub has until it has answered, by the hub’s clock', async () => {
    await db.meta.put({ key: 'clockOffset', value: 700 });
    await kept(1, { rev: 5 });
    await actions().saveFilter(draft(1, { name: 'mine' }), { rev: 5, intentId: null });
    expect(await read()).toMatchObject([
      { filter: { name: 'mine', updatedAt: 5_700, rev: 6 }, basedOn: { rev: 5 }, pending: true },
    ]);
    await db.outbox
      .toCollection()
      .modify({ state: { kind: 'refused', refusal: { code: 'forbidden' }, at: 1 } });
    expect(await shown()).toEqual([['Filter 1', false]]);
  });

  it('that somebody else deleted are not brought back by a deletion on the way', async () => {
    await actions().deleteFilter(fakeId(11, 1), { rev: 3, intentId: null });
    expect(await read()).toEqual([]);
  });
});
