/** Who is connected, over all hub processes: each writes down its own, and counts the rows of those that live. */
import { sql } from 'kysely';
import type { Connected } from '#shared/domain/presence.ts';
import { isPresent } from '../bus/presence.ts';
import { prepared } from '../db/prepared.ts';
import type { Db } from '../db/transaction.ts';

/** Makes the rows of this hub what they should be. Costs a read when they are already. */
export async function writeConnected(
  db: Db,
  place: { workspaceId: string; instance: number },
  mine: readonly Connected[],
): Promise<void> {
  const { workspaceId, instance } = place;
  await sql`${prepared}
    with mine as materialized (
      select "operatorId" as operator_id, to_timestamp(since / 1000.0) as since, to_timestamp("idleSince" / 1000.0) as idle_since
      from jsonb_to_recordset(${JSON.stringify(mine)}::jsonb) as m("operatorId" uuid, since float8, "idleSince" float8)
    ),
    gone as (
      delete from operator_connections c where workspace_id = ${workspaceId} and instance = ${instance}
        and not exists (select from mine where mine.operator_id = c.operator_id)
    )
    insert into operator_connections as c (workspace_id, instance, operator_id, since, idle_since)
    select ${workspaceId}::uuid, ${instance}::int, mine.* from mine
    where not exists (
      select from operator_connections k where k.workspace_id = ${workspaceId} and k.instance = ${instance}
        and k.operator_id = mine.operator_id and k.since = mine.since and k.idle_since is not distinct from mine.idle_since
    )
    on conflict (workspace_id, instance, operator_id)
    do update set since = excluded.since, idle_since = excluded.idle_since`.execute(db);
}

interface Row {
  operator_id: string;
  instance: number;
  since: number;
  idle_since: number | null;
}

/** Everybody of a workspace who is connected to a living hub, and those hubs. */
export async function readConnected(
  db: Db,
  workspaceId: string,
): Promise<{ here: Map<string, Connected>; instances: Set<number> }> {
  const { rows } = await sql<Row>`${prepared}
    select operator_id, instance, (extract(epoch from since) * 1000)::float8 as since,
      (extract(epoch from idle_since) * 1000)::float8 as idle_since
    from operator_connections c where workspace_id = ${workspaceId} and ${isPresent(sql.ref('c.instance'))}`.execute(
    db,
  );
  const here = new Map<string, Connected>();
  for (const row of rows) {
    const one = {
      operatorId: row.operator_id,
      since: Math.round(row.since),
      idleSince: rounded(row.idle_since),
    };
    const other = here.get(row.operator_id);
    here.set(row.operator_id, other ? together(one, other) : one);
  }
  return { here, instances: new Set(rows.map((row) => row.instance)) };
}

/** Two devices, or two hubs, of one operator. Pure: there since the first, idle only when both are, since the last of them. */
export function together(a: Connected, b: Connected): Connected {
  return {
    operatorId: a.operatorId,
    since: Math.min(a.since, b.since),
    idleSince: a.idleSince === null || b.idleSince === null ? null : Math.max(a.idleSince, b.idleSince),
  };
}

function rounded(ms: number | null): number | null {
  return ms === null ? null : Math.round(ms);
}

/** What changed from one reading to the next. Pure. */
export function connectedNews(
  before: ReadonlyMap<string, Connected>,
  after: ReadonlyMap<string, Connected>,
): { here: Connected[]; gone: string[] } {
  const here = [...after.values()].filter((one) => {
    const known = before.get(one.operatorId);
    return !known || known.since !== one.since || known.idleSince !== one.idleSince;
  });
  return { here, gone: [...before.keys()].filter((id) => !after.has(id)) };
}

/** This hub ends: nobody is connected to it any more. */
export async function forgetConnected(db: Db, instance: number): Promise<void> {
  await db.deleteFrom('operator_connections').where('instance', '=', instance).execute();
}

/** Rows of hubs that were killed. They count for nobody; this only keeps the table small. */
export async function pruneConnected(db: Db): Promise<void> {
  await sql`delete from operator_connections c where not ${isPresent(sql.ref('c.instance'))}`.execute(db);
}
