/** Who may see what: reading and changing the rights of operators. */
import { sql } from 'kysely';
import type { Role } from '#shared/domain/directory.ts';
import type { Scope } from '#shared/domain/scope.ts';
import type { OperatorRights, Rights } from '#shared/wire/http/rights.ts';
import type { Bus } from '../bus/bus.ts';
import { topics } from '../bus/topics.ts';
import { lock, transaction, type Db, type Tx } from '../db/transaction.ts';
import { appendToFeed } from '../feed/append.ts';
import { newId } from '../lib/ids.ts';
import { beginMarks } from '../talks/marks.ts';
import { lockLost, releaseDialogs } from './release.ts';

export type RightsChange =
  | { kind: 'set'; operator: OperatorRights }
  | { kind: 'not_found' }
  /** Lines or branches that the company does not have. */
  | { kind: 'unknown_places'; ids: string[] }
  /** A company without an active admin could never change anything again. */
  | { kind: 'last_admin' };

interface RightsRow {
  id: string;
  name: string;
  role: Role;
  active: boolean;
  rev: number;
  line_ids: string[];
  branch_ids: string[];
}

/** Everybody of the workspace, by name. */
export async function listRights(db: Db, workspaceId: string): Promise<OperatorRights[]> {
  return (await readRights(db, workspaceId, null)).map(toOperatorRights);
}

/**
 * Sets the rights of one operator. In the same transaction his sessions are told by the feed, so that from one position on he sees
 * by the new rights and by nothing else, in every window; switched off, his sessions end. Dialogs that he had and sees by no right any
 * more are back in their lines' queues with it.
 * @param by who asks for it
 */
export async function setRights(
  deps: { db: Db; bus: Bus; now(): number },
  by: { workspaceId: string; operatorId: string },
  operatorId: string,
  rights: Rights,
): Promise<RightsChange> {
  const { workspaceId } = by;
  return transaction(deps.db, async (tx) => {
    // One change of rights of a workspace at a time: two could each take the admin whom the other leaves.
    await lock(tx, workspaceId, 'rights');
    const [known] = await readRights(tx.db, workspaceId, operatorId);
    if (!known) return { kind: 'not_found' };
    const unknown = await unknownPlaces(tx.db, workspaceId, rights);
    if (unknown.length > 0) return { kind: 'unknown_places', ids: unknown };
    const leavesAdmins =
      known.role === 'admin' && known.active && !(rights.role === 'admin' && rights.active);
    if (leavesAdmins && !(await otherAdmin(tx.db, workspaceId, operatorId))) return { kind: 'last_admin' };
    const leaver = {
      workspaceId,
      before: scopeOf(known),
      after: rights.active ? { operatorId, ...rights } : null,
    };
    const lost = await lockLost(tx, leaver);
    await writeRights(tx, workspaceId, operatorId, rights);
    await beginMarks(tx, workspaceId, operatorId);
    const release = { workspaceId, operatorId, byId: by.operatorId, now: deps.now(), newId };
    await releaseDialogs(tx, lost, release);
    const [row] = await readRights(tx.db, workspaceId, operatorId);
    const operator = toOperatorRights(row ?? known);
    await tell(tx, workspaceId, operator);
    tx.afterCommit(() => {
      deps.bus.publish(topics.feed, workspaceId);
      if (!rights.active) deps.bus.publish(topics.sessions, `${workspaceId}/${operatorId}`);
    });
    return { kind: 'set', operator };
  });
}

async function readRights(db: Db, workspaceId: string, operatorId: string | null): Promise<RightsRow[]> {
  const { rows } = await sql<RightsRow>`
    select o.id, o.name, o.role, o.active, o.rev,
      array(select line_id from line_members m
        where m.workspace_id = o.workspace_id and m.operator_id = o.id order by 1) as line_ids,
      array(select branch_id from branch_members m
        where m.workspace_id = o.workspace_id and m.operator_id = o.id order by 1) as branch_ids
    from operators o
    where o.workspace_id = ${workspaceId} and (${operatorId}::uuid is null or o.id = ${operatorId}::uuid)
    order by o.name, o.id`.execute(db);
  return rows;
}

function scopeOf({ id, role, line_ids: lineIds, branch_ids: branchIds }: RightsRow): Scope {
  return { operatorId: id, role, lineIds, branchIds };
}

function toOperatorRights(row: RightsRow): OperatorRights {
  const { id, name, role, active, rev } = row;
  return {
    operator: { id, name, role, active, rev },
    rights: { role, active, lineIds: row.line_ids, branchIds: row.branch_ids },
  };
}

async function unknownPlaces(db: Db, workspaceId: string, rights: Rights): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id::text from unnest(${rights.lineIds}::uuid[]) wanted(id)
      where not exists (select from lines l where l.workspace_id = ${workspaceId} and l.id = wanted.id)
    union
    select id::text from unnest(${rights.branchIds}::uuid[]) wanted(id)
      where not exists (select from branches b where b.workspace_id = ${workspaceId} and b.id = wanted.id)
    order by 1`.execute(db);
  return rows.map((row) => row.id);
}

async function otherAdmin(db: Db, workspaceId: string, operatorId: string): Promise<boolean> {
  const row = await db
    .selectFrom('operators')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('id', '<>', operatorId)
    .where('role', '=', 'admin')
    .where('active', '=', true)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

async function writeRights(tx: Tx, workspaceId: string, operatorId: string, rights: Rights): Promise<void> {
  const places = [
    { members: sql.table('line_members'), place: sql.ref('line_id'), ids: rights.lineIds },
    { members: sql.table('branch_members'), place: sql.ref('branch_id'), ids: rights.branchIds },
  ];
  for (const { members, place, ids } of places) {
    await sql`delete from ${members} where workspace_id = ${workspaceId} and operator_id = ${operatorId}
      and ${place} <> all(${ids}::uuid[])`.execute(tx.db);
    await sql`insert into ${members} (workspace_id, operator_id, ${place})
      select ${workspaceId}, ${operatorId}, id from unnest(${ids}::uuid[]) wanted(id)
      on conflict do nothing`.execute(tx.db);
  }
  await sql`update operators set role = ${rights.role}, active = ${rights.active}, rev = rev + 1
    where workspace_id = ${workspaceId} and id = ${operatorId}`.execute(tx.db);
  if (rights.active) return;
  // What he should have heard is no business of his any more, should he ever come back.
  for (const table of [sql.table('sessions'), sql.table('notices')])
    await sql`delete from ${table} where workspace_id = ${workspaceId} and operator_id = ${operatorId}`.execute(
      tx.db,
    );
}

/** Colleagues see the role and whether he is there; he himself gets his new scope. */
async function tell(tx: Tx, workspaceId: string, { operator, rights }: OperatorRights): Promise<void> {
  const { role, lineIds, branchIds } = rights;
  await appendToFeed(tx, workspaceId, [
    {
      change: { type: 'directory', entry: { kind: 'operator', row: operator } },
      audience: { kind: 'everybody' },
    },
    {
      change: { type: 'scope', scope: { operatorId: operator.id, role, lineIds, branchIds } },
      audience: { kind: 'operator', operatorId: operator.id },
    },
  ]);
}
