import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/**
 * What a reader wants to know of each row stands beside its JSON: two thousand of them are looked into for one page of who was away, and
 * looking into JSON took a third of that. `sight_kept`: nobody gained or lost sight of the dialog by this.
 *
 * The feed is written anew under a lock, some 18 µs a row. Whoever waited for that lock with an older snapshot finds it empty: a reader goes on
 * from the last entry it read, so it misses nothing by that.
 *
 * `feed_rows` is `feed_page` (20) with them; that one stays for hubs of before, which may go on beside this one for a while.
 */
export const feedRows: Migration = {
  number: 21,
  name: 'feed-rows',
  up: [
    sql`alter table feed
      add column type text collate "C" generated always as (change->>'type') stored,
      add column dialog_id uuid generated always as
        (coalesce(change->'dialog'->>'id', change->'message'->>'dialogId')::uuid) stored,
      add column sight_kept boolean generated always as (previous_audience = audiences->0) stored`,
    sql`create function feed_rows(workspace uuid, since xid8, most int)
    returns table (horizon xid8, waiting boolean, at_xid xid8, kind text, dialog uuid, entry jsonb,
      seen_by jsonb, seen_before jsonb, kept boolean, operator uuid)
    language plpgsql stable parallel safe rows 500
    set enable_sort = off set enable_bitmapscan = off set enable_seqscan = off
    as $$
    begin
      horizon := pg_snapshot_xmin(pg_current_snapshot());
      waiting := exists (select 1 from feed above where above.workspace_id = workspace and above.xid >= horizon);
      return query
      select horizon, waiting, f.xid, f.type, f.dialog_id, f.change, f.audiences, f.previous_audience, f.sight_kept, f.operator_id
      from feed f
      where f.workspace_id = workspace and f.xid >= since and f.xid < horizon
      order by f.xid, f.n limit most;
      if not found then
        return next;
      end if;
    end $$`,
  ],
};
