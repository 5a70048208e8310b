/** Largest number that a column of places in a dialog or talk can hold; PostgreSQL refuses to compare with more. */
const MAX_SEQ = 2_147_483_647;

/** A place asked for by a stranger: whatever lies beyond all places is the last of them. */
export const clampSeq = (seq: number): number => Math.min(seq, MAX_SEQ);
