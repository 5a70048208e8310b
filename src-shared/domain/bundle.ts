import { z } from 'zod';
import { contactSchema } from './contact.ts';
import { dialogSchema } from './dialog.ts';
import { idSchema } from './ids.ts';
import { messageSchema } from './message.ts';

/** Neighbouring messages of one dialog by rising seq, without holes. Starts at the beginning when the first seq is 1. */
export const messagePageSchema = z.object({ dialogId: idSchema, messages: z.array(messageSchema) });
export type MessagePage = z.infer<typeof messagePageSchema>;

/** A dialog whole enough to work in: itself, its client, its newest messages. Older ones come by pages on demand. */
export const dialogBundleSchema = z.object({
  dialog: dialogSchema,
  contact: contactSchema,
  page: messagePageSchema,
});
export type DialogBundle = z.infer<typeof dialogBundleSchema>;
