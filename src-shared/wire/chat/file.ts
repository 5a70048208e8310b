import { z } from 'zod/mini';

/**
 * A file in the site chat. `GET /chat/:channelId/files/:id` gives its bytes, `…/:id/preview` its small picture, both with the
 * visitor's token. Uploads are tus at `/chat/:channelId/files/uploads`, as operators' are (`wire/http/files`).
 */
export const chatFileSchema = z.object({
  id: z.string(),
  name: z.string(),
  size: z.int(),
  mime: z.string(),
  kind: z.enum(['image', 'video', 'audio', 'voice', 'pdf', 'text', 'other']),
  width: z.nullable(z.int()),
  height: z.nullable(z.int()),
  durationMs: z.nullable(z.int()),
  preview: z.enum(['none', 'ready']),
});
export type ChatFile = z.infer<typeof chatFileSchema>;
