import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { ANSWERS_KEPT_DAYS } from '#shared/domain/repeat.ts';
import { pruneAttempts } from './auth/attempts.ts';
import { pruneSessions } from './auth/sessions.ts';
import type { Config } from './config.ts';
import type { Db } from './db/transaction.ts';
import { pruneByAge } from './db/prune.ts';
import { pruneFiles } from './files/prune.ts';
import type { FileStore } from './files/store.ts';
import { pruneConnected } from './live/connected.ts';
import { pruneFeed } from './feed/prune.ts';
import { scrubFeed, type Scrubbed } from './intents/scrub.ts';
import { pruneFilters } from './table/change-filters.ts';

const FIRST_MS = 60_000;
const EVERY_MS = 3600 * 1000;
/** Nothing decides by them once a message is settled: they are for people who look into why it took long. */
const ATTEMPTS_KEPT_DAYS = 90;
/** What happened to a dialog stays in its transcript; that somebody was told of it need not. */
const NOTICES_KEPT_DAYS = 90;
/** Deleted quick replies: so long they can be brought back. */
const REPLIES_KEPT_DAYS = 30;
/** Deleted filters of the table: so long whoever was away hears by whom, when he changes one that he still sees. */
const FILTERS_KEPT_DAYS = 30;

/**
 * Forgets what is over, every hour: see `doChores`. Several hubs may do it at once, it only costs a little.
 * @returns function that ends it
 */
export function startChores(db: Db, store: FileStore, config: Config, log: Logger): () => Promise<void> {
  const stop = new AbortController();
  const scrubbed: Scrubbed = new Map();
  const run = async (): Promise<void> => {
    let waitMs = FIRST_MS;
    for (;;) {
      await delay(waitMs, undefined, { signal: stop.signal, ref: false });
      waitMs = EVERY_MS;
      await doChores(db, store, config, scrubbed).catch((error: unknown) =>
        log.error({ err: error }, 'housekeeping failed'),
      );
    }
  };
  // Ends only by being stopped.
  const ended = run().catch(() => undefined);
  return async () => {
    stop.abort();
    await ended;
  };
}

/**
 * One round: connections to hubs that were killed, sessions, sign-in attempts, files that nobody sent, old changes, old answers to
 * intents, old attempts to deliver, quick replies and filters deleted long ago, words of deleted messages in older changes.
 */
export async function doChores(
  db: Db,
  store: FileStore,
  config: Pick<Config, 'FEED_DAYS' | 'SIGN_IN_WINDOW_S'>,
  scrubbed: Scrubbed = new Map(),
): Promise<void> {
  await pruneSessions(db);
  await pruneConnected(db);
  await pruneAttempts(db, config.SIGN_IN_WINDOW_S);
  await pruneFiles(db, store);
  const workspaces = await db.selectFrom('workspaces').select('id').execute();
  for (const workspace of workspaces) {
    await pruneFeed(db, workspace.id, config.FEED_DAYS);
    await scrubFeed(db, workspace.id, scrubbed);
    await pruneByAge(db, 'intents', workspace.id, ANSWERS_KEPT_DAYS);
    await pruneByAge(db, 'delivery_attempts', workspace.id, ATTEMPTS_KEPT_DAYS);
    await pruneByAge(db, 'notices', workspace.id, NOTICES_KEPT_DAYS);
    await pruneByAge(db, 'quick_replies', workspace.id, REPLIES_KEPT_DAYS);
    await pruneFilters(db, workspace.id, FILTERS_KEPT_DAYS);
  }
}
