import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { pruneAttempts } from './auth/attempts.ts';
import { pruneSessions } from './auth/sessions.ts';
import type { Config } from './config.ts';
import type { Db } from './db/transaction.ts';
import { pruneFeed } from './feed/prune.ts';

const FIRST_MS = 60_000;
const EVERY_MS = 3600 * 1000;

/**
 * Forgets what is over, every hour: old changes, sessions, sign-in attempts. Several hubs may do it at once, it only costs a little.
 * @returns function that ends it
 */
export function startChores(db: Db, config: Config, log: Logger): () => Promise<void> {
  const stop = new AbortController();
  const run = async (): Promise<void> => {
    let waitMs = FIRST_MS;
    for (;;) {
      await delay(waitMs, undefined, { signal: stop.signal, ref: false });
      waitMs = EVERY_MS;
      await doChores(db, config).catch((error: unknown) => log.error({ err: error }, 'housekeeping failed'));
    }
  };
  // Ends only by being stopped.
  const ended = run().catch(() => undefined);
  return async () => {
    stop.abort();
    await ended;
  };
}

async function doChores(db: Db, config: Config): Promise<void> {
  await pruneSessions(db);
  await pruneAttempts(db, config.SIGN_IN_WINDOW_S);
  const workspaces = await db.selectFrom('workspaces').select('id').execute();
  for (const workspace of workspaces) {
    await pruneFeed(db, workspace.id, config.FEED_DAYS);
  }
}
