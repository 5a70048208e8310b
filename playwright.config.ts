import { defineConfig } from '@playwright/test';
import { browserArgs, findBrowser } from '#tests/browser/find.ts';

const browser = findBrowser();
// Workers load this file too; they need not search again.
process.env['OTKLIK_CHROMIUM'] = browser.executablePath;

export default defineConfig({
  // Ceilings against hanging, far above what an idle machine needs: build machines are shared.
  timeout: 120_000,
  globalTimeout: 40 * 60_000,
  expect: { timeout: 15_000 },
  workers: 2,
  fullyParallel: true,
  // A test that passes the second time has found something; it is not run a second time.
  retries: 0,
  forbidOnly: process.env['CI'] !== undefined,
  reporter: 'list',
  outputDir: 'test-results/artifacts',
  use: {
    browserName: 'chromium',
    launchOptions: { executablePath: browser.executablePath, args: [...browserArgs] },
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
  },
  projects: [
    {
      name: 'e2e',
      testDir: 'tests',
      testMatch: ['e2e/**/*.spec.ts', 'gallery/**/*.spec.ts', 'widget/**/*.spec.ts'],
    },
    // Their pages belong to the shell's own browser, of which Playwright would take a trace for nothing.
    { name: 'shell', testDir: 'tests/shell', use: { trace: 'off', screenshot: 'off' } },
    // One after the other, so that one hub is enough.
    {
      name: 'screenshots',
      testDir: 'tests/screenshots',
      workers: 1,
      use: { trace: 'off', actionTimeout: 20_000 },
    },
  ],
});
