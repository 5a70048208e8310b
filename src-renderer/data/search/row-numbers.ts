import type { Timestamp } from '#shared/domain/ids.ts';

/** A message's row in the index says when it was: so many rows are for each millisecond. */
const ROWS_PER_MS = 1024;
/** Up to here a row's number is exact as a JavaScript number: the year 2248. */
const LAST_MS = Math.floor(Number.MAX_SAFE_INTEGER / ROWS_PER_MS) - 1;

export const firstRowAt = (at: Timestamp): number => Math.min(at, LAST_MS) * ROWS_PER_MS;
export const timeOfRow = (row: number): Timestamp => Math.floor(row / ROWS_PER_MS);
