import { z } from 'zod';
import { idSchema } from '#shared/domain/ids.ts';

/** The last line of the page before: what it is sorted by, as text (times in microseconds), and its id. */
export interface TablePlace {
  key: string | null;
  id: string;
}

/** Nothing that is sorted by has U+0000 in it, and the database takes no text with it. */
const keySchema = z.string().refine((key) => !key.includes('\0'));
const placeSchema = z.tuple([keySchema.nullable(), idSchema]);

export function encodeTablePlace({ key, id }: TablePlace): string {
  return JSON.stringify([key, id]);
}

/** @returns null when it is not one that the hub gave */
export function decodeTablePlace(text: string): TablePlace | null {
  try {
    const [key, id] = placeSchema.parse(JSON.parse(text));
    return { key, id };
  } catch {
    return null;
  }
}
