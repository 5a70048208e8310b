import { sql } from 'kysely';
import type { Audience } from '#shared/domain/scope.ts';
import { prepared } from '../db/prepared.ts';
import type { Db } from '../db/transaction.ts';
import type { FeedAudience, FeedEntry, PreviousAudience, StoredChange } from './entry.ts';

export interface FeedPage {
  /** Whole transactions, in order. */
  entries: FeedEntry[];
  /** Right after the last entry that was read, by this page or those before it. */
  next: bigint;
  /** There is more to read at once. */
  more: boolean;
  /** Something lies above the horizon: an older transaction is still open, and when it ends there is more. */
  waiting: boolean;
  /** The life of the feed that was read; null for a workspace that has none. */
  epoch: string | null;
  /** From here on the feed was whole when the page was read; what was asked for from below it may have been pruned. */
  keptFrom: bigint;
}

interface Row {
  epoch: string | null;
  kept_from: string | null;
  waiting: boolean;
  xid: string | null;
  type: StoredChange['type'];
  dialog_id: string | null;
  json: string | null;
  audiences: string | null;
  previous_audience: string | null;
  operator_id: string | null;
}

/**
 * Reads what happened from `from` on, as far as nothing can appear in between any more: below the oldest transaction that
 * is still running (docs/decisions/002). Horizon, rows and what is kept are seen by one snapshot, because they are read by one statement.
 * A dialog comes without its row when the same page has a later one, and nobody has gained or lost sight of it in between: a busy one is
 * told of with each of its messages. The next page begins after the last entry and not at the horizon: a database that crashes gives out again the ids of which
 * nothing had reached its disk.
 * @param limit entries at most; one transaction that is larger comes whole
 */
export async function readFeed(db: Db, workspaceId: string, from: bigint, limit: number): Promise<FeedPage> {
  const rows = await query(db, workspaceId, from, limit + 1);
  const [first] = rows;
  if (!first) throw new Error('The horizon of the feed could not be read');
  const { waiting, epoch } = first;
  const keptFrom = BigInt(first.kept_from ?? 0);
  const entries = toEntries(rows);
  if (entries.length <= limit) {
    return { entries, next: after(entries, from), more: false, waiting, epoch, keptFrom };
  }
  // Cut where a transaction ends. The one that was cut off may be larger than the limit.
  const last = entries.at(-1)?.xid;
  const whole = entries.filter((entry) => entry.xid !== last);
  if (whole.length === 0) return readFeed(db, workspaceId, from, limit * 4);
  return { entries: whole, next: after(whole, from), more: true, waiting, epoch, keptFrom };
}

function after(entries: readonly FeedEntry[], from: bigint): bigint {
  const last = entries.at(-1);
  return last ? last.xid + 1n : from;
}

async function query(db: Db, workspaceId: string, from: bigint, limit: number): Promise<Row[]> {
  // The function keeps the order of the feed's key; only the outer statement's snapshot counts, inside and out.
  // A page may be cut before its last transaction, so nothing is left out for the sake of what is in that. Not max(): before
  // PostgreSQL 15 there is none for xid8.
  const { rows } = await sql<Row>`${prepared}
    select waiting, at_xid::text as xid, entry->>'type' as type,
      coalesce(entry->'dialog'->>'id', entry->'message'->>'dialogId') as dialog_id,
      case when not coalesce(entry->>'type' = 'dialog' and lead(at_xid) over told < last_value(at_xid) over whole
        and lead(seen_by) over told = seen_by and lead(seen_before) over told = seen_by->0, false) then entry::text end as json,
      seen_by::text as audiences, seen_before::text as previous_audience, operator::text as operator_id,
      state.epoch, state.kept_from::text
    from feed_page(${workspaceId}, ${String(from)}::xid8, ${limit})
      with ordinality as page (horizon, waiting, at_xid, entry, seen_by, seen_before, operator, n)
    left join feed_state state on state.workspace_id = ${workspaceId}
    window told as (partition by entry->'dialog'->>'id' order by n),
      whole as (order by n rows between unbounded preceding and unbounded following)
    order by n`.execute(db);
  return rows;
}

function toEntries(rows: readonly Row[]): FeedEntry[] {
  // Hundreds of changes are for the same few audiences.
  const parsed = new Map<string, unknown>();
  const parse = (text: string): unknown => {
    if (!parsed.has(text)) parsed.set(text, JSON.parse(text));
    return parsed.get(text);
  };
  return rows.flatMap((row) => {
    if (row.xid === null) return [];
    const { type, json, dialog_id: dialogId } = row;
    return [{ xid: BigInt(row.xid), type, dialogId, json, audience: toAudience(row, parse) }];
  });
}

function toAudience(row: Row, parse: (text: string) => unknown): FeedAudience {
  if (row.operator_id !== null) return { kind: 'operator', operatorId: row.operator_id };
  if (row.audiences === null) return { kind: 'everybody' };
  const before = row.previous_audience === null ? null : (parse(row.previous_audience) as PreviousAudience);
  return { kind: 'dialog', now: parse(row.audiences) as Audience[], before };
}
