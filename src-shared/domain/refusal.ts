import { z } from 'zod';
import { turnSchema } from './dialog.ts';
import { idSchema, nameSchema } from './ids.ts';
import { sharingSchema } from './saved-filter.ts';

const deedSchema = z.enum(['edit', 'delete', 'react']);

/** Why the hub did not do what a person asked, with what happened instead. Screens put it into words. */
export const refusalSchema = z.discriminatedUnion('code', [
  /** Somebody was faster (scenario B3). */
  z.object({ code: z.literal('claimed_by_other'), operatorId: idSchema }),
  /** The dialog belongs to a colleague and the actor neither takes part in it nor may step in. */
  z.object({ code: z.literal('not_responsible'), operatorId: idSchema }),
  z.object({ code: z.literal('dialog_closed') }),
  /** A colleague answered, took or finished the dialog after the actor saw it last. Sent anew, knowing that, it may go. */
  z.object({ code: z.literal('overtaken'), operatorId: idSchema, what: turnSchema.shape.what }),
  /** The client wrote after the actor saw the dialog last: his words would get lost under what was asked. */
  z.object({ code: z.literal('client_wrote') }),
  /** Not there, or not in the actor's scope: the hub does not say which. */
  z.object({ code: z.literal('not_found') }),
  z.object({ code: z.literal('forbidden') }),
  /** A file is not here whole, is somebody else's, or belongs to another message already. */
  z.object({ code: z.literal('file_missing'), fileId: idSchema }),
  /** The dialog's channel does not take such a file. `maxBytes` 0: none of its kind. */
  z.object({
    code: z.literal('file_not_carried'),
    fileId: idSchema,
    name: z.string(),
    maxBytes: z.int().nonnegative(),
  }),
  /** The message was deleted before. */
  z.object({ code: z.literal('message_deleted') }),
  /** The channel never lets one do it to a message… */
  z.object({ code: z.literal('channel_cannot'), what: deedSchema }),
  /** …or no longer. */
  z.object({ code: z.literal('too_late'), what: deedSchema }),
  /** What clients fill in is not asked among colleagues. */
  z.object({ code: z.literal('form_is_public') }),
  /** A form stays as it was sent: its answers are to what was asked. */
  z.object({ code: z.literal('form_is_sent') }),
  /** The offer was taken, declined or recalled meanwhile; `operatorId` has the dialog now. */
  z.object({ code: z.literal('offer_over'), operatorId: idSchema.nullable() }),
  /** The colleague or line that was named is not there, or not any more. */
  z.object({ code: z.literal('no_such_target') }),
  /** Whoever or whatever line it was to go to has the dialog already, or is who gives it away. */
  z.object({ code: z.literal('already_there') }),
  /** The client has written again: his newer dialog goes on. */
  z.object({ code: z.literal('newer_dialog'), dialogId: idSchema }),
  /** Works here no more: there is nobody to read it. */
  z.object({ code: z.literal('colleague_left'), operatorId: idSchema }),
  /** Somebody changed the quick reply after the actor saw it last; `operatorId` did. Null: it is gone for good. */
  z.object({ code: z.literal('reply_changed'), operatorId: idSchema.nullable() }),
  /** Another quick reply of the same shelf is reached by it. */
  z.object({ code: z.literal('shortcut_taken'), shortcut: z.string(), replyId: idSchema, title: nameSchema }),
  /** The client has as many of them as a card holds; of notes it may be their length. */
  z.object({
    code: z.literal('contact_full'),
    part: z.enum(['phones', 'emails', 'tags', 'notes', 'identities', 'merged']),
    most: z.int().positive(),
  }),
  /** The client became part of another one meanwhile. */
  z.object({ code: z.literal('contact_merged'), intoId: idSchema }),
  /** More dialogs than can be given to another client at once; the other way round it may go. */
  z.object({ code: z.literal('too_many_dialogs'), most: z.int().positive() }),
  /** No such number can exist. */
  z.object({ code: z.literal('invalid_phone') }),
  /** In this channel one cannot begin with the client: what it needs is not known of him. */
  z.object({ code: z.literal('cannot_write_first'), lacks: z.enum(['acquaintance', 'phone', 'email']) }),
  /** The client has an open dialog in the channel: it goes on there. */
  z.object({ code: z.literal('dialog_open'), dialogId: idSchema }),
  /** The address belongs to another client; null when the actor sees none of his dialogs. */
  z.object({ code: z.literal('known_client'), contactId: idSchema.nullable() }),
  /** Somebody changed the kept filter after the actor saw it last; `operatorId` did. Null: it is not there. */
  z.object({ code: z.literal('filter_changed'), operatorId: idSchema.nullable() }),
  /** So many are kept already: by the person, or for the company. */
  z.object({ code: z.literal('too_many_filters'), sharing: sharingSchema, most: z.int().positive() }),
  z.object({ code: z.literal('invalid'), detail: z.string() }),
  z.object({ code: z.literal('unknown_intent'), name: z.string() }),
]);
export type Refusal = z.infer<typeof refusalSchema>;
