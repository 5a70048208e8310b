import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/**
 * A page of the feed, always along its primary key. Left to itself the planner takes the rest of the feed for a few rows (it knows nothing
 * of the horizon, and its statistics are behind what was just written), and sorts all of it for every page: catching up would
 * take the square of what was missed.
 */
export const feedPage: Migration = {
  number: 8,
  name: 'feed-page',
  up: [
    sql`create function feed_page(workspace uuid, since xid8, most int)
    returns table (horizon xid8, waiting boolean, at_xid xid8, entry jsonb, seen_by jsonb, seen_before jsonb, operator uuid)
    language plpgsql stable parallel safe rows 500
    set enable_sort = off set enable_bitmapscan = off set enable_seqscan = off
    as $$
    begin
      return query
      with edge as materialized (select pg_snapshot_xmin(pg_current_snapshot()) as xmin),
      beyond as materialized (
        select exists (
          select 1 from feed above, edge where above.workspace_id = workspace and above.xid >= edge.xmin
        ) as waiting
      )
      select edge.xmin, beyond.waiting, page.xid, page.change, page.audiences, page.previous_audience, page.operator_id
      from edge cross join beyond left join lateral (
        select f.xid, f.n, f.change, f.audiences, f.previous_audience, f.operator_id from feed f
        where f.workspace_id = workspace and f.xid >= since and f.xid < edge.xmin
        order by f.xid, f.n limit most
      ) page on true
      order by page.xid, page.n;
    end $$`,
  ],
};
