import { z } from 'zod';
import { contactSchema } from '../domain/contact.ts';
import { dialogSchema } from '../domain/dialog.ts';
import { directoryRowSchema } from '../domain/directory.ts';
import { idSchema } from '../domain/ids.ts';
import { messageSchema } from '../domain/message.ts';
import { noticeSchema } from '../domain/notice.ts';
import { quickReplySchema, replySlotSchema } from '../domain/quick-reply.ts';
import { scopeSchema } from '../domain/scope.ts';
import { talkMarkSchema, talkSchema } from '../domain/talk.ts';
import { dialogBundleSchema } from '../domain/bundle.ts';

/**
 * One step of the feed as a session sees it. Rows come whole, with their `rev`; applying one twice, or an older one late,
 * changes nothing. `enter` brings a dialog that came into scope, `gone` takes one back with everything in it.
 */
export const changeSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('dialog'), dialog: dialogSchema }),
  z.object({ type: z.literal('message'), message: messageSchema }),
  z.object({ type: z.literal('contact'), contact: contactSchema }),
  z.object({ type: z.literal('directory'), entry: directoryRowSchema }),
  z.object({ type: z.literal('notice'), notice: noticeSchema }),
  /** Talks of the team have changes of their own: nothing that is done with dialogs is done with them. */
  z.object({ type: z.literal('talk'), talk: talkSchema }),
  z.object({ type: z.literal('talkMessage'), message: messageSchema }),
  z.object({ type: z.literal('talkMark'), mark: talkMarkSchema }),
  /** Whoever loses sight of one that moves to another shelf hears that it was deleted. */
  z.object({ type: z.literal('quickReply'), reply: quickReplySchema }),
  z.object({ type: z.literal('replySlot'), slot: replySlotSchema }),
  z.object({ type: z.literal('enter'), bundle: dialogBundleSchema }),
  z.object({ type: z.literal('gone'), dialogId: idSchema }),
  /** The session's own rights changed; the client takes a new snapshot and drops what is no longer in it. */
  z.object({ type: z.literal('scope'), scope: scopeSchema }),
]);
export type Change = z.infer<typeof changeSchema>;
