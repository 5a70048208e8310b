import { z } from 'zod';
import { idSchema } from '#shared/domain/ids.ts';
import { cursorSchema } from '#shared/wire/cursor.ts';

/** Latest moment that a `Date` can be. */
const LAST_MS = 8.64e15;

const placeSchema = z.object({
  cursor: cursorSchema,
  total: z.int().nonnegative(),
  closedSince: z.int().nonnegative().max(LAST_MS),
  part: z.enum(['open', 'closed', 'moved']),
  /** The last dialog of the page before; `key` is a time in microseconds, or a transaction id. */
  after: z.object({ key: z.string().regex(/^\d{1,18}$/), id: idSchema }).nullable(),
});

/**
 * Where the next page of a snapshot begins. It travels through the client as an opaque text and is not signed: what is in scope is
 * decided anew for every page, so a forged one gives its forger nothing but a senseless page.
 */
export type Place = z.infer<typeof placeSchema>;

export function encodePlace(place: Place): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** @returns null when it is not one of ours */
export function decodePlace(text: string): Place | null {
  try {
    return placeSchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
  } catch {
    return null;
  }
}
