/** What is remembered of every intent, so that asked again it answers what it answered before. */
import { createHash } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { Position } from '#shared/domain/cursor.ts';
import type { ChannelKind } from '#shared/domain/directory.ts';
import type { Refusal } from '#shared/domain/refusal.ts';
import type { Scope } from '#shared/domain/scope.ts';
import type { Intent } from '#shared/intents/all.ts';
import type { IntentResult } from '#shared/wire/http/intents.ts';
import type { Bus } from '../bus/bus.ts';
import { topics } from '../bus/topics.ts';
import type { CompanyRead, CompanyReadRows, CompanyTyping } from '../channels/channel.ts';
import type { IntentsTable } from '../db/tables.ts';
import type { Db } from '../db/transaction.ts';
import { newestPosition } from '../feed/epoch.ts';
import { codeOf } from '../lib/errors.ts';
import type { Place } from './place.ts';

/** Who asks. */
export interface Actor {
  workspaceId: string;
  scope: Scope;
}

export interface ExecutorDeps {
  db: Db;
  bus: Bus;
  now(): number;
  /** What the dialog's channel writes, in the same statement, when the company has read the client; null: nothing. */
  companyRead(read: CompanyRead & { kind: ChannelKind }): CompanyReadRows | null;
  /** Tells the dialog's channel that it was finished. */
  companyStopped(typing: CompanyTyping & { kind: ChannelKind }): void;
}

export function tellOthers(deps: Pick<ExecutorDeps, 'bus'>, actor: Actor, position: Position): void {
  deps.bus.publish(topics.feed, actor.workspaceId);
  deps.bus.publish(topics.nudge, `${actor.workspaceId}/${actor.scope.operatorId}/${position.xid}`);
}

export function intentValues(actor: Actor, intent: Intent, refusal: Refusal | null): IntentValues {
  return {
    workspace_id: actor.workspaceId,
    id: intent.id,
    operator_id: actor.scope.operatorId,
    name: intent.name,
    request_hash: requestHash(intent),
    refusal: refusal && JSON.stringify(refusal),
  };
}

export async function refuse(db: Db, actor: Actor, intent: Intent, refusal: Refusal): Promise<IntentResult> {
  await db
    .insertInto('intents')
    .values(intentValues(actor, intent, refusal))
    .execute();
  return { status: 'refused', id: intent.id, refusal };
}

/** Remembers the answer alone. @returns where the feed shows that there was nothing to do */
export async function keep(db: Db, values: IntentValues): Promise<Position> {
  const position = await newestPosition(db, values.workspace_id);
  await db
    .insertInto('intents')
    .values({ ...values, xid: position.xid })
    .execute();
  return position;
}

export type IntentValues = Omit<Selectable<IntentsTable>, 'xid' | 'at' | 'refusal'> & {
  refusal: string | null;
};

export function isSameId(error: unknown): boolean {
  return codeOf(error) === '23505';
}

/** The id, or one derived from it, is that of a message or notice, a dialog or client which something else made. Asking again cannot help. */
export function isTakenId(error: unknown): boolean {
  if (!isSameId(error)) return false;
  // Of the message and its delivery, written by one statement, either may be the first to find the other one there.
  return /^((talk_)?messages_workspace_id_id|deliveries_pkey|notices_pkey|dialogs_pkey|contacts_pkey)/.test(
    constraintOf(error),
  );
}

/** The database will not take what was asked, now or ever: a value it cannot hold (class 22) or one that its checks forbid. */
export function isUnstorable(error: unknown): boolean {
  return /^(22[0-9A-Z]{3}|23514)$/.test(codeOf(error) ?? '');
}

/** Name of the constraint that refused a statement; empty when none did. */
export function constraintOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  const { constraint } = error as { constraint?: unknown };
  return typeof constraint === 'string' ? constraint : '';
}

export function idTaken(id: string): IntentResult {
  const detail = 'this intent id was already used for something else';
  return { status: 'refused', id, refusal: { code: 'invalid', detail } };
}

export function unstorable(id: string): IntentResult {
  const detail = 'the database cannot hold what was asked';
  return { status: 'refused', id, refusal: { code: 'invalid', detail } };
}

export function requestHash(intent: Intent): Buffer {
  // Parsed arguments have their keys in the order of the schema, so equal requests give equal JSON.
  return createHash('sha256')
    .update(JSON.stringify([intent.name, intent.args]))
    .digest();
}

/** What was answered before, to whom asked it. */
export async function repeat(
  db: Db,
  earlier: NonNullable<Place['earlier']>,
  actor: Actor,
  id: string,
  hash: Buffer,
): Promise<IntentResult> {
  const same = earlier.operator_id === actor.scope.operatorId && earlier.request_hash.equals(hash);
  if (!same) return idTaken(id);
  if (earlier.refusal) return { status: 'refused', id, refusal: earlier.refusal };
  // In a database restored from a dump transactions are counted anew: what was answered in its former life may lie ahead of all
  // that happens here, and whoever waited for that position would wait for years. What it did is in the tables already.
  const { epoch, xid } = await newestPosition(db, actor.workspaceId);
  const known = BigInt(earlier.xid) < BigInt(xid) ? earlier.xid : xid;
  return { status: 'done', id, position: { epoch, xid: known } };
}
