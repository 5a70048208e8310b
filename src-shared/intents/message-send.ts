import { z } from 'zod';
import { attachmentsSchema, type Attachment } from '../domain/attachment.ts';
import { abilitiesOf } from '../domain/channel-abilities.ts';
import { offeredTo, responsibleOf, type Dialog } from '../domain/dialog.ts';
import { formAsText, formRequestSchema, type FormRequest } from '../domain/form.ts';
import { idSchema } from '../domain/ids.ts';
import { captionSchema, visibilitySchema, type Visibility } from '../domain/message.ts';
import { quote, type MessageDraft } from '../domain/transcript.ts';
import { afterSeqSchema, append, defineDialogIntent, type IntentContext } from './define.ts';
import {
  claim,
  claimNotices,
  eventDraft,
  noticeTo,
  refuseIfClosed,
  refuseIfNotCarried,
  refuseIfOthers,
  refuseIfOvertaken,
} from './rules.ts';

/** Arguments of a message that is nothing but its text. */
export const NOTHING_ELSE = { attachments: [], mentions: [], replyTo: null, form: null };

/** Most colleagues named in one message. */
export const MAX_MENTIONS = 20;

/** Whoever answers a hidden message speaks to colleagues, whatever his screen said: its words are quoted (scenario C4). */
function visibilityOf(ctx: IntentContext, args: { visibility: Visibility }): Visibility {
  return ctx.message?.visibility === 'hidden' ? 'hidden' : args.visibility;
}

/**
 * Says something in a dialog. The message has the id of the intent. A public answer to a free dialog also claims it:
 * whoever answers is responsible (scenario B4).
 */
export const messageSend = defineDialogIntent({
  name: 'message.send',
  args: z
    .object({
      dialogId: idSchema,
      text: captionSchema,
      /** Uploaded before. What is said here of a file serves the optimistic effect; the hub goes by the file. */
      attachments: attachmentsSchema.default([]),
      visibility: visibilitySchema,
      /** Colleagues named in a hidden message; they hear of it. */
      mentions: z.array(idSchema).max(MAX_MENTIONS).default([]),
      afterSeq: afterSeqSchema,
      /** The message of this dialog that it answers. */
      replyTo: idSchema.nullable().default(null),
      /** What the client is asked; the text introduces it. */
      form: formRequestSchema.nullable().default(null),
    })
    .refine(({ text, attachments }) => text !== '' || attachments.length > 0, {
      error: 'the text is empty',
      path: ['text'],
    })
    .refine(({ attachments }) => new Set(attachments.map(({ id }) => id)).size === attachments.length, {
      error: 'a file is attached twice',
      path: ['attachments'],
    })
    .refine(({ form, text, attachments }) => form === null || (text !== '' && attachments.length === 0), {
      error: 'a form goes with words and without files',
      path: ['form'],
    }),
  check(ctx, dialog, args) {
    const closed = refuseIfClosed(dialog);
    if (closed) return closed;
    // Colleagues in scope may always leave a hidden note; it binds nobody.
    if (visibilityOf(ctx, args) === 'hidden') return args.form ? { code: 'form_is_public' } : null;
    return (
      refuseIfOthers(ctx, dialog) ??
      refuseIfNotCarried(ctx, args.attachments) ??
      refuseIfOvertaken(ctx, dialog, args.afterSeq)
    );
  },
  effect(ctx, dialog, args) {
    const visibility = visibilityOf(ctx, args);
    const hidden = visibility === 'hidden';
    const mentions = hidden ? [...new Set(args.mentions)] : [];
    const said: MessageDraft = {
      id: ctx.intentId,
      author: { kind: 'operator', operatorId: ctx.actor.operatorId },
      visibility,
      ...contentOf(ctx, args),
      mentions,
      delivery: hidden ? null : { state: 'pending' },
      replyTo: ctx.message?.body.kind === 'text' ? quote(ctx.message) : null,
      at: ctx.now,
    };
    if (hidden) {
      const told = mentions.flatMap((id) => noticeTo(ctx, id, 'mentioned', args.text));
      return append(dialog, [said], told);
    }
    const claimed = claimEvent(ctx, dialog);
    if (!claimed) return append(dialog, [said]);
    return append(claim(ctx, dialog), [claimed, said], claimNotices(ctx, dialog));
  },
});

/** A form where the client's messenger shows it; elsewhere the same as words. */
function contentOf(
  { channel }: IntentContext,
  { text, attachments, form }: { text: string; attachments: Attachment[]; form: FormRequest | null },
): Pick<MessageDraft, 'body' | 'form'> {
  const asWords = form !== null && !abilitiesOf(channel).forms;
  return {
    body: { kind: 'text', text: asWords ? formAsText(text, form) : text, attachments },
    ...(form && !asWords && { form: { ...form, answeredBy: null } }),
  };
}

/** Answering takes what nobody has, and what is offered to the one who answers. */
function claimEvent(ctx: IntentContext, dialog: Dialog): MessageDraft | null {
  const { operatorId } = ctx.actor;
  if (offeredTo(dialog) === operatorId && dialog.handOver)
    return eventDraft(ctx, 1, { type: 'offer_taken', operatorId, fromId: dialog.handOver.fromId });
  return responsibleOf(dialog) === null ? eventDraft(ctx, 1, { type: 'claimed', operatorId }) : null;
}
