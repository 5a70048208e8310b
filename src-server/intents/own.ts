/** What a person does to what belongs to no dialog. Of what is his alone nobody is asked: it is written. */
import { sql } from 'kysely';
import type { IntentArgs, OnOwn } from '#shared/intents/all.ts';
import type { Scope } from '#shared/domain/scope.ts';
import { withChoice } from '#shared/intents/presence-set.ts';
import { exhaustive } from '#shared/lib/exhaustive.ts';
import type { NewEntry } from '../feed/append.ts';
import type { Tx } from '../db/transaction.ts';
import { toNotice } from '../db/notice-rows.ts';
import { toPresence } from '../db/rows.ts';
import { changeReplies, type Changed } from '../replies/change.ts';
import { changeFilters } from '../table/change-filters.ts';

export interface Owner {
  workspaceId: string;
  operatorId: string;
}

/** @returns what changed, for the feed (nothing when all was so before), or why it may not be */
export async function carryOutOwn(
  tx: Tx,
  { workspaceId, scope }: { workspaceId: string; scope: Scope },
  intent: OnOwn,
  now: number,
): Promise<Changed> {
  const owner = { workspaceId, operatorId: scope.operatorId };
  switch (intent.name) {
    case 'notice.seen':
      return { ok: true, entries: await markSeen(tx, owner, intent.args.noticeIds, now) };
    case 'presence.set':
      return { ok: true, entries: await setPresence(tx, owner, intent.args, now) };
    case 'quickReply.save':
    case 'quickReply.delete':
    case 'quickReply.slot':
      return await changeReplies(tx, { workspaceId, scope }, intent, now);
    case 'filter.save':
    case 'filter.delete':
      return await changeFilters(tx, { workspaceId, scope }, intent, now);
    default:
      return exhaustive(intent, 'own intent');
  }
}

async function markSeen(
  tx: Tx,
  { workspaceId, operatorId }: Owner,
  ids: readonly string[],
  now: number,
): Promise<NewEntry[]> {
  const rows = await tx.db
    .updateTable('notices')
    .set({ seen_at: new Date(now), rev: sql`rev + 1` })
    .where('workspace_id', '=', workspaceId)
    .where('operator_id', '=', operatorId)
    .where('id', 'in', ids)
    .where('seen_at', 'is', null)
    .returningAll()
    .execute();
  return rows.map((row) => ({
    change: { type: 'notice', notice: toNotice(row) },
    audience: { kind: 'operator', operatorId },
  }));
}

/** An older word of his that comes later changes nothing. */
async function setPresence(
  tx: Tx,
  { workspaceId, operatorId }: Owner,
  args: IntentArgs<'presence.set'>,
  now: number,
): Promise<NewEntry[]> {
  const row = await tx.db
    .selectFrom('operator_presence')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('operator_id', '=', operatorId)
    .executeTakeFirst();
  const saidAt = Math.min(args.saidAt, now);
  if (row && row.said_at.getTime() > saidAt) return [];
  const next = withChoice(row ? toPresence(row) : null, operatorId, args, now);
  const values = {
    choice: next.choice,
    since: new Date(next.since),
    said_at: new Date(saidAt),
    rev: next.rev,
  };
  await tx.db
    .insertInto('operator_presence')
    .values({ workspace_id: workspaceId, operator_id: operatorId, ...values })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'operator_id']).doUpdateSet(values))
    .execute();
  return [
    {
      change: { type: 'directory', entry: { kind: 'presence', row: next } },
      audience: { kind: 'everybody' },
    },
  ];
}
