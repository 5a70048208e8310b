import { sql } from 'kysely';
import type { Db } from './transaction.ts';

/** Rows in one statement: short enough that nobody waits for it and the feed's horizon moves on. */
const BATCH = 5_000;

/** Tables whose rows are forgotten by age, each with an index that leads with these two columns. */
const AGE = {
  intents: 'at',
  delivery_attempts: 'started_at',
  notices: 'at',
  quick_replies: 'deleted_at',
} as const;

/**
 * Forgets rows older than so many days, the oldest first. May be broken off at any time, and run by several hubs at once.
 * @returns how many went
 */
export async function pruneByAge(
  db: Db,
  table: keyof typeof AGE,
  workspaceId: string,
  days: number,
): Promise<number> {
  const age = sql.ref(AGE[table]);
  for (let gone = 0; ;) {
    const deleted = await sql`
      delete from ${sql.table(table)} where ctid = any(array(
        select ctid from ${sql.table(table)}
        where workspace_id = ${workspaceId} and ${age} < now() - make_interval(days => ${days})
        order by ${age} limit ${BATCH}))`.execute(db);
    const batch = Number(deleted.numAffectedRows ?? 0);
    gone += batch;
    if (batch < BATCH) return gone;
  }
}
