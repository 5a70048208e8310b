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
  /** These three stand in the first row only. */
  epoch: string | null;
  kept_from: string | null;
  waiting: boolean | null;
  xid: string | null;
  type: StoredChange['type'];
  dialog_id: string | null;
  json: string | null;
  /** As the row before of this dialog and type: then the audiences are not said again. */
  seen_as_before: boolean;
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
  const { epoch } = first;
  const waiting = first.waiting === true;
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
  // PostgreSQL 15 there is none for xid8. Who sees a message takes more room than the message, and is so for all of its dialog.
  // Rows are compared as they lie there (`*=`): what looks different and is the same is only told once more.
  const { rows } = await sql<Row>`${prepared}
    with page as materialized (
      select * from feed_rows(${workspaceId}, ${String(from)}::xid8, ${limit})
        with ordinality as page (horizon, waiting, at_xid, type, dialog_id, entry, seen_by, seen_before, sight_kept, operator, n)
    ), told as materialized (
      select n,
        coalesce(type = 'dialog' and lead(at_xid) over same < (select at_xid from page order by n desc limit 1)
          and lead(sight_kept) over same and row(seen_by, operator)::record *= row(lead(seen_by) over same, lead(operator) over same)::record, false) as again,
        seen_by is not null and row(seen_by, seen_before, operator)::record
          *= row(lag(seen_by) over same, lag(seen_before) over same, lag(operator) over same)::record as seen_as_before
      from page window same as (partition by dialog_id, type order by n)
    )
    select case when n = 1 then waiting end as waiting, at_xid::text as xid, type, dialog_id,
      case when not again then entry::text end as json, seen_as_before,
      case when not seen_as_before then seen_by::text end as audiences,
      case when not seen_as_before then seen_before::text end as previous_audience,
      operator::text as operator_id, state.epoch, state.kept_from::text
    from page join told using (n)
    left join feed_state state on state.workspace_id = ${workspaceId} and n = 1
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
  const latest = new Map<string, FeedAudience>();
  return rows.flatMap((row) => {
    if (row.xid === null) return [];
    const { type, json, dialog_id: dialogId } = row;
    const place = `${type} ${dialogId}`;
    const audience = row.seen_as_before ? latest.get(place) : toAudience(row, parse);
    if (!audience) throw new Error('A row of the feed is seen as one that is not there');
    latest.set(place, audience);
    return [{ xid: BigInt(row.xid), type, dialogId, json, audience }];
  });
}

function toAudience(row: Row, parse: (text: string) => unknown): FeedAudience {
  if (row.operator_id !== null) return { kind: 'operator', operatorId: row.operator_id };
  if (row.audiences === null) return { kind: 'everybody' };
  const before = row.previous_audience === null ? null : (parse(row.previous_audience) as PreviousAudience);
  return { kind: 'dialog', now: parse(row.audiences) as Audience[], before };
}
