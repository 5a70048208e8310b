import type { SavedFilter } from '#shared/domain/saved-filter.ts';
import { NO_FILTER } from '#shared/domain/table-filter.ts';
import { FIRST_SORT, type TableColumn } from '#shared/domain/table-order.ts';
import { uuidv7 } from '#shared/lib/ids.ts';
import { fromSavedFilter } from '../db/filter-rows.ts';
import type { Tx } from '../db/transaction.ts';
import { OPERATORS, WORKSPACE } from './company.ts';
import { randomFrom } from './plan.ts';

const COLUMNS: TableColumn[] = [
  'client',
  'last',
  'status',
  'waiting',
  'responsible',
  'line',
  'channel',
  'activity',
];
const DAY_MS = 86_400_000;

type Sample = Pick<SavedFilter, 'name' | 'filter' | 'sort'> & { columns?: TableColumn[] };

/** What a senior operator keeps for everybody. */
const SAMPLES: Sample[] = [
  {
    name: 'Ждут дольше всех',
    filter: { ...NO_FILTER, waiting: true },
    sort: { column: 'waiting', direction: 'asc' },
  },
  {
    name: 'Ничьи за сегодня',
    filter: { ...NO_FILTER, responsible: ['nobody'], created: { kind: 'preset', preset: 'today' } },
    sort: { column: 'created', direction: 'asc' },
  },
  {
    name: 'Closed this week',
    filter: { ...NO_FILTER, closed: { kind: 'preset', preset: 'week' } },
    sort: { column: 'closed', direction: 'desc' },
    columns: ['client', 'last', 'status', 'responsible', 'line', 'closed', 'messages'],
  },
  { name: 'Спам', filter: { ...NO_FILTER, statuses: ['spam'] }, sort: FIRST_SORT },
];

/** Kept filters of the demo company. */
export async function seedFilters(tx: Tx, now: number): Promise<void> {
  const owner = OPERATORS.find(({ role }) => role !== 'operator');
  if (!owner) return;
  const random = randomFrom(16);
  const newId = (): string =>
    uuidv7(
      now - DAY_MS,
      Uint8Array.from({ length: 10 }, () => Math.floor(random() * 256)),
    );
  const rows = SAMPLES.map(({ columns = COLUMNS, ...sample }) => {
    const id = newId();
    const filter: SavedFilter = {
      ...sample,
      columns,
      id,
      ownerId: owner.id,
      sharing: 'company',
      updatedAt: now - DAY_MS,
      updatedBy: owner.id,
      deleted: false,
      rev: 1,
    };
    return {
      workspace_id: WORKSPACE.id,
      id,
      owner_id: owner.id,
      intent_id: newId(),
      ...fromSavedFilter(filter),
    };
  });
  await tx.db.insertInto('saved_filters').values(rows).execute();
}
