import { z } from 'zod';
import { attachmentSchema, attachmentKindSchema, fileNameSchema } from '../../domain/attachment.ts';
import { idSchema } from '../../domain/ids.ts';

/**
 * Files travel apart from messages: uploaded first (tus 1.0, https://tus.io), then named by `message.send`.
 *
 * `POST /api/files/uploads` begins an upload, `HEAD` and `PATCH /api/files/uploads/:id` go on with it. `Upload-Metadata` carries
 * `uploadMetadataSchema` (each value base64). The id is the client's: beginning the same upload again changes nothing.
 * `GET /api/files/:id` → `fileResponseSchema`; `GET /api/files/:id/content` the bytes as they came (with `Range`), always as
 * something to save; `GET /api/files/:id/preview` the small picture; `POST /api/files/:id/link` → `fileLinkSchema`.
 */
export const uploadMetadataSchema = z.object({
  id: idSchema,
  name: fileNameSchema,
  /** `voice`: spoken into the microphone. Believed only of a sound. */
  purpose: z.enum(['file', 'voice']).default('file'),
  /** Recordings of browsers do not carry their length, so who recorded says it; for showing only. */
  durationMs: z.coerce.number().int().min(0).max(86_400_000).optional(),
});
export type UploadMetadata = z.infer<typeof uploadMetadataSchema>;

/**
 * `POST /api/files/copies` → `fileResponseSchema`: a file of one's own with the bytes of another that one may see. A file belongs to one
 * message, or to one quick reply; so what a reply brings along is copied into each message, without being uploaded again.
 */
export const copyRequestSchema = z.object({ id: idSchema, from: idSchema });

/** The file as the hub knows it by its content. 404 until all of it is there. */
export const fileResponseSchema = z.object({ file: attachmentSchema });

/** Where a player may fetch the bytes without a header, for a short time; relative to the hub. */
export const fileLinkSchema = z.object({ path: z.string(), expiresAt: z.int(), kind: attachmentKindSchema });
export type FileLink = z.infer<typeof fileLinkSchema>;
