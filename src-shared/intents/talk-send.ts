import { z } from 'zod';
import { attachmentsSchema } from '../domain/attachment.ts';
import { idSchema } from '../domain/ids.ts';
import { captionSchema } from '../domain/message.ts';
import { appendToTalk, markAfterSaying, talkPlaceSchema } from '../domain/talk.ts';
import { quote } from '../domain/transcript.ts';
import { afterSeqSchema } from './define.ts';
import { defineTalkIntent, refuseIfLeft } from './define-talk.ts';
import { MAX_MENTIONS } from './message-send.ts';

/**
 * Says something to colleagues. The message has the id of the intent. It names the place and not the talk alone: the first message
 * makes the talk, whoever is first.
 */
export const talkSend = defineTalkIntent({
  name: 'talk.send',
  args: z
    .object({
      talkId: idSchema,
      place: talkPlaceSchema,
      text: captionSchema,
      /** Uploaded before; the hub goes by the file. */
      attachments: attachmentsSchema.default([]),
      /** Colleagues of the talk who are called by name. */
      mentions: z.array(idSchema).max(MAX_MENTIONS).default([]),
      /** `lastSeq` of the talk as the person saw it. */
      afterSeq: afterSeqSchema,
      replyTo: idSchema.nullable().default(null),
    })
    .refine(({ text, attachments }) => text !== '' || attachments.length > 0, {
      error: 'the text is empty',
      path: ['text'],
    })
    .refine(({ attachments }) => new Set(attachments.map(({ id }) => id)).size === attachments.length, {
      error: 'a file is attached twice',
      path: ['attachments'],
    }),
  check: refuseIfLeft,
  effect(ctx, { talk, mark }, { text, attachments, mentions, afterSeq }) {
    const said = appendToTalk(talk, {
      id: ctx.intentId,
      authorId: ctx.actor.operatorId,
      body: { kind: 'text', text, attachments },
      mentions: [...new Set(mentions)].filter((id) => id !== ctx.actor.operatorId),
      replyTo: ctx.message?.body.kind === 'text' ? quote(ctx.message) : null,
      at: ctx.now,
    });
    return {
      talk: said.talk,
      mark: markAfterSaying(mark, talk, afterSeq),
      messages: [said.message],
      changed: null,
    };
  },
});
