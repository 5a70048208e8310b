import { z } from 'zod';
import { isSameShelf, replyBaseSchema, replyDraftShape, type QuickReply } from '../domain/quick-reply.ts';
import type { Id, Timestamp } from '../domain/ids.ts';
import { defineOwnIntent } from './define.ts';

/** Makes a quick reply, or changes one: its whole content as the person wants it, on top of what he saw. */
export const quickReplySave = defineOwnIntent({
  name: 'quickReply.save',
  args: z
    .object({ ...replyDraftShape, basedOn: replyBaseSchema })
    .refine(({ text, attachments }) => text !== '' || attachments.length > 0, {
      error: 'the text is empty',
      path: ['text'],
    })
    .refine(({ attachments }) => new Set(attachments.map(({ id }) => id)).size === attachments.length, {
      error: 'a file is attached twice',
      path: ['attachments'],
    }),
});

/** Who changes a reply, and when. */
export interface Editor {
  operatorId: Id;
  now: Timestamp;
}

/**
 * The reply after it was saved; pure, the same on screens and in the hub. One that moves to another shelf counts one further: on its old
 * one it is deleted (`movedAway`), and whoever has both shelves gets that first.
 */
export function savedReply(
  before: QuickReply | null,
  { basedOn: _, ...content }: z.output<typeof quickReplySave.args>,
  { operatorId, now }: Editor,
): QuickReply {
  const steps = before && movedAway(before, content) ? 2 : 1;
  const rev = (before?.rev ?? 0) + steps;
  return { ...content, updatedAt: now, updatedBy: operatorId, deleted: false, rev };
}

/** What is left of a reply on the shelf from which it goes; null when it stays. */
export function movedAway(before: QuickReply, after: Pick<QuickReply, 'shelf'>): QuickReply | null {
  if (before.deleted || isSameShelf(before.shelf, after.shelf)) return null;
  return { ...before, deleted: true, rev: before.rev + 1 };
}
