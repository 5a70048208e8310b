/** What a person does in a talk of the team, with authority. The caller holds the talk's lock and remembers the answer. */
import { sql } from 'kysely';
import type { Message } from '#shared/domain/message.ts';
import type { Refusal } from '#shared/domain/refusal.ts';
import type { Scope } from '#shared/domain/scope.ts';
import {
  emptyMark,
  emptyTalk,
  otherOf,
  seesTalk,
  talkIdOf,
  type Talk,
  type TalkMark,
} from '#shared/domain/talk.ts';
import { unquote } from '#shared/domain/transcript.ts';
import { namedMessage, type OnTalk } from '#shared/intents/all.ts';
import { applyToTalk } from '#shared/intents/apply-talk.ts';
import type { TalkEffect } from '#shared/intents/define-talk.ts';
import type { Db, Tx } from '../db/transaction.ts';
import type { NewEntry } from '../feed/append.ts';
import { attachable } from '../files/attach.ts';
import { talkEntries } from './entries.ts';
import { countAfter, findMark, mentionMarks, unmention, writeMark } from './marks.ts';
import { findTalk } from './read.ts';
import { talkMessageRow, talkRow, toTalkMessage } from './rows.ts';

export interface TalkActor {
  workspaceId: string;
  scope: Scope;
}

/** `entries`: what changed, for the feed; none when all was so before. */
export type CarriedOut = { ok: true; entries: NewEntry[] } | { ok: false; refusal: Refusal };

const NOT_FOUND: CarriedOut = { ok: false, refusal: { code: 'not_found' } };

export async function carryOutInTalk(
  tx: Tx,
  actor: TalkActor,
  intent: OnTalk,
  now: number,
): Promise<CarriedOut> {
  const { workspaceId, scope } = actor;
  const { operatorId, role } = scope;
  const talk =
    (await findTalk(tx.db, workspaceId, intent.args.talkId)) ??
    (await beginTalk(tx.db, workspaceId, intent, now));
  // Out of scope and not there answer alike: ids must not be probed.
  if (!talk || !seesTalk(scope, talk.place)) return NOT_FOUND;
  const said = await withKnownFiles(tx.db, actor, intent);
  if (!said.ok) return said;
  const before = {
    talk,
    mark: (await findMark(tx.db, workspaceId, operatorId, talk.id)) ?? emptyMark(talk.id),
  };
  const ctx = {
    intentId: intent.id,
    actor: { operatorId, role },
    now,
    message: await findMessage(tx.db, workspaceId, talk.id, namedMessage(intent)),
    left: await whoLeft(tx.db, workspaceId, talk, operatorId),
  };
  const applied = applyToTalk(ctx, before, said.intent);
  if (!applied.ok) return applied;
  return { ok: true, entries: await write(tx, actor, before, { ...applied.effect, replaced: ctx.message }) };
}

/** The first message makes its talk. Its id must be the one that follows from the place, whatever the client says. */
async function beginTalk(db: Db, workspaceId: string, intent: OnTalk, now: number): Promise<Talk | null> {
  if (intent.name !== 'talk.send') return null;
  const { talkId, place } = intent.args;
  if (talkIdOf(workspaceId, place) !== talkId) return null;
  if (place.kind === 'line') {
    const line = await db
      .selectFrom('lines')
      .select('id')
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', place.lineId)
      .where('branch_id', '=', place.branchId)
      .executeTakeFirst();
    return line ? emptyTalk(workspaceId, place, now) : null;
  }
  const members = await db
    .selectFrom('operators')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', place.memberIds)
    .execute();
  return members.length === place.memberIds.length ? emptyTalk(workspaceId, place, now) : null;
}

/** The intent with what the hub knows of its files in place of what the client said of them. */
async function withKnownFiles(
  db: Db,
  { workspaceId, scope }: TalkActor,
  intent: OnTalk,
): Promise<{ ok: true; intent: OnTalk } | { ok: false; refusal: Refusal }> {
  if (intent.name !== 'talk.send' || intent.args.attachments.length === 0) return { ok: true, intent };
  const ids = intent.args.attachments.map(({ id }) => id);
  const found = await attachable(db, { kind: 'operator', workspaceId, id: scope.operatorId }, ids);
  if (!found.ok) return { ok: false, refusal: { code: 'file_missing', fileId: found.fileId } };
  return { ok: true, intent: { ...intent, args: { ...intent.args, attachments: found.attachments } } };
}

async function findMessage(
  db: Db,
  workspaceId: string,
  talkId: string,
  messageId: string | null,
): Promise<Message | null> {
  if (messageId === null) return null;
  const row = await db
    .selectFrom('talk_messages')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('talk_id', '=', talkId)
    .where('id', '=', messageId)
    .executeTakeFirst();
  return row ? toTalkMessage(row) : null;
}

async function whoLeft(db: Db, workspaceId: string, { place }: Talk, me: string): Promise<string | null> {
  const other = otherOf(place, me);
  if (other === null) return null;
  const row = await db
    .selectFrom('operators')
    .select('active')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', other)
    .executeTakeFirst();
  return row?.active === true ? null : other;
}

interface Before {
  talk: Talk;
  mark: TalkMark;
}

/** @param effect with the message as it was before it was changed */
async function write(
  tx: Tx,
  actor: TalkActor,
  before: Before,
  effect: TalkEffect & { replaced: Message | null },
): Promise<NewEntry[]> {
  const { workspaceId, scope } = actor;
  const { messages, changed, replaced } = effect;
  const entries: NewEntry[] = [];
  const touched = changed?.body.kind === 'deleted' ? await answersWithout(tx.db, workspaceId, changed) : [];
  const amended = changed ? [changed, ...touched] : [];
  const said = [...messages, ...amended];
  if (said.length > 0) {
    const talk: Talk = { ...effect.talk, rev: before.talk.rev + 1 };
    await putTalk(tx.db, workspaceId, talk);
    for (const message of messages) await addMessage(tx.db, workspaceId, message);
    for (const message of amended) await changeMessage(tx.db, workspaceId, message);
    entries.push(...talkEntries(talk, said));
  }
  const marks: (TalkMark & { operatorId: string })[] = [];
  const own = await exactly(tx.db, workspaceId, scope.operatorId, before.mark, effect.mark);
  if (own) {
    await writeMark(tx.db, workspaceId, scope.operatorId, own);
    marks.push({ ...own, operatorId: scope.operatorId });
  }
  for (const message of messages)
    marks.push(...(await mentionMarks(tx.db, workspaceId, before.talk, message)));
  if (changed && replaced) {
    const less = (some: Message, others: Message): Message => ({
      ...some,
      mentions: some.mentions.filter((id) => !others.mentions.includes(id)),
    });
    marks.push(...(await unmention(tx.db, workspaceId, less(replaced, changed))));
    marks.push(...(await mentionMarks(tx.db, workspaceId, before.talk, less(changed, replaced))));
  }
  for (const { operatorId, ...mark } of marks)
    entries.push({ change: { type: 'talkMark', mark }, audience: { kind: 'operator', operatorId } });
  return entries;
}

/** Answers to a deleted message, as they are without its words. Under the talk's lock: nobody answers it meanwhile. */
async function answersWithout(db: Db, workspaceId: string, deleted: Message): Promise<Message[]> {
  const rows = await db
    .selectFrom('talk_messages')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('talk_id', '=', deleted.dialogId)
    .where(sql<string>`reply_to ->> 'messageId'`, '=', deleted.id)
    .orderBy('seq')
    .execute();
  return rows.map((row) => unquote(toTalkMessage(row)));
}

/** The mark as it becomes; what follows it is counted where it moved into the middle. @returns null when it stays */
async function exactly(
  db: Db,
  workspaceId: string,
  operatorId: string,
  before: TalkMark,
  after: TalkMark,
): Promise<TalkMark | null> {
  if (after === before) return null;
  const counted = after.seq > before.seq ? await countAfter(db, workspaceId, operatorId, after) : {};
  return { ...after, ...counted, rev: before.rev + 1 };
}

async function putTalk(db: Db, workspaceId: string, talk: Talk): Promise<void> {
  const row = talkRow(workspaceId, talk);
  const { last_activity_at, last_seq, last_message, rev } = row;
  await db
    .insertInto('talks')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['workspace_id', 'id'])
        .doUpdateSet({ last_activity_at, last_seq, last_message: last_message ?? null, rev }),
    )
    .execute();
}

async function addMessage(db: Db, workspaceId: string, message: Message): Promise<void> {
  await db.insertInto('talk_messages').values(talkMessageRow(workspaceId, message)).execute();
  const files = message.body.kind === 'text' ? message.body.attachments : [];
  if (files.length === 0) return;
  await db
    .insertInto('talk_files')
    .values(files.map(({ id }) => ({ workspace_id: workspaceId, file_id: id, message_id: message.id })))
    .execute();
}

async function changeMessage(db: Db, workspaceId: string, message: Message): Promise<void> {
  const { workspace_id, talk_id, seq, id, author_id, at, ...content } = talkMessageRow(workspaceId, message);
  await db
    .updateTable('talk_messages')
    .set(content)
    .where('workspace_id', '=', workspaceId)
    .where('talk_id', '=', message.dialogId)
    .where('seq', '=', message.seq)
    .execute();
  if (message.body.kind !== 'deleted') return;
  // Whoever asks for its files finds nothing; what belongs to no message is thrown away in time.
  await sql`delete from talk_files where workspace_id = ${workspaceId} and message_id = ${message.id}`.execute(
    db,
  );
}
