import { z } from 'zod';
import { cleanText, isBlank } from '../lib/text.ts';
import { idSchema } from './ids.ts';

/** Most attachments of one message. */
export const MAX_ATTACHMENTS = 10;
/** Longest name of a file that is kept, in UTF-16 units. */
export const MAX_FILE_NAME = 200;

/** What a file is by its content, never by its name. `voice`: a sound that was spoken into the microphone. */
export const attachmentKindSchema = z.enum(['image', 'video', 'audio', 'voice', 'pdf', 'text', 'other']);
export type AttachmentKind = z.infer<typeof attachmentKindSchema>;

/** Name of a file as its sender calls it; hostile: it never becomes a path, and characters that turn others around are gone. */
export const fileNameSchema = z.string().overwrite(cleanFileName).min(1).max(MAX_FILE_NAME);

const pixelsSchema = z.int().positive().max(100_000).nullable();

/**
 * A file of a message. Its bytes are fetched by the id. In the hub all of this but the name comes from the stored file; in an
 * optimistic effect it is what the sender's client knows.
 */
export const attachmentSchema = z.object({
  /** Made by whoever uploads it (UUIDv7). */
  id: idSchema,
  name: fileNameSchema,
  /** Bytes. */
  size: z.int().nonnegative(),
  /** Media type by the content. */
  mime: z.string().max(127),
  kind: attachmentKindSchema,
  /** Of pictures, as they are shown (turned by their EXIF); null where it is not known. */
  width: pixelsSchema,
  height: pixelsSchema,
  durationMs: z.int().nonnegative().nullable(),
  /** `ready`: there is a small picture of it (`FILE_PREVIEW`), made anew by the hub. */
  preview: z.enum(['none', 'ready']),
});
export type Attachment = z.infer<typeof attachmentSchema>;

export const attachmentsSchema = z.array(attachmentSchema).max(MAX_ATTACHMENTS);

/** What lists say of a message's attachments: their kind if they are alike, else `other`. */
export const attachmentSummarySchema = z.object({
  kind: attachmentKindSchema,
  count: z.int().positive(),
});
export type AttachmentSummary = z.infer<typeof attachmentSummarySchema>;

export function summaryOf(attachments: readonly Pick<Attachment, 'kind'>[]): AttachmentSummary | null {
  const [first] = attachments;
  if (!first) return null;
  const alike = attachments.every(({ kind }) => kind === first.kind);
  return { kind: alike ? first.kind : 'other', count: attachments.length };
}

// Embeddings, overrides and isolates: by them "gpj.exe" is read as "exe.jpg".
const TURNING = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const NOT_IN_NAMES = /[\\/:*?"<>|\n\t]/g;

/** A name that is safe to show and to save under: no paths, no control or turning characters; cut before its ending. */
export function cleanFileName(raw: string): string {
  const name = cleanText(raw)
    .replace(TURNING, '')
    .replace(NOT_IN_NAMES, '_')
    .trim()
    .replace(/^\.+/, '')
    // Looked for from where such characters begin only: a name of nothing but dots takes no longer than any other.
    .replace(/(?<![. ])[. ]+$/, '');
  // Of characters without a picture nothing could be pressed.
  if (isBlank(name)) return 'file';
  if (name.length <= MAX_FILE_NAME) return name;
  const dot = name.lastIndexOf('.');
  const ending = dot > 0 && name.length - dot <= 12 ? name.slice(dot) : '';
  return name.slice(0, MAX_FILE_NAME - ending.length).toWellFormed() + ending;
}
