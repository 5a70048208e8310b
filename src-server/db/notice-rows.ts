import type { Selectable } from 'kysely';
import type { Notice } from '#shared/domain/notice.ts';
import type { NoticesTable } from './tables.ts';
import type { Db } from './transaction.ts';

export function toNotice(row: Selectable<NoticesTable>): Notice {
  return {
    id: row.id,
    operatorId: row.operator_id,
    kind: row.kind,
    dialogId: row.dialog_id,
    byId: row.by_id,
    text: row.text,
    clientName: row.client_name,
    at: row.at.getTime(),
    seenAt: row.seen_at?.getTime() ?? null,
    rev: row.rev,
  };
}

/** Most notices of one operator that travel with a snapshot. */
const MAX_NOTICES = 200;

/** The operator's newest notices. */
export async function loadNotices(db: Db, workspaceId: string, operatorId: string): Promise<Notice[]> {
  const rows = await db
    .selectFrom('notices')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('operator_id', '=', operatorId)
    .orderBy('at', 'desc')
    .limit(MAX_NOTICES)
    .execute();
  return rows.map(toNotice);
}
