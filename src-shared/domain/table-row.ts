import { z } from 'zod';
import { lastMessageSchema, responsibleOf, type Dialog } from './dialog.ts';
import { idSchema, nameSchema, timestampSchema } from './ids.ts';

/** How it stands with a dialog, in the order in which it goes through life; what is over says how it ended. */
export const TABLE_STATUSES = ['queued', 'active', 'finished', 'silence', 'spam'] as const;
export const tableStatusSchema = z.enum(TABLE_STATUSES);
export type TableStatus = z.infer<typeof tableStatusSchema>;

/** A dialog as one line of the table of dialogs (scenario D1): what is shown, filtered and sorted by, and nothing else. */
export const tableRowSchema = z.object({
  id: idSchema,
  contactId: idSchema,
  /** Of the client; null: a neutral name is made from `number`. */
  name: nameSchema.nullable(),
  number: z.int().positive(),
  tags: z.array(z.string()),
  channelId: idSchema,
  lineId: idSchema,
  branchId: idSchema,
  responsibleId: idSchema.nullable(),
  status: tableStatusSchema,
  createdAt: timestampSchema,
  closedAt: timestampSchema.nullable(),
  lastActivityAt: timestampSchema,
  waitingSince: timestampSchema.nullable(),
  snoozedUntil: timestampSchema.nullable(),
  unread: z.int().nonnegative(),
  /** Messages and events of the dialog. */
  messages: z.int().nonnegative(),
  lastMessage: lastMessageSchema.nullable(),
});
export type TableRow = z.infer<typeof tableRowSchema>;

/** What of a line the client's own row says; it changes apart from the dialog. */
export type ClientPart = Pick<TableRow, 'name' | 'number' | 'tags'>;
/** The rest. */
export type DialogPart = Omit<TableRow, keyof ClientPart>;

export function clientPart({ name, number, tags }: ClientPart): ClientPart {
  return { name, number, tags };
}

/** As much of a dialog as a line needs. */
export type TableDialog = Pick<
  Dialog,
  | 'id'
  | 'contactId'
  | 'channelId'
  | 'lineId'
  | 'branchId'
  | 'state'
  | 'createdAt'
  | 'lastActivityAt'
  | 'waitingSince'
  | 'snoozed'
  | 'unread'
  | 'lastSeq'
  | 'lastMessage'
>;

export function dialogPart(dialog: TableDialog): DialogPart {
  const { state } = dialog;
  return {
    id: dialog.id,
    contactId: dialog.contactId,
    channelId: dialog.channelId,
    lineId: dialog.lineId,
    branchId: dialog.branchId,
    responsibleId: responsibleOf(dialog),
    status: state.status === 'closed' ? state.outcome : state.status,
    createdAt: dialog.createdAt,
    closedAt: state.status === 'closed' ? state.closedAt : null,
    lastActivityAt: dialog.lastActivityAt,
    waitingSince: dialog.waitingSince,
    snoozedUntil: dialog.snoozed?.until ?? null,
    unread: dialog.unread,
    messages: dialog.lastSeq,
    lastMessage: dialog.lastMessage,
  };
}

export function isOver(status: TableStatus): boolean {
  return status !== 'queued' && status !== 'active';
}
