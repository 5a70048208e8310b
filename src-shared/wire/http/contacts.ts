import { z } from 'zod';
import {
  contactFileSchema,
  duplicateSchema,
  historyPartSchema,
  historyPlaceSchema,
} from '../../domain/contact-history.ts';
import { contactSchema } from '../../domain/contact.ts';
import { idSchema } from '../../domain/ids.ts';
import { PAGE_MESSAGES } from '../protocol.ts';

/** `GET /api/contacts/:contactId`: the client, or what he became part of; only who sees a dialog of his. */
export const contactResponseSchema = z.object({ contact: contactSchema });

/** `GET /api/contacts/:contactId/history`: without a place from the newest message of the newest dialog. */
export const contactHistoryQuerySchema = z.object({
  dialogId: idSchema.optional(),
  before: z.coerce.number().int().positive().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(PAGE_MESSAGES),
});

export const contactHistoryResponseSchema = z.object({
  /** The dialog that began first comes first. */
  parts: z.array(historyPartSchema),
  /** Where older ones begin; null: there are none in scope. */
  next: historyPlaceSchema.nullable(),
});
export type ContactHistoryPage = z.infer<typeof contactHistoryResponseSchema>;

/** `GET /api/contacts/:contactId/files`, newest first. */
export const contactFilesQuerySchema = z.object({
  /** `next` of the page before. */
  before: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(60),
});

export const contactFilesResponseSchema = z.object({
  files: z.array(contactFileSchema),
  next: z.string().nullable(),
});
export type ContactFilesPage = z.infer<typeof contactFilesResponseSchema>;

/** `GET /api/contacts/:contactId/duplicates`: clients with the same number or address of whom the session sees a dialog. */
export const duplicatesResponseSchema = z.object({ duplicates: z.array(duplicateSchema) });

/** `GET /api/contact-tags`: all tags of the workspace, the most used first. */
export const contactTagsResponseSchema = z.object({ tags: z.array(z.string()) });
