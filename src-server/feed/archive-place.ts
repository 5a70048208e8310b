import { z } from 'zod';
import { decodeToken, encodeToken, foundSchema, LAST_MS } from './snapshot-place.ts';

const placeSchema = z.object({
  kind: z.literal('archive'),
  /** Dialogs closed later are in the snapshot. */
  upTo: z.int().nonnegative().max(LAST_MS),
  /** Dialogs closed then or earlier are left alone; null where the archive begins. */
  since: z.int().nonnegative().max(LAST_MS).nullable(),
  /** Dialogs altogether, counted where the archive begins. */
  total: z.int().nonnegative().nullable(),
  after: foundSchema.nullable(),
});

/** Where the archive goes on. As the place of a snapshot: opaque to the client, and worth nothing to a forger. */
export type ArchivePlace = z.infer<typeof placeSchema>;

/** The beginning of the archive that a snapshot leaves out. @param upTo its earliest time of closing */
export function archiveBeginning(upTo: number): string {
  return encodeArchivePlace({ kind: 'archive', upTo, since: null, total: null, after: null });
}

export function encodeArchivePlace(place: ArchivePlace): string {
  return encodeToken(place);
}

/** @returns null when it is not one of ours */
export function decodeArchivePlace(text: string): ArchivePlace | null {
  return decodeToken(placeSchema, text);
}
