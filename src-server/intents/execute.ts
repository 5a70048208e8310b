/** Carries out what a person asked, with authority, once (docs/architecture.md, "One intent's way"). */
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Refusal } from '#shared/domain/refusal.ts';
import { audienceOf, sees, type Scope } from '#shared/domain/scope.ts';
import type { Intent } from '#shared/intents/all.ts';
import { applyIntent } from '#shared/intents/apply.ts';
import type { IntentResult } from '#shared/wire/http/intents.ts';
import type { Bus } from '../bus/bus.ts';
import { topics } from '../bus/topics.ts';
import type { CompanyRead } from '../channels/channel.ts';
import { toDialog, type DialogRow } from '../db/rows.ts';
import { lockDialog, transaction, type Db, type Tx } from '../db/transaction.ts';
import { feedState } from '../feed/epoch.ts';
import { codeOf } from '../lib/errors.ts';
import { persistDialog } from './persist.ts';

/** Who asks. */
export interface Actor {
  workspaceId: string;
  scope: Scope;
}

export interface ExecutorDeps {
  db: Db;
  bus: Bus;
  now(): number;
  /** Tells the dialog's channel, inside the transaction, that the company has read the client. */
  companyRead(tx: Tx, read: CompanyRead): Promise<void>;
}

/** The request was overtaken by another with the same id; asking again finds that one's answer. */
class Overtaken extends Error {}

/**
 * @param intent already parsed
 * @returns what happened; the stored answer when the intent was here before
 * @throws when the database fails: nothing was done, and asking again is safe
 */
export async function executeIntent(deps: ExecutorDeps, actor: Actor, intent: Intent): Promise<IntentResult> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await transaction(deps.db, (tx) => executeIntentIn(tx, deps, actor, intent));
    } catch (error) {
      const again = error instanceof Overtaken || codeOf(error) === '40P01' || isSameId(error);
      if (again && tries < 3) continue;
      if (isTakenId(error)) return idTaken(intent.id);
      throw error;
    }
  }
}

function isSameId(error: unknown): boolean {
  return codeOf(error) === '23505';
}

/** The id, or one derived from it, is that of a message which something else made. Asking again cannot help. */
function isTakenId(error: unknown): boolean {
  if (!isSameId(error) || typeof error !== 'object' || error === null) return false;
  const { constraint } = error as { constraint?: unknown };
  return typeof constraint === 'string' && constraint.startsWith('messages_workspace_id_id');
}

function idTaken(id: string): IntentResult {
  const detail = 'this intent id was already used for something else';
  return { status: 'refused', id, refusal: { code: 'invalid', detail } };
}

/** The same as part of a larger transaction, which may have written nothing before. */
export async function executeIntentIn(
  tx: Tx,
  deps: Omit<ExecutorDeps, 'db'>,
  actor: Actor,
  intent: Intent,
): Promise<IntentResult> {
  await lockDialog(tx, actor.workspaceId, intent.args.dialogId);
  const hash = requestHash(intent);
  const earlier = await earlierAnswer(tx, actor, intent, hash);
  if (earlier) return earlier;
  const row = await dialogRow(tx, actor.workspaceId, intent.args.dialogId);
  const refusal = row ? await carryOut(tx, deps, actor, intent, row) : ({ code: 'not_found' } as const);
  const xid = await remember(tx, actor, intent, hash, refusal);
  if (refusal) return { status: 'refused', id: intent.id, refusal };
  const { epoch } = await feedState(tx.db, actor.workspaceId);
  tx.afterCommit(() => {
    deps.bus.publish(topics.feed, actor.workspaceId);
    deps.bus.publish(topics.nudge, `${actor.workspaceId}/${actor.scope.operatorId}/${xid}`);
  });
  return { status: 'done', id: intent.id, position: { epoch, xid } };
}

/** @returns why not, or null when it is done */
async function carryOut(
  tx: Tx,
  deps: Omit<ExecutorDeps, 'db'>,
  actor: Actor,
  intent: Intent,
  row: DialogRow,
): Promise<Refusal | null> {
  const before = toDialog(row);
  // Out of scope and not there answer alike: ids must not be probed.
  if (!sees(actor.scope, audienceOf(before))) return { code: 'not_found' };
  const { operatorId, role } = actor.scope;
  const ctx = { intentId: intent.id, actor: { operatorId, role }, now: deps.now() };
  const applied = applyIntent(ctx, before, intent);
  if (!applied.ok) return applied.refusal;
  const { dialog: next, messages } = applied.effect;
  if (next === before && messages.length === 0) return null;
  await persistDialog(tx, row, before, next, messages);
  if (before.unread > 0 && next.unread === 0) {
    await deps.companyRead(tx, {
      workspaceId: actor.workspaceId,
      channelId: row.channel_id,
      dialogId: row.id,
      externalUserId: row.external_user_id,
      upToSeq: before.lastSeq,
    });
  }
  tx.afterCommit(() => deps.bus.publish(topics.deliveries, actor.workspaceId));
  return null;
}

function requestHash(intent: Intent): Buffer {
  // Parsed arguments have their keys in the order of the schema, so equal requests give equal JSON.
  return createHash('sha256')
    .update(JSON.stringify([intent.name, intent.args]))
    .digest();
}

async function earlierAnswer(
  tx: Tx,
  actor: Actor,
  intent: Intent,
  hash: Buffer,
): Promise<IntentResult | null> {
  const earlier = await tx.db
    .selectFrom('intents')
    .select(['operator_id', 'request_hash', 'refusal', 'xid'])
    .where('workspace_id', '=', actor.workspaceId)
    .where('id', '=', intent.id)
    .executeTakeFirst();
  if (!earlier) return null;
  if (earlier.operator_id !== actor.scope.operatorId || !earlier.request_hash.equals(hash)) {
    return idTaken(intent.id);
  }
  if (earlier.refusal) return { status: 'refused', id: intent.id, refusal: earlier.refusal };
  const { epoch } = await feedState(tx.db, actor.workspaceId);
  return { status: 'done', id: intent.id, position: { epoch, xid: earlier.xid } };
}

function dialogRow(tx: Tx, workspaceId: string, dialogId: string): Promise<DialogRow | undefined> {
  return tx.db
    .selectFrom('dialogs')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', dialogId)
    .executeTakeFirst();
}

/** @returns the transaction's id @throws Overtaken when the same id was used on another dialog at the same time */
async function remember(
  tx: Tx,
  actor: Actor,
  intent: Intent,
  hash: Buffer,
  refusal: Refusal | null,
): Promise<string> {
  const stored = await tx.db
    .insertInto('intents')
    .values({
      workspace_id: actor.workspaceId,
      id: intent.id,
      operator_id: actor.scope.operatorId,
      name: intent.name,
      request_hash: hash,
      refusal: refusal && JSON.stringify(refusal),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning(sql<string>`xid::text`.as('xid'))
    .executeTakeFirst();
  if (!stored) throw new Overtaken();
  return stored.xid;
}
