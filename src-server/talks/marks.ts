/** How far people have read talks of the team, and how often what they have not read names them. */
import { sql } from 'kysely';
import type { Message } from '#shared/domain/message.ts';
import { seesTalk, type Talk, type TalkMark } from '#shared/domain/talk.ts';
import type { Role } from '#shared/domain/directory.ts';
import type { Db, Tx } from '../db/transaction.ts';
import { toMark, type TalkMarkRow } from './rows.ts';

export async function findMark(
  db: Db,
  workspaceId: string,
  operatorId: string,
  talkId: string,
): Promise<TalkMark | null> {
  const row = await db
    .selectFrom('talk_marks')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('operator_id', '=', operatorId)
    .where('talk_id', '=', talkId)
    .executeTakeFirst();
  return row ? toMark(row) : null;
}

/** What follows a mark: the person's own messages, and those that name him. */
export async function countAfter(
  db: Db,
  workspaceId: string,
  operatorId: string,
  { talkId, seq }: TalkMark,
): Promise<Pick<TalkMark, 'own' | 'mentions'>> {
  const { rows } = await sql<{ own: number; mentions: number }>`
    select (count(*) filter (where author_id = ${operatorId}))::int as own,
      (count(*) filter (where mentions @> array[${operatorId}::uuid]))::int as mentions
    from talk_messages where workspace_id = ${workspaceId} and talk_id = ${talkId} and seq > ${seq}`.execute(
    db,
  );
  return rows[0] ?? { own: 0, mentions: 0 };
}

export async function writeMark(
  db: Db,
  workspaceId: string,
  operatorId: string,
  { talkId, ...mark }: TalkMark,
): Promise<void> {
  await db
    .insertInto('talk_marks')
    .values({ workspace_id: workspaceId, operator_id: operatorId, talk_id: talkId, ...mark })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'operator_id', 'talk_id']).doUpdateSet(mark))
    .execute();
}

type OwnedMark = TalkMark & { operatorId: string };

const owned = (row: TalkMarkRow): OwnedMark => ({ ...toMark(row), operatorId: row.operator_id });

/**
 * Counts a message with those whom it names: a new one, or one that was changed, where they have not read it yet. Who does not see the
 * talk, or works here no more, is not called.
 */
export async function mentionMarks(
  db: Db,
  workspaceId: string,
  talk: Talk,
  { mentions, seq }: Pick<Message, 'mentions' | 'seq'>,
): Promise<OwnedMark[]> {
  if (mentions.length === 0) return [];
  const { rows: people } = await sql<{
    id: string;
    role: Role;
    line_ids: string[];
    branch_ids: string[];
  }>`
    select o.id, o.role,
      array(select line_id from line_members m where m.workspace_id = o.workspace_id and m.operator_id = o.id) as line_ids,
      array(select branch_id from branch_members m where m.workspace_id = o.workspace_id and m.operator_id = o.id) as branch_ids
    from operators o
    where o.workspace_id = ${workspaceId} and o.active and o.id = any(${mentions}::uuid[])`.execute(db);
  const called = people
    .filter(({ id: operatorId, role, line_ids: lineIds, branch_ids: branchIds }) =>
      seesTalk({ operatorId, role, lineIds, branchIds }, talk.place),
    )
    .map(({ id }) => id);
  if (called.length === 0) return [];
  const { rows } = await sql<TalkMarkRow>`
    insert into talk_marks as k (workspace_id, operator_id, talk_id, seq, own, mentions, rev)
    select ${workspaceId}::uuid, id, ${talk.id}::uuid, 0, 0, 1, 1 from unnest(${called}::uuid[]) called(id)
    on conflict (workspace_id, operator_id, talk_id) do update set mentions = k.mentions + 1, rev = k.rev + 1
      where k.seq < ${seq}
    returning k.*`.execute(db);
  return rows.map(owned);
}

/** A message is gone, or names some people no more: those who had not read it are called by it no more. */
export async function unmention(
  db: Db,
  workspaceId: string,
  message: Pick<Message, 'dialogId' | 'mentions' | 'seq'>,
): Promise<OwnedMark[]> {
  if (message.mentions.length === 0) return [];
  const { rows } = await sql<TalkMarkRow>`
    update talk_marks k set mentions = k.mentions - 1, rev = k.rev + 1
    where k.workspace_id = ${workspaceId} and k.talk_id = ${message.dialogId} and k.seq < ${message.seq}
      and k.mentions > 0 and k.operator_id = any(${message.mentions}::uuid[])
    returning k.*`.execute(db);
  return rows.map(owned);
}

/**
 * Whoever comes to see a line's talk has nothing of its past to catch up with. Part of the change of his rights, so that no word is said
 * between the two; the new rights make his clients ask for everything anew, so nobody has to be told.
 */
export async function beginMarks(tx: Tx, workspaceId: string, operatorId: string): Promise<void> {
  await sql`
    insert into talk_marks (workspace_id, operator_id, talk_id, seq, own, mentions, rev)
    select t.workspace_id, o.id, t.id, t.last_seq, 0, 0, 1
    from talks t join operators o on o.workspace_id = t.workspace_id and o.id = ${operatorId}
    where t.workspace_id = ${workspaceId} and t.kind = 'line' and (o.role = 'admin'
      or exists (select from line_members m
        where m.workspace_id = t.workspace_id and m.operator_id = o.id and m.line_id = t.line_id)
      or (o.role = 'senior' and exists (select from branch_members m
        where m.workspace_id = t.workspace_id and m.operator_id = o.id and m.branch_id = t.branch_id)))
    on conflict do nothing`.execute(tx.db);
}
