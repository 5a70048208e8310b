import { test as base } from '@playwright/test';
import { HubProcess } from '#tests/support/hub-process.ts';
import { leftOpen } from '#tests/support/left-open.ts';

/** A hub with demo data for as long as the tests of its scope run. Playwright reads from the pattern that it needs nothing. */
async function provideHub({}: object, use: (hub: HubProcess) => Promise<void>): Promise<void> {
  const hub = await HubProcess.start({ RATE_LIMITS: 'off' });
  await use(hub);
  await hub.stop();
}

const timeout = 120_000;

/** One hub per worker: starting one takes seconds, and tests stay apart by using visitors and texts of their own. */
export const test = base.extend<{ leftOpen: void }, { hub: HubProcess }>({
  leftOpen: [...leftOpen],
  hub: [provideHub, { scope: 'worker', timeout }],
});

/** A hub for each test: for those that kill it. */
export const testWithOwnHub = base.extend<{ leftOpen: void; hub: HubProcess }>({
  leftOpen: [...leftOpen],
  hub: [provideHub, { scope: 'test', timeout }],
});

export { expect } from '@playwright/test';
