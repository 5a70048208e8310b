import { MAX_TEXT_BYTES, utf8Length } from '#shared/lib/text.ts';

/** How a text stands to the limit of a message (64 KiB of UTF-8). */
export type TextSize = { kind: 'fine' } | { kind: 'near' | 'over'; bytes: number };

const NEAR = MAX_TEXT_BYTES * 0.9;

export function sizeOf(text: string): TextSize {
  // A code unit takes three bytes at most: short texts need no counting at every key.
  if (text.length * 3 < NEAR) return { kind: 'fine' };
  const bytes = utf8Length(text);
  if (bytes > MAX_TEXT_BYTES) return { kind: 'over', bytes };
  return bytes >= NEAR ? { kind: 'near', bytes } : { kind: 'fine' };
}

/** KiB for people: one digit after the point, and never rounded down to the limit when it is over. */
export const kib = (bytes: number): string => String(Math.ceil((bytes / 1024) * 10) / 10);
