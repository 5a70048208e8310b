import { z } from 'zod';
import { idSchema } from '#shared/domain/ids.ts';

/** The last message of the page before: its time in microseconds and its id. */
export interface PagePlace {
  micros: string;
  id: string;
}

const placeSchema = z.tuple([z.string().regex(/^\d{1,18}$/), idSchema]);

export function encodePagePlace({ micros, id }: PagePlace): string {
  return `${micros}.${id}`;
}

/** @returns null when it is not one that the hub gave */
export function decodePagePlace(text: string): PagePlace | null {
  const parsed = placeSchema.safeParse(text.split('.'));
  return parsed.success ? { micros: parsed.data[0], id: parsed.data[1] } : null;
}
