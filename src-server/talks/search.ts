import { sql } from 'kysely';
import type { Scope } from '#shared/domain/scope.ts';
import type { SearchQuery } from '#shared/lib/search-query.ts';
import type { TalkHit } from '#shared/wire/http/search.ts';
import type { Db } from '../db/transaction.ts';
import { messageQuery } from '../search/words-sql.ts';
import { toTalk, toTalkMessage, type TalkMessageRow, type TalkRow } from './rows.ts';
import { talkVisible } from './scope-sql.ts';

const MOST = 20;

/** The newest messages of the team with these words, in talks that the scope sees. */
export async function findInTalks(
  db: Db,
  { workspaceId, scope, query }: { workspaceId: string; scope: Scope; query: SearchQuery },
): Promise<TalkHit[]> {
  const { rows } = await sql<TalkMessageRow>`
    select m.* from talk_messages m join talks t on t.workspace_id = m.workspace_id and t.id = m.talk_id
    where m.workspace_id = ${workspaceId} and search_words(m.text) @@ (${messageQuery(query)}) and ${talkVisible(scope)}
    order by m.at desc, m.id desc limit ${MOST}`.execute(db);
  if (rows.length === 0) return [];
  const found: TalkRow[] = await db
    .selectFrom('talks')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', [...new Set(rows.map((row) => row.talk_id))])
    .execute();
  const talks = new Map(found.map((row) => [row.id, toTalk(row)]));
  return rows.flatMap((row) => {
    const talk = talks.get(row.talk_id);
    return talk ? [{ message: toTalkMessage(row), talk }] : [];
  });
}
