import { z } from 'zod';
import { attachmentSummarySchema } from './attachment.ts';
import { handOverSchema, seniorCallSchema, snoozeSchema } from './hand-over.ts';
import { authorSchema, visibilitySchema } from './message.ts';
import { idSchema, revSchema, timestampSchema, type Id } from './ids.ts';

/** Life of a dialog: queued → active → closed. A client who writes after closing opens a new dialog. */
export const dialogStateSchema = z.discriminatedUnion('status', [
  z.object({ status: z.literal('queued') }),
  z.object({ status: z.literal('active'), responsibleId: idSchema }),
  z.object({
    status: z.literal('closed'),
    responsibleId: idSchema.nullable(),
    closedAt: timestampSchema,
    outcome: z.enum(['finished', 'spam', 'silence']),
  }),
]);

/** The last text of the dialog as lists show it; hidden ones included, marked. */
export const lastMessageSchema = z.object({
  seq: z.int().positive(),
  /** Empty when only files were sent. */
  preview: z.string(),
  files: attachmentSummarySchema.nullable(),
  author: authorSchema,
  visibility: visibilitySchema,
  at: timestampSchema,
});
export type LastMessage = z.infer<typeof lastMessageSchema>;

/**
 * The last thing an operator did that an answer written before it does not know of. What was written offline and comes after
 * it is not sent blindly: the client would be answered twice.
 */
export const turnSchema = z.object({
  seq: z.int().positive(),
  operatorId: idSchema,
  what: z.enum(['answered', 'claimed', 'finished', 'moved']),
});
export type Turn = z.infer<typeof turnSchema>;

export const dialogSchema = z.object({
  id: idSchema,
  channelId: idSchema,
  lineId: idSchema,
  branchId: idSchema,
  contactId: idSchema,
  state: dialogStateSchema,
  participantIds: z.array(idSchema),
  previousDialogId: idSchema.nullable(),
  /** Page of a site on which the client wrote last, http(s); hostile. Null where the channel knows none. */
  pageUrl: z.string().max(2048).nullable(), // what the column holds; hubs take in less: `MAX_PAGE_URL`
  createdAt: timestampSchema,
  lastActivityAt: timestampSchema,
  /** Since when the client waits: time of his first message after the last public answer or manual mark; null when answered. */
  waitingSince: timestampSchema.nullable(),
  /** Client's messages since the last public answer or manual mark. Opening the dialog does not change it (scenario C9). */
  unread: z.int().nonnegative(),
  lastSeq: z.int().nonnegative(),
  lastMessage: lastMessageSchema.nullable(),
  lastTurn: turnSchema.nullable(),
  /** `seq` of the client's newest message; 0 when he has not written in this dialog. */
  lastClientSeq: z.int().nonnegative(),
  handOver: handOverSchema.nullable().default(null),
  /** Out of Unanswered meanwhile. */
  snoozed: snoozeSchema.nullable().default(null),
  seniorCall: seniorCallSchema.nullable().default(null),
  /** Operators who keep it at the top of their lists. */
  pinnedBy: z.array(idSchema).default(() => []),
  rev: revSchema,
});
export type Dialog = z.infer<typeof dialogSchema>;

export function responsibleOf(dialog: Pick<Dialog, 'state'>): Id | null {
  return dialog.state.status === 'queued' ? null : dialog.state.responsibleId;
}

/** To whom the dialog is offered just now; null when it is not. */
export function offeredTo(dialog: Pick<Dialog, 'handOver'>): Id | null {
  const offer = dialog.handOver;
  return offer?.state === 'offered' && offer.to.kind === 'operator' ? offer.to.operatorId : null;
}

/** Who takes part in the talk, invited or come in by himself; whom the dialog is only offered to does not. */
export function guestsOf({ handOver, participantIds }: Pick<Dialog, 'handOver' | 'participantIds'>): Id[] {
  const toId = handOver?.wasInside === true ? null : offeredTo({ handOver });
  return participantIds.filter((id) => id !== toId);
}

export function isOpen(dialog: Pick<Dialog, 'state'>): boolean {
  return dialog.state.status !== 'closed';
}

/** What a new dialog begins with, whatever channel it comes from. */
export const UNTOUCHED = {
  participantIds: [],
  waitingSince: null,
  unread: 0,
  lastSeq: 0,
  lastMessage: null,
  lastTurn: null,
  lastClientSeq: 0,
  handOver: null,
  snoozed: null,
  seniorCall: null,
  pinnedBy: [],
} satisfies Partial<Dialog>;
