import type { Id } from '#shared/domain/ids.ts';
import {
  isSameShelf,
  lineAudience,
  seesShelf,
  type BranchOf,
  type QuickReply,
  type ReplyShelf,
  type ReplySlot,
} from '#shared/domain/quick-reply.ts';
import type { Refusal } from '#shared/domain/refusal.ts';
import type { Audience, Scope } from '#shared/domain/scope.ts';
import type { OnReplies } from '#shared/intents/all.ts';
import { deletedReply } from '#shared/intents/quick-reply-delete.ts';
import { refuseDelete, refuseSave, refuseSlot } from '#shared/intents/quick-reply-rules.ts';
import { movedAway, savedReply } from '#shared/intents/quick-reply-save.ts';
import { exhaustive } from '#shared/lib/exhaustive.ts';
import { assignedSlot } from '#shared/intents/quick-reply-slot.ts';
import type { Change } from '#shared/wire/change.ts';
import type { RepliesPart } from '#shared/wire/http/snapshot.ts';

export type ModelAudience = Audience | { operatorId: Id } | 'everybody';
export interface Said {
  change: Change;
  audience: ModelAudience;
}

const PAGE = 2;

/** Quick replies of the model of the hub. */
export class ModelReplies {
  readonly rows = new Map<Id, { reply: QuickReply; intentId: Id }>();
  readonly slots = new Map<string, ReplySlot>();
  private readonly branchOf: BranchOf;

  constructor(branchOf: BranchOf) {
    this.branchOf = branchOf;
  }

  /** @returns what is told, or why it is refused */
  carryOut(scope: Scope, intent: OnReplies, now: number): Said[] | Refusal {
    const actor = { scope, branchOf: this.branchOf };
    const by = { operatorId: scope.operatorId, now };
    switch (intent.name) {
      case 'quickReply.save': {
        const { args } = intent;
        const row = this.rows.get(args.id);
        const place = {
          reply: row?.reply ?? null,
          lastIntentId: row?.intentId ?? null,
          taken: this.withShortcut(args),
        };
        const refusal = refuseSave(actor, place, args);
        if (refusal) return refusal;
        const after = savedReply(place.reply, args, by);
        const away = place.reply && movedAway(place.reply, after);
        this.rows.set(after.id, { reply: after, intentId: intent.id });
        return [...(away ? [this.told(away)] : []), this.told(after)];
      }
      case 'quickReply.delete': {
        const row = this.rows.get(intent.args.id);
        const place = { reply: row?.reply ?? null, lastIntentId: row?.intentId ?? null };
        const refusal = refuseDelete(actor, place, intent.args.basedOn);
        if (refusal || !place.reply) return refusal ?? { code: 'not_found' };
        const after = deletedReply(place.reply, by);
        if (after === place.reply) return [];
        this.rows.set(after.id, { reply: after, intentId: intent.id });
        return [this.told(after)];
      }
      case 'quickReply.slot': {
        const { slot, replyId } = intent.args;
        const refusal = refuseSlot(actor, this.rows.get(replyId ?? '')?.reply ?? null, replyId);
        if (refusal) return refusal;
        const key = `${scope.operatorId} ${slot}`;
        const known = this.slots.get(key) ?? null;
        if ((known?.replyId ?? null) === replyId) return [];
        const after = assignedSlot(known, intent.args, scope.operatorId);
        this.slots.set(key, after);
        return [{ change: { type: 'replySlot', slot: after }, audience: { operatorId: scope.operatorId } }];
      }
      default:
        return exhaustive(intent, 'intent about quick replies');
    }
  }

  visibleTo(scope: Scope): QuickReply[] {
    return [...this.rows.values()]
      .map(({ reply }) => reply)
      .filter((reply) => !reply.deleted && seesShelf(scope, reply.shelf, this.branchOf))
      .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  }

  slotsOf(operatorId: Id): ReplySlot[] {
    return [...this.slots.values()].filter((slot) => slot.operatorId === operatorId);
  }

  /** @param after null: from the first */
  part(scope: Scope, after: Id | null): RepliesPart {
    const rest = this.visibleTo(scope).filter(({ id }) => after === null || id > after);
    const rows = rest.slice(0, PAGE);
    return { after, upTo: rest.length > PAGE ? (rows.at(-1)?.id ?? null) : null, rows };
  }

  /** What a backup has to hold. */
  maps(): Map<unknown, unknown>[] {
    return [this.rows, this.slots];
  }

  private withShortcut({ id, shelf, shortcut }: Pick<QuickReply, 'id' | 'shelf' | 'shortcut'>) {
    const others = [...this.rows.values()].map(({ reply }) => reply);
    const taken = others.find(
      (reply) =>
        reply.id !== id &&
        !reply.deleted &&
        shortcut !== null &&
        reply.shortcut === shortcut &&
        isSameShelf(reply.shelf, shelf),
    );
    return taken ?? null;
  }

  private told(reply: QuickReply): Said {
    return { change: { type: 'quickReply', reply }, audience: this.audienceOf(reply.shelf) };
  }

  private audienceOf(shelf: ReplyShelf): ModelAudience {
    switch (shelf.kind) {
      case 'personal':
        return { operatorId: shelf.operatorId };
      case 'company':
        return 'everybody';
      case 'line':
        return lineAudience(shelf.lineId, this.branchOf(shelf.lineId) ?? '');
      default:
        return exhaustive(shelf, 'shelf');
    }
  }
}
