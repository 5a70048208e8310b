/** What people do with quick replies, with the hub's authority. */
import type { Id } from '#shared/domain/ids.ts';
import { lineAudience, type BranchOf, type QuickReply, type ReplyShelf } from '#shared/domain/quick-reply.ts';
import type { Refusal } from '#shared/domain/refusal.ts';
import type { Scope } from '#shared/domain/scope.ts';
import type { IntentArgs, OnReplies } from '#shared/intents/all.ts';
import { deletedReply } from '#shared/intents/quick-reply-delete.ts';
import { refuseDelete, refuseSave, refuseSlot } from '#shared/intents/quick-reply-rules.ts';
import { movedAway, savedReply, type Editor } from '#shared/intents/quick-reply-save.ts';
import { assignedSlot } from '#shared/intents/quick-reply-slot.ts';
import { exhaustive } from '#shared/lib/exhaustive.ts';
import { lock, type Db, type Tx } from '../db/transaction.ts';
import type { NewEntry } from '../feed/append.ts';
import type { FeedAudience } from '../feed/entry.ts';
import { attachableToReply, fileReply } from './files.ts';
import { fromReply, toReply, toSlot, type ReplyRow } from './rows.ts';

export type Changed = { ok: true; entries: NewEntry[] } | { ok: false; refusal: Refusal };

export interface ReplyActor {
  workspaceId: string;
  scope: Scope;
}

interface Doing extends ReplyActor {
  intentId: Id;
  by: Editor;
}

/**
 * Under a lock of all replies of the workspace: a shortcut belongs to one of a shelf, and changes are rare. The lock comes before the first
 * write, so that transactions get their ids in the order of the changes.
 */
export async function changeReplies(
  tx: Tx,
  actor: ReplyActor,
  intent: OnReplies,
  now: number,
): Promise<Changed> {
  await lock(tx, 'replies', actor.workspaceId);
  const doing = { ...actor, intentId: intent.id, by: { operatorId: actor.scope.operatorId, now } };
  switch (intent.name) {
    case 'quickReply.save':
      return await save(tx.db, doing, intent.args);
    case 'quickReply.delete':
      return await remove(tx.db, doing, intent.args);
    case 'quickReply.slot':
      return await assign(tx.db, doing, intent.args);
    default:
      return exhaustive(intent, 'intent about quick replies');
  }
}

async function save(db: Db, doing: Doing, args: IntentArgs<'quickReply.save'>): Promise<Changed> {
  const { workspaceId, scope, by, intentId } = doing;
  const row = await find(db, workspaceId, args.id);
  const branchOf = await branches(db, workspaceId, [args.shelf, ...(row ? [toReply(row).shelf] : [])]);
  const before = row ? toReply(row) : null;
  const taken = args.shortcut === null ? null : await withShortcut(db, workspaceId, args);
  const place = { reply: before, lastIntentId: row?.intent_id ?? null, taken };
  const refusal = refuseSave({ scope, branchOf }, place, args);
  if (refusal) return { ok: false, refusal };
  const files = await attachableToReply(db, { kind: 'operator', workspaceId, id: by.operatorId }, args);
  if (!files.ok) return { ok: false, refusal: { code: 'file_missing', fileId: files.fileId } };
  const after = savedReply(before, { ...args, attachments: files.attachments }, by);
  await write(db, workspaceId, after, intentId);
  await fileReply(db, workspaceId, after);
  const away = before && movedAway(before, after);
  return { ok: true, entries: [...(away ? [told(away, branchOf)] : []), told(after, branchOf)] };
}

async function remove(db: Db, doing: Doing, args: IntentArgs<'quickReply.delete'>): Promise<Changed> {
  const { workspaceId, scope, by, intentId } = doing;
  const row = await find(db, workspaceId, args.id);
  const before = row ? toReply(row) : null;
  const branchOf = await branches(db, workspaceId, before ? [before.shelf] : []);
  const place = { reply: before, lastIntentId: row?.intent_id ?? null };
  const refusal = refuseDelete({ scope, branchOf }, place, args.basedOn);
  if (refusal || !before) return { ok: false, refusal: refusal ?? { code: 'not_found' } };
  const after = deletedReply(before, by);
  if (after === before) return { ok: true, entries: [] };
  await write(db, workspaceId, after, intentId);
  return { ok: true, entries: [told(after, branchOf)] };
}

async function assign(db: Db, doing: Doing, args: IntentArgs<'quickReply.slot'>): Promise<Changed> {
  const { workspaceId, scope, by } = doing;
  const row = args.replyId === null ? null : await find(db, workspaceId, args.replyId);
  const reply = row ? toReply(row) : null;
  const branchOf = await branches(db, workspaceId, reply ? [reply.shelf] : []);
  const refusal = refuseSlot({ scope, branchOf }, reply, args.replyId);
  if (refusal) return { ok: false, refusal };
  const known = await db
    .selectFrom('quick_reply_slots')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('operator_id', '=', by.operatorId)
    .where('slot', '=', args.slot)
    .executeTakeFirst();
  if ((known?.reply_id ?? null) === args.replyId) return { ok: true, entries: [] };
  const slot = assignedSlot(known ? toSlot(known) : null, args, by.operatorId);
  const values = { reply_id: slot.replyId, rev: slot.rev };
  await db
    .insertInto('quick_reply_slots')
    .values({ workspace_id: workspaceId, operator_id: by.operatorId, slot: slot.slot, ...values })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'operator_id', 'slot']).doUpdateSet(values))
    .execute();
  const audience = { kind: 'operator', operatorId: by.operatorId } as const;
  return { ok: true, entries: [{ change: { type: 'replySlot', slot }, audience }] };
}

function find(db: Db, workspaceId: string, id: Id): Promise<ReplyRow | undefined> {
  return db
    .selectFrom('quick_replies')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Another reply of the shelf that is reached by the same shortcut. */
async function withShortcut(
  db: Db,
  workspaceId: string,
  { id, shelf, shortcut }: IntentArgs<'quickReply.save'>,
): Promise<Pick<QuickReply, 'id' | 'title'> | null> {
  const row = await db
    .selectFrom('quick_replies')
    .select(['id', 'title'])
    .where('workspace_id', '=', workspaceId)
    .where('shelf', '=', shelf.kind)
    .where('operator_id', 'is not distinct from', shelf.kind === 'personal' ? shelf.operatorId : null)
    .where('line_id', 'is not distinct from', shelf.kind === 'line' ? shelf.lineId : null)
    .where('shortcut', '=', shortcut)
    .where('deleted_at', 'is', null)
    .where('id', '<>', id)
    .executeTakeFirst();
  return row ?? null;
}

async function branches(db: Db, workspaceId: string, shelves: readonly ReplyShelf[]): Promise<BranchOf> {
  const ids = shelves.flatMap((shelf) => (shelf.kind === 'line' ? [shelf.lineId] : []));
  if (ids.length === 0) return () => undefined;
  const rows = await db
    .selectFrom('lines')
    .select(['id', 'branch_id'])
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', ids)
    .execute();
  const byId = new Map(rows.map((row) => [row.id, row.branch_id]));
  return (lineId) => byId.get(lineId);
}

async function write(db: Db, workspaceId: string, reply: QuickReply, intentId: Id): Promise<void> {
  const { workspace_id, id, ...values } = fromReply(workspaceId, reply, intentId);
  await db
    .insertInto('quick_replies')
    .values({ workspace_id, id, ...values })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'id']).doUpdateSet(values))
    .execute();
}

/** For those who have its shelf. */
function told(reply: QuickReply, branchOf: BranchOf): NewEntry {
  return { change: { type: 'quickReply', reply }, audience: audienceOf(reply.shelf, branchOf) };
}

function audienceOf(shelf: ReplyShelf, branchOf: BranchOf): FeedAudience {
  switch (shelf.kind) {
    case 'personal':
      return { kind: 'operator', operatorId: shelf.operatorId };
    case 'company':
      return { kind: 'everybody' };
    case 'line': {
      const branchId = branchOf(shelf.lineId);
      if (branchId === undefined) throw new Error(`There is no line ${shelf.lineId}`);
      const audience = lineAudience(shelf.lineId, branchId);
      return { kind: 'dialog', now: [audience], before: audience };
    }
    default:
      return exhaustive(shelf, 'shelf');
  }
}
