import { z } from 'zod';
import { dialogSchema } from '../../domain/dialog.ts';
import { PAGE_MESSAGES } from '../protocol.ts';

/** `GET /api/dialogs/:dialogId/messages` → `messagePageSchema`: the messages next before `before`, or the newest. */
export const historyQuerySchema = z.object({
  before: z.coerce.number().int().positive().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(PAGE_MESSAGES),
});

/** `GET /api/contacts/:contactId/dialogs`: the client's dialogs in scope, newest first, at most 100. */
export const contactDialogsResponseSchema = z.object({ dialogs: z.array(dialogSchema) });
