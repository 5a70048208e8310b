import { defineConfig } from '@playwright/test';
import { browserArgs, findBrowser } from '#tests/browser/find.ts';

const browser = findBrowser();
// Workers load this file too; they need not search again.
process.env['OTKLIK_CHROMIUM'] = browser.executablePath;

export default defineConfig({
  // Ceilings against hanging, far above what an idle machine needs: build machines are shared.
  timeout: 120_000,
  // Six seconds of it for each test: the whole grows with what there is to test.
  globalTimeout: 60 * 60_000,
  expect: { timeout: 15_000 },
  // One more than cores: tests wait for networks that come back and for processes that start.
  workers: 3,
  fullyParallel: true,
  // A test that passes the second time has found something; it is not run a second time.
  retries: 0,
  forbidOnly: process.env['CI'] !== undefined,
  reporter: 'list',
  outputDir: 'test-results/artifacts',
  use: {
    browserName: 'chromium',
    launchOptions: { executablePath: browser.executablePath, args: [...browserArgs] },
    // Recording takes a third of the run. `npm test -- e2e NAME --trace on` records the one that one looks into.
    trace: 'off',
    screenshot: 'only-on-failure',
  },
  projects: [
    {
      name: 'e2e',
      testDir: 'tests',
      testMatch: ['e2e/**/*.spec.ts', 'gallery/**/*.spec.ts', 'widget/**/*.spec.ts'],
    },
    // Their pages belong to the shell's own browser, which Playwright does not know.
    { name: 'shell', testDir: 'tests/shell', use: { screenshot: 'off' } },
    // One after the other, so that one hub is enough.
    {
      name: 'screenshots',
      testDir: 'tests/screenshots',
      workers: 1,
      use: { actionTimeout: 20_000 },
    },
  ],
});
