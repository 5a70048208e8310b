/**
 * Dialogs of colleagues who work here no more. Switching one off releases his in the same transaction; what he pressed, or was given,
 * in that very moment is found here, and what earlier versions of the hub left behind.
 */
import { sql } from 'kysely';
import type { Bus } from '../bus/bus.ts';
import { topics } from '../bus/topics.ts';
import { releaseDialogs } from '../company/release.ts';
import { lockDialog, transaction, type Db, type Tx } from '../db/transaction.ts';
import { eachApart } from './each-apart.ts';

export interface UnownedDeps {
  db: Db;
  bus: Bus;
  now(): number;
  newId(): string;
}

interface Unowned {
  id: string;
  operator_id: string;
}

/** Most dialogs released in one round. */
const ROUND = 200;

/**
 * Several hubs may do it at once: each dialog is released once.
 * @returns how many were released
 * @throws when some could not be, after all others were
 */
export async function releaseUnowned(deps: UnownedDeps, workspaceId: string): Promise<number> {
  const { rows } = await sql<Unowned>`
    select d.id, o.id as operator_id from operators o
    join dialogs d on d.workspace_id = o.workspace_id and d.status <> 'closed' and d.responsible_id = o.id
    where o.workspace_id = ${workspaceId} and not o.active
    union
    select d.id, o.id from dialogs d
    join operators o on o.workspace_id = d.workspace_id and o.id = any(d.participant_ids) and not o.active
    where d.workspace_id = ${workspaceId} and d.status <> 'closed' and d.participant_ids <> '{}'
    limit ${ROUND}`.execute(deps.db);
  const release = (one: Unowned) => transaction(deps.db, (tx) => releaseOne(tx, deps, workspaceId, one));
  return eachApart(rows, release, 'released');
}

async function releaseOne(tx: Tx, deps: UnownedDeps, workspaceId: string, one: Unowned): Promise<boolean> {
  const { id, operator_id: operatorId } = one;
  await lockDialog(tx, workspaceId, id);
  // Released by somebody else, or switched on again, while we waited for the lock.
  const row = await tx.db
    .selectFrom('dialogs as d')
    .innerJoin('operators as o', (join) =>
      join.onRef('o.workspace_id', '=', 'd.workspace_id').on('o.id', '=', operatorId),
    )
    .selectAll('d')
    .where('d.workspace_id', '=', workspaceId)
    .where('d.id', '=', id)
    .where('o.active', '=', false)
    .executeTakeFirst();
  if (!row) return false;
  const release = { workspaceId, operatorId, byId: null, now: deps.now(), newId: () => deps.newId() };
  const released = (await releaseDialogs(tx, [row], release)) > 0;
  if (released) tx.afterCommit(() => deps.bus.publish(topics.feed, workspaceId));
  return released;
}
