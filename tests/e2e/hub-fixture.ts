import { test as base } from '@playwright/test';
import { HubProcess } from '#tests/support/hub-process.ts';

/** One hub per worker: starting one takes seconds, and tests stay apart by using visitors and texts of their own. */
export const test = base.extend<object, { hub: HubProcess }>({
  hub: [
    async ({}, use) => {
      const hub = await HubProcess.start({ RATE_LIMITS: 'off' });
      await use(hub);
      await hub.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
});

export { expect } from '@playwright/test';
