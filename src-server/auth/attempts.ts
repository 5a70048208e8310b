/** Sign-in attempts, counted in the database: all hub processes together, across restarts. */
import { sql } from 'kysely';
import type { Db } from '../db/transaction.ts';

export interface AttemptLimits {
  windowS: number;
  perLogin: number;
  perAddress: number;
}

/**
 * Counts an attempt before the password is looked at, so that parallel guesses count too.
 * @returns seconds to wait, or null when the attempt may go on
 */
export async function countAttempt(
  db: Db,
  limits: AttemptLimits,
  login: string,
  address: string,
): Promise<number | null> {
  const waits = [
    await countUp(db, limits.windowS, loginKey(login), limits.perLogin),
    await countUp(db, limits.windowS, `address ${address}`, limits.perAddress),
  ].filter((wait) => wait !== null);
  return waits.length === 0 ? null : Math.max(...waits);
}

/** A right password ends the counting against its login and takes back the one it cost its address. */
export async function forgetAttempts(db: Db, login: string, address: string): Promise<void> {
  await db.deleteFrom('sign_in_attempts').where('key', '=', loginKey(login)).execute();
  await db
    .updateTable('sign_in_attempts')
    .set({ count: sql`greatest(count - 1, 0)` })
    .where('key', '=', `address ${address}`)
    .execute();
}

/** Forgets windows that are over. */
export async function pruneAttempts(db: Db, windowS: number): Promise<void> {
  await db
    .deleteFrom('sign_in_attempts')
    .where('window_started_at', '<', sql<Date>`now() - make_interval(secs => ${windowS})`)
    .execute();
}

const loginKey = (login: string): string => `login ${login}`;

async function countUp(db: Db, windowS: number, key: string, limit: number): Promise<number | null> {
  const { rows } = await sql<{ count: number; wait: number }>`
    insert into sign_in_attempts as a (key, window_started_at, count) values (${key}, now(), 1)
    on conflict (key) do update set
      count = case when a.window_started_at < now() - make_interval(secs => ${windowS}) then 1 else a.count + 1 end,
      window_started_at = case when a.window_started_at < now() - make_interval(secs => ${windowS})
        then now() else a.window_started_at end
    returning count, ceil(${windowS} - extract(epoch from now() - window_started_at))::int as wait`.execute(
    db,
  );
  const [row] = rows;
  return row && row.count > limit ? Math.max(1, row.wait) : null;
}
