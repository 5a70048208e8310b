import { z } from 'zod';
import { replySlotSchema, type ReplySlot } from '../domain/quick-reply.ts';
import type { Id } from '../domain/ids.ts';
import { defineOwnIntent } from './define.ts';

const { slot, replyId } = replySlotSchema.shape;

/** Puts a quick reply on one of the person's keys, or takes it off. The last word wins. */
export const quickReplySlot = defineOwnIntent({
  name: 'quickReply.slot',
  args: z.object({ slot, replyId }),
});

/** Pure, the same on screens and in the hub. */
export function assignedSlot(
  before: ReplySlot | null,
  args: z.output<typeof quickReplySlot.args>,
  operatorId: Id,
): ReplySlot {
  return { ...args, operatorId, rev: (before?.rev ?? 0) + 1 };
}
