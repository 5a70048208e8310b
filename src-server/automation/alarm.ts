import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { releaseUnowned } from './unowned.ts';
import { wakeDue, type WakeDeps } from './wake.ts';

/** How late a dialog may come back, or be found without an owner. */
const EVERY_MS = 5_000;

/**
 * Looks for dialogs whose rest is over, and for those whose owner works here no more.
 * @returns function that ends it
 */
export function startAlarm(deps: WakeDeps, log: Logger): () => Promise<void> {
  const stop = new AbortController();
  const run = async (): Promise<void> => {
    for (;;) {
      await round(deps, log).catch((error: unknown) => log.error({ err: error }, 'waking dialogs failed'));
      await delay(EVERY_MS, undefined, { signal: stop.signal, ref: false });
    }
  };
  // Ends only by being stopped.
  const ended = run().catch(() => undefined);
  return async () => {
    stop.abort();
    await ended;
  };
}

async function round(deps: WakeDeps, log: Logger): Promise<void> {
  const workspaces = await deps.db.selectFrom('workspaces').select('id').execute();
  for (const { id } of workspaces) {
    await wakeDue(deps, id).catch((error: unknown) => log.error({ err: error }, 'waking dialogs failed'));
    await releaseUnowned(deps, id).catch((error: unknown) =>
      log.error({ err: error }, 'releasing dialogs failed'),
    );
  }
}
