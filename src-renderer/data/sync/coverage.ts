import type { Coverage } from '../db/rows.ts';

/** A run of neighbouring messages, both ends included. */
export interface SeqRange {
  from: number;
  to: number;
}

/**
 * What is known of a transcript once `added` is in the table too. Touching or overlapping runs become one. Of two runs
 * with a hole between them the newer is kept: the older one is hidden until pages loaded on demand reach down to it.
 */
export function extendCoverage(known: SeqRange | null, added: SeqRange): SeqRange {
  if (!known) return { from: added.from, to: added.to };
  const touches = added.from <= known.to + 1 && added.to >= known.from - 1;
  if (touches) return { from: Math.min(known.from, added.from), to: Math.max(known.to, added.to) };
  return added.from > known.to ? { from: added.from, to: added.to } : { from: known.from, to: known.to };
}

/** The run of a page of neighbouring messages; null for an empty one. */
export function rangeOf(messages: readonly { seq: number }[]): SeqRange | null {
  const first = messages[0];
  const last = messages.at(-1);
  return first && last ? { from: first.seq, to: last.seq } : null;
}

export function coverageRow(dialogId: string, range: SeqRange): Coverage {
  return { dialogId, from: range.from, to: range.to };
}
