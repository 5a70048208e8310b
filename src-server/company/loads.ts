import { sql } from 'kysely';
import type { Load } from '#shared/domain/presence.ts';
import type { Db } from '../db/transaction.ts';

/** Open dialogs of each operator who has any, whoever may see them. */
export async function readLoads(db: Db, workspaceId: string): Promise<Load[]> {
  const { rows } = await sql<Load>`
    select responsible_id as "operatorId", count(*)::int as open, count(waiting_since)::int as waiting
    from dialogs where workspace_id = ${workspaceId} and status <> 'closed' and status = 'active'
    group by responsible_id`.execute(db);
  return rows;
}
