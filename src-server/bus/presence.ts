/** How hub processes know of each other whether they live: each holds a lock for as long as its connection to the database. */
import { randomInt } from 'node:crypto';
import { sql, type RawBuilder } from 'kysely';

/** First half of the advisory lock's key; nobody else uses two-part keys. */
const LOCK_CLASS = 7301;

/** A number for this hub process. */
export const newInstance = (): number => randomInt(1, 2 ** 31 - 1);

/** Statement by which a connection holds the lock of an instance until it ends. */
export const HOLD = `select pg_advisory_lock(${LOCK_CLASS}, $1)`;

/** A condition: the hub process with the number in `column` holds its lock. A kill frees it at once, a dead network in time. */
export function isPresent(column: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`exists (select 1 from pg_locks
    where locktype = 'advisory' and classid = ${sql.lit(LOCK_CLASS)} and objid = ${column} and objsubid = 2 and granted
      and database = (select oid from pg_database where datname = current_database()))`;
}
