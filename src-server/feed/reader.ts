import { sql } from 'kysely';
import type { Audience } from '#shared/domain/scope.ts';
import type { Db } from '../db/transaction.ts';
import type { FeedAudience, FeedEntry, StoredChange } from './entry.ts';

export interface FeedPage {
  /** Whole transactions, in order. */
  entries: FeedEntry[];
  /** Everything below has been read, by this page and those before it. */
  next: bigint;
  /** There is more to read at once. */
  more: boolean;
  /** Something lies above the horizon: an older transaction is still open, and when it ends there is more. */
  waiting: boolean;
}

interface Row {
  xmin: string;
  waiting: boolean;
  xid: string | null;
  change: StoredChange | null;
  audiences: Audience[] | null;
  previous_audience: Audience | null;
  operator_id: string | null;
}

/**
 * Reads what happened from `from` on, as far as nothing can appear in between any more: below the oldest transaction that
 * is still running (docs/decisions/002). Horizon and rows are seen by one snapshot, because they are read by one statement.
 * @param limit entries at most; one transaction that is larger comes whole
 */
export async function readFeed(db: Db, workspaceId: string, from: bigint, limit: number): Promise<FeedPage> {
  const rows = await query(db, workspaceId, from, limit + 1);
  const [first] = rows;
  if (!first) throw new Error('The horizon of the feed could not be read');
  const xmin = BigInt(first.xmin);
  const entries = rows.flatMap(toEntry);
  if (entries.length <= limit) {
    return { entries, next: xmin > from ? xmin : from, more: false, waiting: first.waiting };
  }
  // Cut where a transaction ends. The one that was cut off may be larger than the limit.
  const last = entries.at(-1)?.xid;
  const whole = entries.filter((entry) => entry.xid !== last);
  if (whole.length === 0) return readFeed(db, workspaceId, from, limit * 4);
  return { entries: whole, next: last ?? from, more: true, waiting: first.waiting };
}

async function query(db: Db, workspaceId: string, from: bigint, limit: number): Promise<Row[]> {
  const { rows } = await sql<Row>`
    with horizon as materialized (select pg_snapshot_xmin(pg_current_snapshot()) as xmin)
    select horizon.xmin::text as xmin,
      exists (select 1 from feed above
        where above.workspace_id = ${workspaceId} and above.xid >= horizon.xmin) as waiting,
      page.xid::text as xid, page.change, page.audiences, page.previous_audience, page.operator_id
    from horizon left join lateral (
      select xid, n, change, audiences, previous_audience, operator_id from feed
      where workspace_id = ${workspaceId} and xid >= ${String(from)}::xid8 and xid < horizon.xmin
      order by xid, n limit ${limit}
    ) page on true
    order by page.xid, page.n`.execute(db);
  return rows;
}

function toEntry(row: Row): FeedEntry[] {
  if (row.xid === null || row.change === null) return [];
  return [{ xid: BigInt(row.xid), change: row.change, audience: toAudience(row) }];
}

function toAudience(row: Row): FeedAudience {
  if (row.operator_id !== null) return { kind: 'operator', operatorId: row.operator_id };
  if (row.audiences === null) return { kind: 'everybody' };
  return { kind: 'dialog', now: row.audiences, before: row.previous_audience };
}

/** The horizon now: everything below is over. */
export async function horizonOf(db: Db): Promise<bigint> {
  const { rows } = await sql<{ xmin: string }>`
    select pg_snapshot_xmin(pg_current_snapshot())::text as xmin`.execute(db);
  return BigInt(rows[0]?.xmin ?? 0);
}
