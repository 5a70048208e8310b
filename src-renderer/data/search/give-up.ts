/** How far a walk through the messages with a common beginning has come. */
export interface WalkState {
  found: number;
  /** Messages looked at, newest first. */
  candidates: number;
  /** From the first of them to the last, in rows' numbers. */
  span: number;
}

/** Looked at before anything is concluded from them. */
const A_FEW = 16;
/** As many rows are merged into a list, in about the time in which one message is read and compared. */
const MERGED_FOR_ONE = 8;

/**
 * Whether to stop looking for the rest of `limit` messages among those with the indexed beginning, and have FTS5 make the list of the whole
 * one instead: the rarer what is meant, the further the walk and the shorter that list. What was seen so far tells how rare, and how many
 * messages there are with the indexed beginning in `whole`, the span of the index.
 */
export function worthNarrowing(
  { found, candidates, span }: WalkState,
  limit: number,
  whole: number,
): boolean {
  if (candidates % A_FEW !== 0) return false;
  const share = Math.max(found, 0.5) / candidates;
  const toWalk = (limit - found) / share;
  const toMerge = (share * candidates * whole) / span;
  return toWalk > toMerge / MERGED_FOR_ONE + limit;
}
