import { sizeIn, type TextLimit } from '#shared/domain/text-limit.ts';

/** How a text stands to the limit of its channel. */
export type TextSize = { kind: 'fine' } | { kind: 'near' | 'over'; size: number; limit: TextLimit };

export function sizeOf(text: string, limit: TextLimit): TextSize {
  const near = limit.max * 0.9;
  // A code unit takes three bytes at most: short texts need no counting at every key.
  if (text.length * 3 < near) return { kind: 'fine' };
  const size = sizeIn(limit.unit, text);
  if (size > limit.max) return { kind: 'over', size, limit };
  return size >= near ? { kind: 'near', size, limit } : { kind: 'fine' };
}

/** KiB for people: one digit after the point, and never rounded down to the limit when it is over. */
export const kib = (bytes: number): number => Math.ceil((bytes / 1024) * 10) / 10;
