/** One life of the feed. Cursors of another life are worthless, and saying so is what epochs are for. */
import { randomBytes } from 'node:crypto';
import { sql, type RawBuilder } from 'kysely';
import type { Cursor, Position } from '#shared/domain/cursor.ts';
import { appendToFeed } from './append.ts';
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

/**
 * Also for a workspace that was just made.
 * @throws when there is no such workspace
 */
export async function beginEpoch(tx: Tx, workspaceId: string, cluster?: string): Promise<void> {
  const epoch = randomBytes(9).toString('base64url');
  const place = cluster ?? (await clusterOf(tx));
  await tx.db.deleteFrom('feed').where('workspace_id', '=', workspaceId).execute();
  await sql`insert into feed_state (workspace_id, epoch, cluster, kept_from)
    values (${workspaceId}, ${epoch}, ${place}, pg_snapshot_xmin(pg_current_snapshot()))
    on conflict (workspace_id) do update
    set epoch = excluded.epoch, cluster = excluded.cluster, kept_from = excluded.kept_from`.execute(tx.db);
  // A feed without a change has no end to read on from but its beginning, before all that was written in this transaction.
  const workspace = await tx.db
    .selectFrom('workspaces')
    .select(['id', 'name', 'rev'])
    .where('id', '=', workspaceId)
    .executeTakeFirstOrThrow();
  const change = { type: 'directory', entry: { kind: 'workspace', row: workspace } } as const;
  await appendToFeed(tx, workspaceId, [{ change, audience: { kind: 'everybody' } }]);
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

/**
 * Where who has read everything until now reads on: right after the last change that nothing can come before any more.
 * @throws when the workspace does not exist
 */
export async function feedEnd(db: Db, workspaceId: string): Promise<Cursor> {
  const { epoch, newest } = await ends(
    db,
    workspaceId,
    sql`and xid < pg_snapshot_xmin(pg_current_snapshot())`,
  );
  return { epoch, xid: String(newest + 1n) };
}

/**
 * Of what is in the tables already: whoever has read so far has it, and everybody does read so far. Ids of transactions
 * that changed nothing are no places in the feed.
 * @throws when the workspace does not exist
 */
export async function newestPosition(db: Db, workspaceId: string): Promise<Position> {
  const { epoch, newest } = await ends(db, workspaceId, sql``);
  return { epoch, xid: String(newest) };
}

async function ends(
  db: Db,
  workspaceId: string,
  below: RawBuilder<unknown>,
): Promise<{ epoch: string; newest: bigint }> {
  // Not max(): before PostgreSQL 15 there is none for xid8.
  const { rows } = await sql<{ epoch: string; kept_from: string; last: string | null }>`
    select epoch, kept_from::text, (
      select xid from feed where workspace_id = ${workspaceId} ${below} order by xid desc limit 1
    )::text as last from feed_state where workspace_id = ${workspaceId}`.execute(db);
  const [row] = rows;
  if (!row) throw new Error(`There is no workspace ${workspaceId}`);
  const [last, pruned] = [BigInt(row.last ?? 0), BigInt(row.kept_from) - 1n];
  return { epoch: row.epoch, newest: last > pruned ? last : pruned };
}
