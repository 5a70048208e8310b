/** Reading talks of the team: for the snapshot, and older messages on demand. */
import { sql } from 'kysely';
import type { MessagePage } from '#shared/domain/bundle.ts';
import type { Scope } from '#shared/domain/scope.ts';
import { seesTalk, type Talk, type TalkBundle } from '#shared/domain/talk.ts';
import { PAGE_MESSAGES } from '#shared/wire/protocol.ts';
import { clampSeq } from '../db/seq.ts';
import type { Db } from '../db/transaction.ts';
import { toMark, toTalk, toTalkMessage, type TalkMessageRow, type TalkRow } from './rows.ts';
import { talkVisible } from './scope-sql.ts';

/** So many talks come with their newest messages; those of older ones are asked for when somebody looks. */
const WITH_MESSAGES = 60;

/** All talks in scope, those that were spoken in last first. */
export async function loadTalks(db: Db, workspaceId: string, scope: Scope): Promise<TalkBundle[]> {
  const { rows } = await sql<TalkRow>`
    select t.* from talks t where t.workspace_id = ${workspaceId} and ${talkVisible(scope)}
    order by t.last_activity_at desc, t.id`.execute(db);
  const talks = rows.map(toTalk);
  const marks = await db
    .selectFrom('talk_marks')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('operator_id', '=', scope.operatorId)
    .execute();
  const byTalk = new Map(marks.map((row) => [row.talk_id, toMark(row)]));
  const newest = await loadNewest(db, workspaceId, talks.slice(0, WITH_MESSAGES));
  return talks.map((talk) => ({
    talk,
    mark: byTalk.get(talk.id) ?? null,
    messages: (newest.get(talk.id) ?? []).map(toTalkMessage),
  }));
}

/** Bounded by what was read of the talk just before: its messages must not run ahead of it. */
async function loadNewest(
  db: Db,
  workspaceId: string,
  talks: readonly Talk[],
): Promise<Map<string, TalkMessageRow[]>> {
  if (talks.length === 0) return new Map();
  const wanted = JSON.stringify(talks.map(({ id, lastSeq }) => ({ id, upto: lastSeq })));
  const { rows } = await sql<TalkMessageRow>`
    select page.* from jsonb_to_recordset(${wanted}::jsonb) as wanted(id uuid, upto int)
    cross join lateral (
      select * from talk_messages m
      where m.workspace_id = ${workspaceId} and m.talk_id = wanted.id and m.seq <= wanted.upto
      order by m.seq desc limit ${PAGE_MESSAGES}
    ) page
    order by page.talk_id, page.seq`.execute(db);
  return Map.groupBy(rows, (row) => row.talk_id);
}

export async function findTalk(db: Db, workspaceId: string, talkId: string): Promise<Talk | null> {
  const row = await db
    .selectFrom('talks')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', talkId)
    .executeTakeFirst();
  return row ? toTalk(row) : null;
}

/**
 * @param before the messages next before this seq; null: the newest
 * @returns null when the talk is not there or not in scope: ids must not be probed
 */
export async function talkHistory(
  db: Db,
  who: { workspaceId: string; scope: Scope },
  talkId: string,
  before: number | null,
  limit: number,
): Promise<MessagePage | null> {
  const { workspaceId, scope } = who;
  const talk = await findTalk(db, workspaceId, talkId);
  if (!talk || !seesTalk(scope, talk.place)) return null;
  const rows = await db
    .selectFrom('talk_messages')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('talk_id', '=', talkId)
    .$if(before !== null, (query) => query.where('seq', '<', clampSeq(before ?? 0)))
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute();
  return { dialogId: talkId, messages: rows.toReversed().map(toTalkMessage) };
}
