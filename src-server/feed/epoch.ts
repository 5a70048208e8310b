/** One life of the feed. Cursors of another life are worthless, and saying so is what epochs are for. */
import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Cursor } from '#shared/wire/cursor.ts';
import { lock, transaction, type Db, type Tx } from '../db/transaction.ts';

/**
 * Begins a new epoch where the database is not the one in which the old epoch was begun: restored from a dump, copied,
 * or promoted after a failure. Transaction ids start anew or fork there. Run at start-up, after the migrations.
 */
export function ensureEpochs(db: Db): Promise<void> {
  return transaction(db, async (tx) => {
    await lock(tx, 'epochs');
    const cluster = await clusterOf(tx);
    const workspaces = await tx.db
      .selectFrom('workspaces')
      .leftJoin('feed_state', 'feed_state.workspace_id', 'workspaces.id')
      .select(['workspaces.id', 'feed_state.cluster'])
      .execute();
    for (const workspace of workspaces) {
      if (workspace.cluster !== cluster) await beginEpoch(tx, workspace.id, cluster);
    }
  });
}

/** Also for a workspace that was just made. */
export async function beginEpoch(tx: Tx, workspaceId: string, cluster?: string): Promise<void> {
  const epoch = randomBytes(9).toString('base64url');
  const place = cluster ?? (await clusterOf(tx));
  await tx.db.deleteFrom('feed').where('workspace_id', '=', workspaceId).execute();
  await sql`insert into feed_state (workspace_id, epoch, cluster, kept_from)
    values (${workspaceId}, ${epoch}, ${place}, pg_snapshot_xmin(pg_current_snapshot()))
    on conflict (workspace_id) do update
    set epoch = excluded.epoch, cluster = excluded.cluster, kept_from = excluded.kept_from`.execute(tx.db);
}

/** System identifier, timeline and database. Where a hosted database hides them, what it is called has to do. */
async function clusterOf(tx: Tx): Promise<string> {
  await sql`savepoint cluster`.execute(tx.db);
  try {
    const { rows } = await sql<{ cluster: string }>`
      select s.system_identifier || '/' || c.timeline_id || '/' ||
        (select oid from pg_database where datname = current_database()) as cluster
      from pg_control_system() s, pg_control_checkpoint() c`.execute(tx.db);
    return rows[0]?.cluster ?? 'unknown';
  } catch {
    await sql`rollback to savepoint cluster`.execute(tx.db);
    return 'unknown';
  }
}

export interface FeedState {
  epoch: string;
  keptFrom: bigint;
}

/** @throws when the workspace does not exist */
export async function feedState(db: Db, workspaceId: string): Promise<FeedState> {
  const row = await db
    .selectFrom('feed_state')
    .select(['epoch', 'kept_from'])
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirstOrThrow();
  return { epoch: row.epoch, keptFrom: BigInt(row.kept_from) };
}

export type CursorVerdict = 'good' | 'other_epoch' | 'ahead_of_hub' | 'too_old';

/** Whether reading on from a cursor gives a whole feed. Pure. @param newest the first transaction id not given out yet */
export function judgeCursor(cursor: Cursor, state: FeedState, newest: bigint): CursorVerdict {
  if (cursor.epoch !== state.epoch) return 'other_epoch';
  const xid = BigInt(cursor.xid);
  if (xid > newest) return 'ahead_of_hub';
  return xid < state.keptFrom ? 'too_old' : 'good';
}

/** The first transaction id that has not been given out yet. */
export async function newestXid(db: Db): Promise<bigint> {
  const { rows } = await sql<{ xmax: string }>`
    select pg_snapshot_xmax(pg_current_snapshot())::text as xmax`.execute(db);
  return BigInt(rows[0]?.xmax ?? 0);
}
