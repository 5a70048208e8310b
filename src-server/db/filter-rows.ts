import type { Selectable } from 'kysely';
import { savedFilterSchema, type SavedFilter } from '#shared/domain/saved-filter.ts';
import type { SavedFiltersTable } from './own-tables.ts';
import type { Db } from './transaction.ts';

/** What was asked and how it is shown lies in one JSON: nothing in the hub looks into it. */
export function toSavedFilter(row: Selectable<SavedFiltersTable>): SavedFilter {
  return {
    ...row.content,
    id: row.id,
    ownerId: row.owner_id,
    sharing: row.sharing,
    name: row.name,
    updatedAt: row.updated_at.getTime(),
    updatedBy: row.updated_by,
    deleted: row.deleted,
    rev: row.rev,
  };
}

export function fromSavedFilter({ sharing, name, filter, columns, sort, ...row }: SavedFilter) {
  return {
    sharing,
    name,
    content: JSON.stringify({ filter, columns, sort }),
    updated_at: new Date(row.updatedAt),
    updated_by: row.updatedBy,
    deleted: row.deleted,
    rev: row.rev,
  };
}

/** Those of one person and of the company. One that another version of the hub wrote, and this one cannot read, is left out. */
export async function loadFilters(db: Db, workspaceId: string, operatorId: string): Promise<SavedFilter[]> {
  const rows = await db
    .selectFrom('saved_filters')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('deleted', '=', false)
    .where((where) => where.or([where('sharing', '=', 'company'), where('owner_id', '=', operatorId)]))
    .orderBy('id')
    .execute();
  return rows.flatMap((row) => savedFilterSchema.safeParse(toSavedFilter(row)).data ?? []);
}
