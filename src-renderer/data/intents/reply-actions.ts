import type { Id, Timestamp } from '#shared/domain/ids.ts';
import type { ReplyBase, ReplyDraft } from '#shared/domain/quick-reply.ts';
import { usedAgain } from '#shared/domain/reply-use.ts';
import type { Intent, IntentInput, IntentName } from '#shared/intents/all.ts';
import type { ReplicaDb } from '../db/database.ts';
import { addIntent, discardIntent } from '../outbox/outbox.ts';
import { looseOf, takeLoose } from '../outbox/uploads.ts';

type Intend = <Name extends IntentName>(name: Name, args: IntentInput<Name>) => Intent;

/** What a person does with quick replies. */
export function replyActions(db: ReplicaDb, intend: Intend, now: () => Timestamp) {
  const discardAll = async (intentIds: readonly Id[]): Promise<void> => {
    for (const id of intentIds) await discardIntent(db, id);
  };
  const save = async (draft: ReplyDraft, basedOn: ReplyBase): Promise<ReplyBase> => {
    const chosen = (await looseOf(db, draft.id)).map((row) => row.file);
    const attachments = [...draft.attachments, ...chosen];
    const intent = intend('quickReply.save', { ...draft, attachments, basedOn });
    await addIntent(db, intent);
    await takeLoose(db, draft.id, intent.id);
    return { rev: basedOn.rev, intentId: intent.id };
  };
  const tables = [db.outbox, db.uploads];

  return {
    saveQuickReply: (
      draft: ReplyDraft,
      basedOn: ReplyBase,
      instead: readonly Id[] = [],
    ): Promise<ReplyBase> =>
      db.transaction('rw', tables, async () => {
        await discardAll(instead);
        return save(draft, basedOn);
      }),

    saveQuickReplies: (changes: readonly { draft: ReplyDraft; basedOn: ReplyBase }[]): Promise<void> =>
      db.transaction('rw', tables, async () => {
        for (const { draft, basedOn } of changes) await save(draft, basedOn);
      }),

    deleteQuickReply: (id: Id, basedOn: ReplyBase, instead: readonly Id[] = []): Promise<ReplyBase> =>
      db.transaction('rw', tables, async () => {
        await discardAll(instead);
        const intent = intend('quickReply.delete', { id, basedOn });
        await addIntent(db, intent);
        return { rev: basedOn.rev, intentId: intent.id };
      }),

    assignSlot: (slot: number, replyId: Id | null): Promise<void> =>
      addIntent(db, intend('quickReply.slot', { slot, replyId })),

    async noteReplyUsed(replyId: Id): Promise<void> {
      await db.transaction('rw', db.replyUses, async () => {
        const before = (await db.replyUses.get(replyId)) ?? null;
        await db.replyUses.put({ replyId, ...usedAgain(before, now()) });
      });
    },
  };
}
