import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/**
 * `feed_page` as in 8, which looked for what lies above the horizon in the whole feed: a horizon that comes out of a join is nothing an index
 * can be searched by, so that every look for news took as long as the feed was. All statements of a stable function see the
 * snapshot of the one that calls it.
 */
export const feedHorizon: Migration = {
  number: 20,
  name: 'feed-horizon',
  up: [
    sql`create or replace function feed_page(workspace uuid, since xid8, most int)
    returns table (horizon xid8, waiting boolean, at_xid xid8, entry jsonb, seen_by jsonb, seen_before jsonb, operator uuid)
    language plpgsql stable parallel safe rows 500
    set enable_sort = off set enable_bitmapscan = off set enable_seqscan = off
    as $$
    begin
      horizon := pg_snapshot_xmin(pg_current_snapshot());
      waiting := exists (select 1 from feed above where above.workspace_id = workspace and above.xid >= horizon);
      return query
      select horizon, waiting, f.xid, f.change, f.audiences, f.previous_audience, f.operator_id
      from feed f
      where f.workspace_id = workspace and f.xid >= since and f.xid < horizon
      order by f.xid, f.n limit most;
      if not found then
        return next;
      end if;
    end $$`,
  ],
};
