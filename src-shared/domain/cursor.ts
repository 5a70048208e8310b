import { z } from 'zod';

/**
 * A place in a workspace's change feed. `epoch` names one life of the feed: a hub restored from a backup has another.
 * `xid` is a PostgreSQL transaction id (64 bit, decimal): everything of transactions below it has been seen.
 */
export const cursorSchema = z.object({ epoch: z.string().max(64), xid: z.string().regex(/^\d{1,20}$/) });
export type Cursor = z.infer<typeof cursorSchema>;

/** The transaction that carried an intent out. A reader whose cursor is *above* it has its effects. */
export const positionSchema = cursorSchema;
export type Position = Cursor;

/** Whether a reader at `cursor` has everything that happened at `position`. Never true across epochs. */
export function covers(cursor: Cursor, position: Position): boolean {
  return cursor.epoch === position.epoch && BigInt(cursor.xid) > BigInt(position.xid);
}
