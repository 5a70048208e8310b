import { z } from 'zod';
import { idSchema } from '#shared/domain/ids.ts';
import { cursorSchema } from '#shared/domain/cursor.ts';

/** Latest moment that a `Date` can be. */
export const LAST_MS = 8.64e15;

/** The last dialog of a page. */
export const foundSchema = z.object({ key: z.string().regex(/^\d{1,18}$/), id: idSchema });

const placeSchema = z.object({
  cursor: cursorSchema,
  total: z.int().nonnegative(),
  closedSince: z.int().nonnegative().max(LAST_MS),
  part: z.enum(['open', 'replies', 'closed', 'pinned', 'moved']),
  /** The last of the page before; `key` is a time in microseconds, or a transaction id, and of no meaning for a quick reply. */
  after: foundSchema.nullable(),
});

/**
 * Where the next page of a snapshot begins. It travels through the client as an opaque text and is not signed: what is in scope is
 * decided anew for every page, so a forged one gives its forger nothing but a senseless page.
 */
export type Place = z.infer<typeof placeSchema>;

export function encodePlace(place: Place): string {
  return encodeToken(place);
}

/** @returns null when it is not one of ours */
export function decodePlace(text: string): Place | null {
  return decodeToken(placeSchema, text);
}

export function encodeToken(content: unknown): string {
  return Buffer.from(JSON.stringify(content)).toString('base64url');
}

/** @returns null when the text is no token of such a content */
export function decodeToken<T>(schema: z.ZodType<T>, text: string): T | null {
  try {
    return schema.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
  } catch {
    return null;
  }
}
