import { z } from 'zod/mini';

/** `GET /chat/:channelId/config`: what the widget needs before anybody writes. Public, but only to allowed origins. */
export const chatConfigSchema = z.object({
  channelId: z.string(),
  companyName: z.string(),
  /** Texts by language; the widget falls back to English. */
  greeting: z.object({ ru: z.string(), en: z.string() }),
  /** Accent colour of the company: `#rrggbb`. */
  accent: z.string().check(z.regex(/^#[0-9a-f]{6}$/i)),
  language: z.enum(['auto', 'ru', 'en']),
});
export type ChatConfig = z.infer<typeof chatConfigSchema>;
