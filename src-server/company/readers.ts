import { sql } from 'kysely';
import type { Role } from '#shared/domain/directory.ts';
import { audienceOf, sees, type Scope } from '#shared/domain/scope.ts';
import { toDialog } from '../db/rows.ts';
import type { Db } from '../db/transaction.ts';

interface Person {
  id: string;
  role: Role;
  line_ids: string[];
  branch_ids: string[];
}

/** Operators who see a dialog. @returns null when whoever asks does not see it himself, or there is none */
export async function readersOf(
  db: Db,
  workspaceId: string,
  scope: Scope,
  dialogId: string,
): Promise<string[] | null> {
  const row = await db
    .selectFrom('dialogs')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', dialogId)
    .executeTakeFirst();
  const audience = row && audienceOf(toDialog(row));
  if (!audience || !sees(scope, audience)) return null;
  const { rows } = await sql<Person>`
    select o.id, o.role,
      array(select line_id from line_members m where m.workspace_id = o.workspace_id and m.operator_id = o.id) as line_ids,
      array(select branch_id from branch_members m where m.workspace_id = o.workspace_id and m.operator_id = o.id) as branch_ids
    from operators o where o.workspace_id = ${workspaceId} and o.active order by o.id`.execute(db);
  return rows
    .filter(({ id, role, line_ids, branch_ids }) =>
      sees({ operatorId: id, role, lineIds: line_ids, branchIds: branch_ids }, audience),
    )
    .map(({ id }) => id);
}
