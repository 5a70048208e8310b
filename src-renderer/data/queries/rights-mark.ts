import { z } from 'zod';
import type { ReplicaDb } from '../db/database.ts';

/** The part of sync's place that tells one copy from the next. */
const placeSchema = z.object({ generation: z.int(), outdated: z.boolean() });

/** What was asked of the hub under another mark may have been answered by other rights. */
export async function readRightsMark(db: ReplicaDb): Promise<string> {
  const place = placeSchema.safeParse((await db.meta.get('sync'))?.value);
  return place.success ? `${place.data.generation}${place.data.outdated ? ' outdated' : ''}` : '';
}
