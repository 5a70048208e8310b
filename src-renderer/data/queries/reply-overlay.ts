import type { Id } from '#shared/domain/ids.ts';
import { NEW_REPLY, type QuickReply, type ReplyBase } from '#shared/domain/quick-reply.ts';
import { deletedReply } from '#shared/intents/quick-reply-delete.ts';
import { savedReply } from '#shared/intents/quick-reply-save.ts';
import { isPending, type OutboxEntry } from '../db/outbox-entry.ts';
import { refusalOf } from './outbox-views.ts';
import type { RefusedChange } from './views.ts';

/** A quick reply with the person's own changes laid over it. */
export interface LaidReply {
  /** Null: the hub has none, and the person has not made one. */
  reply: QuickReply | null;
  basedOn: ReplyBase;
  pending: boolean;
  refused: readonly RefusedChange[];
}

export interface ReplyOverlayContext {
  operatorId: Id;
  /** Hub's clock minus this computer's, in milliseconds. */
  clockOffset: number;
}

/** The replies that entries of the outbox are about, in the order of making. */
export function entriesByReply(entries: readonly OutboxEntry[]): Map<Id, OutboxEntry[]> {
  const about = new Map<Id, OutboxEntry[]>();
  for (const entry of entries) {
    const { intent } = entry;
    if (intent.name !== 'quickReply.save' && intent.name !== 'quickReply.delete') continue;
    const list = about.get(intent.args.id);
    if (list) list.push(entry);
    else about.set(intent.args.id, [entry]);
  }
  return about;
}

/** Lays what the person did over what the hub has told. Pure. */
export function layOver(
  row: QuickReply | null,
  entries: readonly OutboxEntry[],
  ctx: ReplyOverlayContext,
): LaidReply {
  const rev = row?.rev ?? NEW_REPLY.rev;
  const laid: LaidReply = { reply: row, basedOn: { rev, intentId: null }, pending: false, refused: [] };
  const refused: RefusedChange[] = [];
  for (const { intent, state } of entries) {
    if (intent.name !== 'quickReply.save' && intent.name !== 'quickReply.delete') continue;
    const refusal = refusalOf(state);
    if (refusal) {
      const mine = intent.name === 'quickReply.save' ? draftOf(intent.args) : null;
      refused.push({ intentId: intent.id, ...refusal, mine });
    }
    if (!isPending(state)) continue;
    const by = { operatorId: ctx.operatorId, now: intent.at + ctx.clockOffset };
    if (intent.name === 'quickReply.save') laid.reply = savedReply(laid.reply, intent.args, by);
    else if (laid.reply) laid.reply = deletedReply(laid.reply, by);
    laid.pending = true;
    laid.basedOn = { rev, intentId: intent.id };
  }
  return { ...laid, refused };
}

/** What a refused change wanted to make, where the hub has nothing to show in its place. */
export function wanted(refused: readonly RefusedChange[], operatorId: Id): QuickReply | null {
  const last = refused.findLast(({ mine }) => mine !== null);
  if (!last?.mine) return null;
  return { ...last.mine, updatedAt: last.at, updatedBy: operatorId, deleted: false, rev: 1 };
}

function draftOf({ basedOn: _, ...draft }: NonNullable<RefusedChange['mine']> & { basedOn: ReplyBase }) {
  return draft;
}
