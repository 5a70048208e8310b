import { z } from 'zod';
import { idSchema, revSchema, timestampSchema } from './ids.ts';

/** What one operator should hear of what others did, in dialogs that he may not even see any more. */
export const noticeKindSchema = z.enum([
  'mentioned',
  'invited',
  'offered',
  'offer_taken',
  'offer_declined',
  'offer_recalled',
  'handed_back',
  'taken_over',
  'senior_called',
  'senior_came',
  'woken',
  /** Whoever had the dialog lost access to it: it is back in the queue. */
  'released',
  /** Whom it was offered to lost access. */
  'offer_lapsed',
  /** Somebody of the line to which one had passed the dialog took it. */
  'line_taken',
]);
export type NoticeKind = z.infer<typeof noticeKindSchema>;

export const noticeSchema = z.object({
  id: idSchema,
  /** Whose it is; nobody else gets it. */
  operatorId: idSchema,
  kind: noticeKindSchema,
  dialogId: idSchema,
  /** Who did it; null: the system. */
  byId: idSchema.nullable(),
  /** The note or the beginning of the text that came with it; may be empty. */
  text: z.string().max(500),
  /** Name of the client as it was then: the dialog may be out of sight. */
  clientName: z.string().max(200),
  at: timestampSchema,
  seenAt: timestampSchema.nullable(),
  rev: revSchema,
});
export type Notice = z.infer<typeof noticeSchema>;

/** Longest text kept with a notice. */
export const MAX_NOTICE_TEXT = 500;

/** A notice as rules make it; the hub knows the rest. `seniors`: those of the dialog's branch. */
export interface NoticeDraft {
  to: { kind: 'operator'; operatorId: string } | { kind: 'seniors' };
  kind: NoticeKind;
  text: string;
}
