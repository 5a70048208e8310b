import type { DirectoryRow } from '#shared/domain/directory.ts';
import { loadFilters } from '../db/filter-rows.ts';
import { toPresence } from '../db/rows.ts';
import type { Db } from '../db/transaction.ts';

/**
 * The whole directory of a workspace: names of everything that dialogs refer to. Everybody in the workspace sees it; of kept filters, besides
 * those of the company, only the person's own.
 */
export async function loadDirectory(
  db: Db,
  workspaceId: string,
  operatorId: string,
): Promise<DirectoryRow[]> {
  const [workspace, branches, lines, channels, operators, presences, filters] = await Promise.all([
    db.selectFrom('workspaces').select(['id', 'name', 'rev']).where('id', '=', workspaceId).execute(),
    db.selectFrom('branches').select(['id', 'name', 'rev']).where('workspace_id', '=', workspaceId).execute(),
    db
      .selectFrom('lines')
      .select(['id', 'branch_id as branchId', 'name', 'rev'])
      .where('workspace_id', '=', workspaceId)
      .execute(),
    db
      .selectFrom('channels')
      .select(['id', 'line_id as lineId', 'kind', 'name', 'rev'])
      .where('workspace_id', '=', workspaceId)
      .execute(),
    db
      .selectFrom('operators')
      .select(['id', 'name', 'role', 'active', 'rev'])
      .where('workspace_id', '=', workspaceId)
      .execute(),
    db.selectFrom('operator_presence').selectAll().where('workspace_id', '=', workspaceId).execute(),
    loadFilters(db, workspaceId, operatorId),
  ]);
  return [
    ...workspace.map((row): DirectoryRow => ({ kind: 'workspace', row })),
    ...branches.map((row): DirectoryRow => ({ kind: 'branch', row })),
    ...lines.map((row): DirectoryRow => ({ kind: 'line', row })),
    ...channels.map((row): DirectoryRow => ({ kind: 'channel', row })),
    ...operators.map((row): DirectoryRow => ({ kind: 'operator', row })),
    ...presences.map((row): DirectoryRow => ({ kind: 'presence', row: toPresence(row) })),
    ...filters.map((row): DirectoryRow => ({ kind: 'filter', row })),
  ];
}
