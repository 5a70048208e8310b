import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely';
import type { DialogRow } from './rows.ts';
import type { Database } from './tables.ts';

export type Db = Kysely<Database>;

/** A running transaction. */
export interface Tx {
  readonly db: Transaction<Database>;
  /** Runs after the commit, never after a rollback. For waking others: must not throw, and nothing may depend on it. */
  afterCommit(wake: () => void): void;
}

/**
 * Runs `work` in one READ COMMITTED transaction: every statement sees what was committed before it, so that what is read
 * after taking a lock is what the lock protects. Said to the database, whose administrator may have chosen another default.
 */
export async function transaction<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  const wakes: (() => void)[] = [];
  const result = await db
    .transaction()
    .setIsolationLevel('read committed')
    .execute((trx) => work({ db: trx, afterCommit: (wake) => void wakes.push(wake) }));
  for (const wake of wakes) wake();
  return result;
}

/**
 * Waits for the lock on one thing until the end of the transaction. Take all locks of a transaction before its first
 * write: a transaction gets its id with the first write, and ids must rise in the order in which one dialog changes.
 */
export async function lock(tx: Tx, ...key: string[]): Promise<void> {
  await sql`select ${lockOn(...key)}`.execute(tx.db);
}

/** The expression that waits for a dialog's lock: see `lockDialog`. */
export function dialogLock(workspaceId: string, dialogId: string): RawBuilder<unknown> {
  return lockOn('dialog', workspaceId, dialogId);
}

function lockOn(...key: string[]): RawBuilder<unknown> {
  return sql`pg_advisory_xact_lock(hashtextextended(${key.join('/')}, 0))`;
}

/** For the work of a start, before anybody is served: another hub's may take longer than a request would ever wait. */
export async function waitLong(tx: Tx): Promise<void> {
  await sql`set local lock_timeout = 0`.execute(tx.db);
  await sql`set local statement_timeout = 0`.execute(tx.db);
}

/**
 * The locks of several dialogs, always by rising ids: two that want the same ones wait for each other in turn.
 * @returns their rows as they are under the locks, by rising ids
 */
export async function lockDialogs(tx: Tx, workspaceId: string, ids: readonly string[]): Promise<DialogRow[]> {
  if (ids.length === 0) return [];
  // The same keys as `dialogLock`.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`dialog/${workspaceId}/`} || wanted.id, 0))
    from unnest(${ids.toSorted()}::text[]) as wanted(id)`.execute(tx.db);
  return tx.db
    .selectFrom('dialogs')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .orderBy('id')
    .execute();
}

/** The lock that every change to a dialog, its messages and its deliveries' states is made under. */
export function lockDialog(tx: Tx, workspaceId: string, dialogId: string): Promise<void> {
  return lock(tx, 'dialog', workspaceId, dialogId);
}
