import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import { ensureEpochs } from '../feed/epoch.ts';
import { claimDataFolder, prepareDataFolder } from './embedded/data-folder.ts';
import { startEmbedded } from './embedded/embedded.ts';
import { migrate } from './migrate.ts';
import { openPool, type Pool } from './pool.ts';

/** Connections in use get so long to finish. */
const POOL_CLOSE_MS = 5_000;

export interface OpenDatabase {
  readonly pool: Pool;
  /** Where the hub serves, for whoever starts a second one on the same data folder. */
  announce(url: string): Promise<void>;
  /** Ends the pool, and the embedded server if there is one. */
  close(): Promise<void>;
}

/**
 * Opens the database of the settings and brings its schema up to date: a PostgreSQL by address, or the hub's own.
 * @throws StartError
 */
export async function openDatabase(config: Config, log: Logger): Promise<OpenDatabase> {
  if (config.DATABASE_URL !== undefined) {
    const database = await connect(config.DATABASE_URL, config, log, () => Promise.resolve());
    return { ...database, announce: () => Promise.resolve() };
  }
  const folder = path.resolve(config.DATA_DIR);
  await prepareDataFolder(folder);
  const claim = await claimDataFolder(folder);
  try {
    const server = await startEmbedded(folder, log);
    const end = async (): Promise<void> => {
      await server.stop();
      await claim.release();
    };
    return { ...(await connect(server.url, config, log, end)), announce: (at) => claim.announce(at) };
  } catch (error) {
    await claim.release();
    throw error;
  }
}

async function connect(
  url: string,
  config: Config,
  log: Logger,
  end: () => Promise<void>,
): Promise<Omit<OpenDatabase, 'announce'>> {
  const pool = openPool(url, config.POOL_SIZE, log);
  const close = async (): Promise<void> => {
    // A statement that hangs must not keep the hub's own server from being stopped, which ends the statement.
    await Promise.race([pool.close(), delay(POOL_CLOSE_MS, undefined, { ref: false })]);
    await end();
  };
  try {
    const applied = await migrate(pool.db);
    if (applied > 0) log.info({ applied }, 'the schema was brought up to date');
    await ensureEpochs(pool.db);
  } catch (error) {
    await close();
    throw error;
  }
  return { pool, close };
}
