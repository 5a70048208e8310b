import { z } from 'zod';
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
  preview: z.string(),
  author: authorSchema,
  visibility: visibilitySchema,
  at: timestampSchema,
});
export type LastMessage = z.infer<typeof lastMessageSchema>;

export const dialogSchema = z.object({
  id: idSchema,
  channelId: idSchema,
  lineId: idSchema,
  branchId: idSchema,
  contactId: idSchema,
  state: dialogStateSchema,
  participantIds: z.array(idSchema),
  previousDialogId: idSchema.nullable(),
  createdAt: timestampSchema,
  lastActivityAt: timestampSchema,
  /** Since when the client waits: time of his first message after the last public answer or manual mark; null when answered. */
  waitingSince: timestampSchema.nullable(),
  /** Client's messages since the last public answer or manual mark. Opening the dialog does not change it (scenario C9). */
  unread: z.int().nonnegative(),
  lastSeq: z.int().nonnegative(),
  lastMessage: lastMessageSchema.nullable(),
  rev: revSchema,
});
export type Dialog = z.infer<typeof dialogSchema>;

export function responsibleOf(dialog: Pick<Dialog, 'state'>): Id | null {
  return dialog.state.status === 'queued' ? null : dialog.state.responsibleId;
}

export function isOpen(dialog: Pick<Dialog, 'state'>): boolean {
  return dialog.state.status !== 'closed';
}
