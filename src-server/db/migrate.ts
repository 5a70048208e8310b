import { sql } from 'kysely';
import { codeOf, messageOf, StartError } from '../lib/errors.ts';
import { beginEpoch } from '../feed/epoch.ts';
import { MIGRATIONS } from './migrations/all.ts';
import type { Migration } from './migrations/migration.ts';
import { lock, transaction, waitLong, type Db, type Tx } from './transaction.ts';

/**
 * Brings the schema up to date. Hubs that start together take turns; all of it happens in one transaction, so a hub that is
 * killed in the middle leaves the old schema.
 * @returns how many migrations ran
 * @throws StartError `database_too_new`, `database_unreachable`, `database_failed`
 */
export async function migrate(db: Db, migrations: readonly Migration[] = MIGRATIONS): Promise<number> {
  try {
    return await transaction(db, (tx) => migrateIn(tx, migrations));
  } catch (error) {
    if (error instanceof StartError) throw error;
    throw explain(error);
  }
}

async function migrateIn(tx: Tx, migrations: readonly Migration[]): Promise<number> {
  await waitLong(tx);
  await lock(tx, 'migrations');
  await sql`create table if not exists migrations (
    number int primary key, name text not null, applied_at timestamptz not null default now())`.execute(
    tx.db,
  );
  const rows = await tx.db.selectFrom('migrations').select('number').execute();
  const applied = new Set(rows.map((row) => row.number));
  const newest = Math.max(0, ...applied);
  const known = Math.max(0, ...migrations.map((migration) => migration.number));
  if (newest > known) {
    throw new StartError(
      'database_too_new',
      `The database has schema ${newest}, this hub knows ${known}: a newer hub has used it. Start that version or restore a backup; nothing was changed.`,
    );
  }
  const missing = migrations.filter((migration) => !applied.has(migration.number));
  for (const migration of missing) {
    for (const statement of migration.up) await statement.execute(tx.db);
    await tx.db.insertInto('migrations').values({ number: migration.number, name: migration.name }).execute();
  }
  if (missing.some((migration) => migration.changesRows)) await beginEpochs(tx);
  return missing.length;
}

/** Rows of the old shape in the feed and in replicas are worth nothing any more. */
async function beginEpochs(tx: Tx): Promise<void> {
  const workspaces = await tx.db.selectFrom('workspaces').select('id').execute();
  for (const { id } of workspaces) await beginEpoch(tx, id);
}

function explain(error: unknown): StartError {
  const code = codeOf(error) ?? '';
  const unreachable = /^(ECONN|ENOTFOUND|ETIMEDOUT|EAI_|EHOST|ENETUNREACH|28|3D000|57P03|08)/.test(code);
  if (unreachable || /timeout expired|Connection terminated/i.test(messageOf(error))) {
    return new StartError(
      'database_unreachable',
      `PostgreSQL cannot be used: ${messageOf(error)}${code ? ` (${code})` : ''}. Check DATABASE_URL: host, port, user, password, database.`,
      { cause: error },
    );
  }
  // data_corrupted, index_corrupted, undefined_file, io_error
  if (/^(XX00[12]|58P01|58030)$/.test(code)) {
    return new StartError(
      'data_damaged',
      `The database is damaged: ${messageOf(error)}. Nothing was changed. Restore it from a backup; ` +
        'of the hub’s own PostgreSQL the folder "postgres" in DATA_DIR can be moved away to begin with an empty one.',
      { cause: error },
    );
  }
  return new StartError('database_failed', `The database could not be prepared: ${messageOf(error)}`, {
    cause: error,
  });
}
