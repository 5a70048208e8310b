import { sql } from 'kysely';
import { lock, transaction, type Db } from '../db/transaction.ts';

const BATCH = 5_000;

/**
 * Forgets changes older than so many days, whole transactions from the oldest on, and remembers from where on the feed is kept.
 * Runs in small transactions, so that it never holds the feed's horizon for long.
 * @returns how many entries went
 */
export async function pruneFeed(db: Db, workspaceId: string, days: number): Promise<number> {
  for (let gone = 0; ;) {
    const batch = await transaction(db, async (tx) => {
      await lock(tx, 'prune', workspaceId);
      // Not max(): before PostgreSQL 15 there is none for xid8.
      const { rows } = await sql<{ upto: string }>`
        select xid::text as upto from (
          select xid, at from feed where workspace_id = ${workspaceId} order by xid, n limit ${BATCH}
        ) oldest where at < now() - make_interval(days => ${days}) order by xid desc limit 1`.execute(tx.db);
      const upTo = rows[0]?.upto;
      if (!upTo) return 0;
      await tx.db
        .updateTable('feed_state')
        .set({ kept_from: String(BigInt(upTo) + 1n) })
        .where('workspace_id', '=', workspaceId)
        .execute();
      const deleted = await tx.db
        .deleteFrom('feed')
        .where('workspace_id', '=', workspaceId)
        .where('xid', '<=', upTo)
        .executeTakeFirst();
      return Number(deleted.numDeletedRows);
    });
    gone += batch;
    if (batch === 0) return gone;
  }
}
