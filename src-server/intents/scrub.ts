import { sql } from 'kysely';
import type { Db } from '../db/transaction.ts';

/** Where each workspace's last round of this hub ended: the next one need not begin again for nothing. */
export type Scrubbed = Map<string, string>;

/**
 * Takes the words of deleted messages out of what the feed keeps of the time before: of the messages themselves, of answers that
 * quote them and of the summaries of their dialogs and of the team's talks. Whoever reads these entries reads of the deletion after them, so nothing is shown otherwise for
 * it. Looks through all that is kept only when something was deleted since it last looked.
 * @returns how many entries were changed
 */
export async function scrubFeed(db: Db, workspaceId: string, scrubbed: Scrubbed): Promise<number> {
  const since = scrubbed.get(workspaceId) ?? '0';
  // What is still being written lies above it, and is found the next time.
  const horizon = await sql<{
    xmin: string;
  }>`select pg_snapshot_xmin(pg_current_snapshot())::text as xmin`.execute(db);
  const { rows } = await sql<{ id: string; dialog_id: string; seq: number }>`
    select distinct change->'message'->>'id' as id, change->'message'->>'dialogId' as dialog_id,
      (change->'message'->>'seq')::int as seq
    from feed
    where workspace_id = ${workspaceId} and xid >= ${since}::xid8 and type in ('message', 'talkMessage')
      and change->'message'->'body'->>'kind' = 'deleted'`.execute(db);
  await scrubNotices(db, workspaceId, since);
  const done = (): void => void scrubbed.set(workspaceId, horizon.rows[0]?.xmin ?? '0');
  if (rows.length === 0) {
    done();
    return 0;
  }
  const { rows: changed } = await sql`
    with gone as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g(id text, dialog_id text, seq int)),
    clean as (
      -- One that was deleted may quote another: first of all it is itself.
      select distinct on (f.xid, f.n) f.xid, f.n, case
        when f.change->'message'->>'id' = gone.id
          then jsonb_set(jsonb_set(f.change, '{message,body}', '{"kind": "text", "text": "", "attachments": []}'), '{message,replyTo}', 'null') #- '{message,form}'
        when f.change->>'type' in ('message', 'talkMessage')
          then jsonb_set(jsonb_set(f.change, '{message,replyTo,preview}', '""'), '{message,replyTo,files}', 'null')
        when f.change->>'type' = 'talk'
          then jsonb_set(jsonb_set(f.change, '{talk,lastMessage,preview}', '""'), '{talk,lastMessage,files}', 'null')
        else jsonb_set(jsonb_set(f.change, '{dialog,lastMessage,preview}', '""'), '{dialog,lastMessage,files}', 'null')
      end as change
      from feed f join gone on
        (f.change->'message'->>'id' = gone.id and f.change->'message'->'body'->>'kind' = 'text')
        or f.change->'message'->'replyTo'->>'messageId' = gone.id
        or (f.change->'dialog'->>'id' = gone.dialog_id and f.change->'dialog'->'lastMessage'->>'seq' = gone.seq::text)
        or (f.change->'talk'->>'id' = gone.dialog_id and f.change->'talk'->'lastMessage'->>'seq' = gone.seq::text)
      where f.workspace_id = ${workspaceId}
      order by f.xid, f.n, (f.change->'message'->>'id' = gone.id) desc nulls last
    )
    update feed set change = clean.change from clean
    where feed.workspace_id = ${workspaceId} and feed.xid = clean.xid and feed.n = clean.n
      and feed.change is distinct from clean.change
    returning 1`.execute(db);
  done();
  return changed.length;
}

/** Notices that were told anew without their words: so were those told before. */
async function scrubNotices(db: Db, workspaceId: string, since: string): Promise<void> {
  await sql`
    with gone as materialized (
      select distinct change->'notice'->>'id' as id from feed
      where workspace_id = ${workspaceId} and xid >= ${since}::xid8 and type = 'notice'
        and change->'notice'->>'text' = '' and (change->'notice'->>'rev')::int > 1
    )
    update feed f set change = jsonb_set(f.change, '{notice,text}', '""') from gone
    where f.workspace_id = ${workspaceId} and f.change->'notice'->>'id' = gone.id
      and f.change->'notice'->>'text' <> ''`.execute(db);
}
