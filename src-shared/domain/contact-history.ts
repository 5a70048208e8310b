import { z } from 'zod';
import { attachmentSchema } from './attachment.ts';
import { contactSchema } from './contact.ts';
import { dialogSchema } from './dialog.ts';
import { idSchema, timestampSchema } from './ids.ts';
import { authorSchema, messageSchema, visibilitySchema } from './message.ts';

/**
 * All talks with one client as one scroll (scenario C7): dialog after dialog by the time of their beginning, messages of each in their
 * order. A place in it is a dialog and a seq in it.
 */
export const historyPlaceSchema = z.object({
  dialogId: idSchema,
  /** Messages before this seq; null: from the dialog's end. */
  before: z.int().positive().nullable(),
});
export type HistoryPlace = z.infer<typeof historyPlaceSchema>;

/** Neighbouring messages of one dialog by rising seq, without a hole. */
export const historyPartSchema = z.object({ dialog: dialogSchema, messages: z.array(messageSchema) });
export type HistoryPart = z.infer<typeof historyPartSchema>;

/** A file of one of the client's talks. */
export const contactFileSchema = z.object({
  file: attachmentSchema,
  dialogId: idSchema,
  messageId: idSchema,
  seq: z.int().positive(),
  author: authorSchema,
  visibility: visibilitySchema,
  at: timestampSchema,
});
export type ContactFile = z.infer<typeof contactFileSchema>;

/** Another contact that may be the same person (scenario E4). Offered, never merged by itself. */
export const duplicateSchema = z.object({
  contact: contactSchema,
  /** Numbers and addresses that both have. */
  shared: z.array(z.string()).min(1),
});
export type Duplicate = z.infer<typeof duplicateSchema>;
