/** Carries out what a person asked, with authority, once (docs/architecture.md, "One intent's way"). */
import { sql } from 'kysely';
import type { Position } from '#shared/domain/cursor.ts';
import type { Refusal } from '#shared/domain/refusal.ts';
import { isOutgoing } from '#shared/domain/message.ts';
import { audienceOf, sees } from '#shared/domain/scope.ts';
import type { Dialog } from '#shared/domain/dialog.ts';
import type { Effect } from '#shared/intents/define.ts';
import { isOnDialog, isOnMessage, namedMessage, type Intent, type OnDialog } from '#shared/intents/all.ts';
import { applyIntent } from '#shared/intents/apply.ts';
import type { IntentResult } from '#shared/wire/http/intents.ts';
import { topics } from '../bus/topics.ts';
import { lockIdentity } from '../contacts/store.ts';
import { toDialog, toMessage } from '../db/rows.ts';
import { lockDialog, transaction, type Db, type Tx } from '../db/transaction.ts';
import { withStoredFiles } from '../files/attach.ts';
import { codeOf } from '../lib/errors.ts';
import {
  constraintOf,
  idTaken,
  intentValues,
  isSameId,
  isTakenId,
  keep,
  refuse,
  repeat,
  requestHash,
  tellOthers,
  type Actor,
  type ExecutorDeps,
  type IntentValues,
} from './answers.ts';
import { executeInOne } from './execute-in-one.ts';
import { noticeSteps, resolveNotices } from './notices.ts';
import { readPlace, type Place } from './place.ts';
import { laterNotices, rewordSteps, type Rewording } from './reword.ts';
import { targetsExist } from './targets.ts';
import { quotingWithout, unquoteSteps } from './traces.ts';
import { writeDialog, type Also } from './persist.ts';

type Deps = Omit<ExecutorDeps, 'db'>;
/** Runs once what was written is committed; never when it is not. */
type After = (wake: () => void) => void;

/**
 * Somebody else keeps changing the dialog: from then on we wait for our turn with the lock in hand. What is done to a message waits from
 * the first: its delivery changes it without changing the dialog.
 */
const OPTIMISTIC_TRIES = 3;
const TRIES = 6;

/**
 * @param intent already parsed
 * @returns what happened; the stored answer when the intent was here before
 * @throws when the database fails: nothing was done, and asking again is safe
 */
export async function executeIntent(deps: ExecutorDeps, actor: Actor, intent: Intent): Promise<IntentResult> {
  if (!isOnDialog(intent)) return await executeInOne(deps, actor, intent);
  for (let tries = 1; ; tries += 1) {
    try {
      const result =
        tries <= OPTIMISTIC_TRIES && !waitsItsTurn(intent)
          ? await executeAlone(deps, actor, intent)
          : await transaction(deps.db, (tx) => executeIntentIn(tx, deps, actor, intent));
      if (result) return result;
    } catch (error) {
      if (hasNewerDialog(error)) return await refuseForNewer(deps.db, actor, intent);
      // The same id at the same time (asking again finds that one's answer), or a deadlock.
      const again = codeOf(error) === '40P01' || isSameId(error);
      if (again && tries < TRIES) continue;
      if (isTakenId(error)) return idTaken(intent.id);
      throw error;
    }
  }
}

function waitsItsTurn(intent: OnDialog): boolean {
  return isOnMessage(intent) || mayOpen(intent);
}

/** Opening a dialog again waits, too: with the client's next word, which may be opening a new one. */
function mayOpen({ name }: OnDialog): boolean {
  return name === 'dialog.reopen' || name === 'dialog.undo';
}

/** Reads, decides, writes: two statements, each a transaction of its own. @returns null when the dialog changed in between */
async function executeAlone(
  deps: ExecutorDeps,
  actor: Actor,
  intent: OnDialog,
): Promise<IntentResult | null> {
  const wakes: (() => void)[] = [];
  const result = await attempt(deps.db, deps, actor, intent, (wake) => void wakes.push(wake));
  for (const wake of wakes) wake();
  return result;
}

/** The same as part of a larger transaction, which may have written nothing before. */
export async function executeIntentIn(
  tx: Tx,
  deps: Deps,
  actor: Actor,
  intent: OnDialog,
): Promise<IntentResult> {
  if (mayOpen(intent)) await lockClientOf(tx, actor.workspaceId, intent.args.dialogId);
  await lockDialog(tx, actor.workspaceId, intent.args.dialogId);
  const result = await attempt(tx.db, deps, actor, intent, (wake) => tx.afterCommit(wake));
  if (!result) throw new Error(`Dialog ${intent.args.dialogId} changed although its lock was held`);
  return result;
}

/** The lock under which `receive` takes in what the dialog's client writes. */
async function lockClientOf(tx: Tx, workspaceId: string, dialogId: string): Promise<void> {
  const client = await tx.db
    .selectFrom('dialogs')
    .select(['channel_id', 'external_user_id'])
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', dialogId)
    .executeTakeFirst();
  if (!client) return;
  const identity = { channelId: client.channel_id, externalId: client.external_user_id };
  await lockIdentity(tx, workspaceId, identity);
}

async function attempt(
  db: Db,
  deps: Deps,
  actor: Actor,
  intent: OnDialog,
  after: After,
): Promise<IntentResult | null> {
  const { id } = intent;
  const hash = requestHash(intent);
  const place = await readPlace(db, actor.workspaceId, intent.args.dialogId, id, namedMessage(intent));
  if (place.earlier) return await repeat(db, place.earlier, actor, id, hash);
  const decision = await judge(db, deps, actor, intent, place);
  if (!decision.ok) return await refuse(db, actor, intent, decision.refusal);
  const values = intentValues(actor, intent, null);
  const { before, effect } = decision;
  // Nothing to do, and that is fine.
  const idle = effect.dialog === before && effect.messages.length === 0 && !effect.changed;
  const position = idle
    ? await keep(db, values)
    : inFeed(place.epoch, await write(db, deps, decision, values, after));
  if (position === null) return null;
  after(() => tellOthers(deps, actor, position));
  return { status: 'done', id, position };
}

/** Only the database can tell, by its own rule of one open dialog a client and channel. */
async function refuseForNewer(db: Db, actor: Actor, intent: OnDialog): Promise<IntentResult> {
  const { workspaceId } = actor;
  const open = await db
    .selectFrom('dialogs as d')
    .innerJoin('dialogs as o', (join) =>
      join
        .onRef('o.workspace_id', '=', 'd.workspace_id')
        .onRef('o.channel_id', '=', 'd.channel_id')
        .onRef('o.external_user_id', '=', 'd.external_user_id')
        .on('o.status', '<>', 'closed'),
    )
    .select('o.id')
    .where('d.workspace_id', '=', workspaceId)
    .where('d.id', '=', intent.args.dialogId)
    .executeTakeFirst();
  // Closed again meanwhile: who asks once more gets what he wants.
  if (!open) return { status: 'refused', id: intent.id, refusal: { code: 'not_found' } };
  return await refuse(db, actor, intent, { code: 'newer_dialog', dialogId: open.id });
}

function hasNewerDialog(error: unknown): boolean {
  return isSameId(error) && constraintOf(error) === 'open_dialog_of_identity';
}

function inFeed(epoch: string, xid: string | null): Position | null {
  return xid === null ? null : { epoch, xid };
}

type Decision =
  | { ok: false; refusal: Refusal }
  | {
      ok: true;
      row: NonNullable<Place['dialog']>;
      before: Dialog;
      effect: Effect;
      /** Null: no words of a message that was there are others now. */
      rewording: Rewording | null;
    };

/** By the rules, and by what only the tables know. */
async function judge(db: Db, deps: Deps, actor: Actor, intent: OnDialog, place: Place): Promise<Decision> {
  const said = await withStoredFiles(db, actor.workspaceId, actor.scope.operatorId, intent);
  if (!said.ok) return said;
  const decision = decide(deps, actor, said.intent, place);
  if (!decision.ok) return decision;
  if (await targetsExist(db, actor.workspaceId, intent, decision.before)) return decision;
  return { ok: false, refusal: { code: 'no_such_target' } };
}

function decide(deps: Deps, actor: Actor, intent: OnDialog, place: Place): Decision {
  const { dialog: row } = place;
  const before = row && toDialog(row);
  // Out of scope and not there answer alike: ids must not be probed.
  if (!row || !before || !sees(actor.scope, audienceOf(before)))
    return { ok: false, refusal: { code: 'not_found' } };
  const { operatorId, role } = actor.scope;
  const actsAs = { operatorId, role };
  const ctx = {
    intentId: intent.id,
    actor: actsAs,
    now: deps.now(),
    channel: row.kind,
    message: place.message && toMessage(place.message),
  };
  const applied = applyIntent(ctx, before, intent);
  if (!applied.ok) return applied;
  const { effect } = applied;
  const { message: was } = ctx;
  const now = effect.changed?.message;
  const rewording = was && now && was.body !== now.body ? { was, now } : null;
  return { ok: true, row, before, effect, rewording };
}

/** @returns the transaction's id; null when the dialog changed since it was read */
async function write(
  db: Db,
  deps: Deps,
  { row, before, effect, rewording }: Extract<Decision, { ok: true }>,
  values: IntentValues,
  after: After,
): Promise<string | null> {
  const { dialog: next, messages, changed } = effect;
  const occasion = {
    workspaceId: row.workspace_id,
    sourceId: values.id,
    byId: values.operator_id,
    dialog: next,
    at: deps.now(),
  };
  const gone = changed?.message.body.kind === 'deleted' ? changed.message : null;
  const touched = gone ? await quotingWithout(db, row.workspace_id, gone) : [];
  const notices = rewording
    ? await laterNotices(db, occasion, rewording, effect.notices)
    : await resolveNotices(db, occasion, effect.notices);
  const reworded = rewording ? await rewordSteps(db, occasion, rewording) : [];
  const where = {
    kind: row.kind,
    workspaceId: row.workspace_id,
    channelId: row.channel_id,
    dialogId: row.id,
    externalUserId: row.external_user_id,
  };
  const read =
    before.unread > 0 && next.unread === 0 ? deps.companyRead({ ...where, upToSeq: before.lastSeq }) : null;
  const also: Also[] = [
    sql`kept as (insert into intents (workspace_id, id, operator_id, name, request_hash, refusal)
      select workspace_id, ${values.id}, ${values.operator_id}, ${values.name}, ${values.request_hash}, null from changed)`,
    ...noticeSteps(notices),
    ...reworded,
    ...unquoteSteps(touched),
    ...(read ? [sql`company_read as (${read.statement(sql<boolean>`exists (select from changed)`)})`] : []),
  ];
  const { workspace_id: workspaceId } = row;
  const xid = await writeDialog(db, { workspaceId, before, next, messages, changed, touched, also });
  if (xid === null) return null;
  if (read) after(() => read.wake());
  if (next.state.status === 'closed') after(() => deps.companyStopped(where));
  if (changed?.carry || messages.some(isOutgoing))
    after(() => deps.bus.publish(topics.deliveries, row.workspace_id));
  return xid;
}
