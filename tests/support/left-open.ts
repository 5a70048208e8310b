import type { Browser } from '@playwright/test';

/**
 * A fixture for every test: closes the profiles that the test opened by hand. Playwright closes only its own, and windows that
 * stay open keep their sockets to the hub and slow down every later test of the worker.
 */
export const leftOpen = [
  async ({ browser }: { browser: Browser }, use: () => Promise<void>): Promise<void> => {
    await use();
    await Promise.all(browser.contexts().map((context) => context.close()));
  },
  { auto: true },
] as const;
