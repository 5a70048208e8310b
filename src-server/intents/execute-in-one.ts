/** What is carried out in one transaction, under the locks of what it is done to: everything but what is done to a dialog that is there. */
import { sql } from 'kysely';
import type { Refusal } from '#shared/domain/refusal.ts';
import {
  isOnContact,
  isOnPair,
  isOnTalk,
  isStart,
  type Intent,
  type OnDialog,
  type OnTalk,
} from '#shared/intents/all.ts';
import type { ContactContext } from '#shared/intents/define.ts';
import type { IntentResult } from '#shared/wire/http/intents.ts';
import { carryOutPair } from '../contacts/merge.ts';
import { carryOutStart } from '../contacts/start.ts';
import { lock, transaction, type Tx } from '../db/transaction.ts';
import { appendToFeed } from '../feed/append.ts';
import { codeOf } from '../lib/errors.ts';
import { carryOutInTalk, type CarriedOut } from '../talks/carry-out.ts';
import {
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
} from './answers.ts';
import { carryOutOnContact, lockPair, LocksMoved } from './contact.ts';
import { carryOutOwn } from './own.ts';
import { readPlace } from './place.ts';

export type NotOnDialog = Exclude<Intent, OnDialog>;

/** Refused, nothing to do, or written. */
type Outcome = { ok: false; refusal: Refusal } | { ok: true; changed: boolean };

type Deps = Omit<ExecutorDeps, 'db'>;

const TRIES = 6;

export async function executeInOne(
  deps: ExecutorDeps,
  actor: Actor,
  intent: NotOnDialog,
): Promise<IntentResult> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await transaction(deps.db, (tx) => attempt(tx, deps, actor, intent));
    } catch (error) {
      // The same id at the same time (asking again finds that one's answer), a deadlock, or a merge that came in between.
      const again = error instanceof LocksMoved || codeOf(error) === '40P01' || isSameId(error);
      if (again && tries < TRIES) continue;
      if (isTakenId(error)) return idTaken(intent.id);
      throw error;
    }
  }
}

/** What is done in a talk, as part of a larger transaction, which may have written nothing before. */
export function executeInTalkIn(tx: Tx, deps: Deps, actor: Actor, intent: OnTalk): Promise<IntentResult> {
  return attempt(tx, deps, actor, intent);
}

async function attempt(tx: Tx, deps: Deps, actor: Actor, intent: NotOnDialog): Promise<IntentResult> {
  const { id } = intent;
  const { workspaceId } = actor;
  const locked = await takeLocks(tx, actor, intent);
  const place = await readPlace(tx.db, workspaceId, null, id, null);
  if (place.earlier) return await repeat(tx.db, place.earlier, actor, id, requestHash(intent));
  const outcome = await locked(deps);
  if (!outcome.ok) return await refuse(tx.db, actor, intent, outcome.refusal);
  const values = intentValues(actor, intent, null);
  if (!outcome.changed) return { status: 'done', id, position: await keep(tx.db, values) };
  const { xid } = await tx.db
    .insertInto('intents')
    .values(values)
    .returning(sql<string>`xid::text`.as('xid'))
    .executeTakeFirstOrThrow();
  const position = { epoch: place.epoch, xid };
  tx.afterCommit(() => tellOthers(deps, actor, position));
  return { status: 'done', id, position };
}

/** @returns what is to be done once it is known that the intent is new */
async function takeLocks(
  tx: Tx,
  actor: Actor,
  intent: NotOnDialog,
): Promise<(deps: Deps) => Promise<Outcome>> {
  const { workspaceId, scope } = actor;
  const { operatorId, role } = scope;
  const ctx = (deps: Deps): ContactContext => ({
    intentId: intent.id,
    actor: { operatorId, role },
    now: deps.now(),
  });
  if (isOnContact(intent)) return (deps) => carryOutOnContact(tx, actor, intent, ctx(deps));
  if (isStart(intent)) return (deps) => carryOutStart(tx, deps, actor, intent, ctx(deps));
  if (isOnPair(intent)) {
    await lockPair(tx, workspaceId, intent);
    return (deps) => carryOutPair(tx, { workspaceId, scope, ctx: ctx(deps), intent });
  }
  if (isOnTalk(intent)) {
    // Whoever begins the talk at the same time elsewhere waits here and then finds it.
    await lock(tx, 'talk', workspaceId, intent.args.talkId);
    return async (deps) => inFeed(tx, workspaceId, await carryOutInTalk(tx, actor, intent, deps.now()));
  }
  // What a person does to his things happens in the order in which it is asked.
  await lock(tx, workspaceId, 'own', operatorId);
  return async (deps) => inFeed(tx, workspaceId, await carryOutOwn(tx, actor, intent, deps.now()));
}

async function inFeed(tx: Tx, workspaceId: string, done: CarriedOut): Promise<Outcome> {
  if (!done.ok) return done;
  await appendToFeed(tx, workspaceId, done.entries);
  return { ok: true, changed: done.entries.length > 0 };
}
