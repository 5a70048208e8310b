import type { z } from 'zod';
import type { Id } from '../domain/ids.ts';
import {
  mayEditShelf,
  seesShelf,
  type BranchOf,
  type QuickReply,
  type ReplyBase,
} from '../domain/quick-reply.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { Scope } from '../domain/scope.ts';
import type { quickReplySave } from './quick-reply-save.ts';

/** What a change of a quick reply finds in the hub. Rules for it are pure, so that a model of the hub has the same. */
export interface ReplyPlace {
  /** Null: no such reply, or not any more. */
  reply: QuickReply | null;
  /** The intent that made it what it is. */
  lastIntentId: Id | null;
  /** Another, not deleted reply of the wanted shelf with the wanted shortcut. */
  taken: Pick<QuickReply, 'id' | 'title'> | null;
}

export interface ReplyActor {
  scope: Scope;
  branchOf: BranchOf;
}

export function refuseSave(
  { scope, branchOf }: ReplyActor,
  { reply, lastIntentId, taken }: ReplyPlace,
  args: z.output<typeof quickReplySave.args>,
): Refusal | null {
  if (args.shelf.kind === 'line' && branchOf(args.shelf.lineId) === undefined)
    return { code: 'no_such_target' };
  if (!mayEditShelf(scope, args.shelf, branchOf)) return { code: 'forbidden' };
  const unseen = refuseUnseen({ scope, branchOf }, reply, lastIntentId, args.basedOn);
  if (unseen) return unseen;
  return taken && args.shortcut !== null
    ? { code: 'shortcut_taken', shortcut: args.shortcut, replyId: taken.id, title: taken.title }
    : null;
}

export function refuseDelete(
  actor: ReplyActor,
  { reply, lastIntentId }: Pick<ReplyPlace, 'reply' | 'lastIntentId'>,
  basedOn: ReplyBase,
): Refusal | null {
  if (!reply) return { code: 'not_found' };
  // Gone is gone, whoever was first.
  if (reply.deleted && seesShelf(actor.scope, reply.shelf, actor.branchOf)) return null;
  return refuseUnseen(actor, reply, lastIntentId, basedOn);
}

/** A key takes what its owner can use. */
export function refuseSlot(
  { scope, branchOf }: ReplyActor,
  reply: QuickReply | null,
  replyId: Id | null,
): Refusal | null {
  if (replyId === null) return null;
  const usable = reply !== null && !reply.deleted && seesShelf(scope, reply.shelf, branchOf);
  return usable ? null : { code: 'not_found' };
}

/**
 * Nothing is changed that the person may not change, and nothing that he has not seen. His own change that was on its way then counts
 * as seen, and only as long as nobody else's came on top of it.
 */
function refuseUnseen(
  { scope, branchOf }: ReplyActor,
  reply: QuickReply | null,
  lastIntentId: Id | null,
  basedOn: ReplyBase,
): Refusal | null {
  if (!reply) {
    const isNew = basedOn.rev === 0 && basedOn.intentId === null;
    return isNew ? null : { code: 'reply_changed', operatorId: null };
  }
  // Out of sight and not there answer alike: ids must not be probed.
  if (!seesShelf(scope, reply.shelf, branchOf)) return { code: 'not_found' };
  if (!mayEditShelf(scope, reply.shelf, branchOf)) return { code: 'forbidden' };
  const seen = reply.rev === basedOn.rev || (lastIntentId !== null && lastIntentId === basedOn.intentId);
  return seen ? null : { code: 'reply_changed', operatorId: reply.updatedBy };
}
