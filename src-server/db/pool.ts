import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Logger } from 'pino';
import { prepareMarked } from './prepared.ts';
import type { Database } from './tables.ts';
import type { Db } from './transaction.ts';

export interface Pool {
  readonly db: Db;
  /** The pool below Kysely, for its gauges. */
  readonly pg: pg.Pool;
  readonly log: Logger;
  readonly url: string;
  close(): Promise<void>;
}

/** An open transaction holds the horizon of the feed for everybody (docs/decisions/002), so none may live long. */
const TIMEOUTS = {
  statement_timeout: 15_000,
  idle_in_transaction_session_timeout: 10_000,
  lock_timeout: 10_000,
} as const;

/** @param url connection string, `postgres://…` */
export function openPool(url: string, size: number, log: Logger): Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: size,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 60_000,
    application_name: 'otklik-hub',
    // Whatever the server's administrator prefers. Isolation also for statements that are transactions of their own: each counts
    // on seeing what the one before it committed. And what was answered or shown to anybody may not be lost in a crash.
    options: '-c default_transaction_isolation=read\\ committed -c synchronous_commit=on',
    ...TIMEOUTS,
  });
  // A connection that breaks while idle is replaced at the next use; without a listener it would end the process.
  pool.on('error', (error) => log.info({ err: error }, 'a database connection was lost'));
  // The pool listens to idle connections only. One that breaks between two statements of a transaction fails the next of them.
  pool.on('connect', (client) => {
    prepareMarked(client);
    client.on('error', (error) => log.debug({ err: error }, 'a database connection was lost while in use'));
  });
  const db = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
  return { db, pg: pool, log, url, close: () => db.destroy() };
}
