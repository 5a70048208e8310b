/** Sign-in attempts, counted in the database: all hub processes together, across restarts. */
import { sql } from 'kysely';
import type { Db } from '../db/transaction.ts';

export interface AttemptLimits {
  windowS: number;
  /** Per login from one network: then it is refused until the window ends. */
  perLogin: number;
  /** Per network, whatever the login. */
  perAddress: number;
  /** Per login from everywhere: then attempts are admitted one at a time, further and further apart. Never a lock. */
  perLoginAnywhere: number;
}

/** Longest time between two admitted attempts at a login under attack. */
const MOST_DELAY_S = 60;

/**
 * Counts an attempt before the password is looked at, so that parallel guesses count too. What is strict is bound to a network:
 * nobody locks a colleague out by failing in his name. Whoever is refused for one reason does not count for the next.
 * @param network see `networkOf`
 * @returns seconds to wait, or null when the attempt may go on
 */
export async function countAttempt(
  db: Db,
  limits: AttemptLimits,
  login: string,
  network: string,
): Promise<number | null> {
  const { windowS } = limits;
  return (
    (await countUp(db, windowS, loginFrom(login, network), limits.perLogin)) ??
    (await countUp(db, windowS, addressKey(network), limits.perAddress)) ??
    (await slowDown(db, windowS, loginKey(login), limits.perLoginAnywhere))
  );
}

/** A right password ends the counting against its login from there, and takes back the one it cost its network and its login. */
export async function forgetAttempts(db: Db, login: string, network: string): Promise<void> {
  await db.deleteFrom('sign_in_attempts').where('key', '=', loginFrom(login, network)).execute();
  await db
    .updateTable('sign_in_attempts')
    .set({ count: sql`greatest(count - 1, 0)` })
    .where('key', 'in', [addressKey(network), loginKey(login)])
    .execute();
}

/** Forgets windows that are over. */
export async function pruneAttempts(db: Db, windowS: number): Promise<void> {
  await db
    .deleteFrom('sign_in_attempts')
    .where('window_started_at', '<', sql<Date>`now() - make_interval(secs => ${windowS})`)
    .execute();
}

// A login may hold any character: what follows it is told apart by JSON's quotes.
const loginFrom = (login: string, network: string): string => `login ${JSON.stringify([login, network])}`;
const loginKey = (login: string): string => `login ${login}`;
const addressKey = (network: string): string => `address ${network}`;

async function countUp(db: Db, windowS: number, key: string, limit: number): Promise<number | null> {
  const over = sql`a.window_started_at < now() - make_interval(secs => ${windowS})`;
  const { rows } = await sql<{ count: number; wait: number }>`
    insert into sign_in_attempts as a (key, window_started_at, count) values (${key}, now(), 1)
    on conflict (key) do update set
      count = case when ${over} then 1 else a.count + 1 end,
      window_started_at = case when ${over} then now() else a.window_started_at end
    returning count, ceil(${windowS} - extract(epoch from now() - window_started_at))::int as wait`.execute(
    db,
  );
  const [row] = rows;
  return row && row.count > limit ? Math.max(1, row.wait) : null;
}

/** Beyond `limit` an attempt is admitted 1, 2, 4… seconds after the one before it. Refused ones do not count and prolong nothing. */
async function slowDown(db: Db, windowS: number, key: string, limit: number): Promise<number | null> {
  const over = sql`a.window_started_at < now() - make_interval(secs => ${windowS})`;
  const due = sql`a.admitted_at + make_interval(secs => least(${MOST_DELAY_S}, power(2, least(a.count - ${limit}, 10))))`;
  // Who waited for the row has an older `now()` than who was admitted before him: below the limit that must not count.
  const early = sql`(a.count >= ${limit} and ${due} > now())`;
  const { rows } = await sql<{ admitted: boolean; wait: number }>`
    insert into sign_in_attempts as a (key, window_started_at, count, admitted_at) values (${key}, now(), 1, now())
    on conflict (key) do update set
      count = case when ${over} then 1 when ${early} then a.count else a.count + 1 end,
      admitted_at = case when ${over} or not ${early} then now() else a.admitted_at end,
      window_started_at = case when ${over} then now() else a.window_started_at end
    returning admitted_at = now() as admitted, ceil(extract(epoch from ${due} - now()))::int as wait`.execute(
    db,
  );
  const [row] = rows;
  return row && !row.admitted ? Math.max(1, row.wait) : null;
}
