import { z } from 'zod';
import { idSchema } from '../domain/ids.ts';
import { replyBaseSchema, type QuickReply } from '../domain/quick-reply.ts';
import { defineOwnIntent } from './define.ts';
import type { Editor } from './quick-reply-save.ts';

/** Takes a quick reply away. Saved anew on top of that, it is there again. */
export const quickReplyDelete = defineOwnIntent({
  name: 'quickReply.delete',
  args: z.object({ id: idSchema, basedOn: replyBaseSchema }),
});

/** Pure, the same on screens and in the hub. */
export function deletedReply(before: QuickReply, { operatorId, now }: Editor): QuickReply {
  if (before.deleted) return before;
  return { ...before, deleted: true, updatedAt: now, updatedBy: operatorId, rev: before.rev + 1 };
}
