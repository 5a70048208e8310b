import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test as base, expect } from '@playwright/test';
import { ADMIN_LOGIN, PASSWORD } from '#tests/bench/data/company.ts';
import { DataSet } from '#tests/bench/data/data-set.ts';
import { loadDataSet } from '#tests/bench/hub/load.ts';
import { TestPostgres } from '#tests/integration/support/postgres.ts';
import { HubProcess } from '#tests/support/hub-process.ts';

/** So much history that packs are read by a thread of their own. */
const DIALOGS = 4_000;

const test = base.extend<{ set: DataSet; hub: HubProcess }>({
  // Playwright reads from the pattern that it needs nothing.
  set: ({}: object, use) => use(new DataSet({ dialogs: DIALOGS, now: Date.now() })),
  hub: [
    async ({ set }, use) => {
      const postgres = await TestPostgres.start();
      const folder = await mkdtemp(path.join(tmpdir(), 'otklik-copy-'));
      const url = await postgres.createDatabase();
      await loadDataSet(url, set, folder);
      const hub = await HubProcess.start({ DATABASE_URL: url, DEMO: '0', RATE_LIMITS: 'off' });
      await use(hub);
      await hub.stop();
      await postgres.stop();
      await rm(folder, { recursive: true });
    },
    { timeout: 120_000 },
  ],
});

/** A message of some two months ago with the number of an order that is in no other. */
function oldOrder(set: DataSet): { number: string; text: string } {
  const texts = Array.from(set.talks(), ({ messages }) =>
    messages.flatMap(({ body }) => (body.kind === 'text' ? [body.text] : [])),
  );
  const counts = new Map<string, number>();
  const numbersIn = (text: string): string[] => text.match(/\d{4,}/g) ?? [];
  for (const number of texts.flat().flatMap(numbersIn)) counts.set(number, (counts.get(number) ?? 0) + 1);
  for (const text of texts.slice(DIALOGS / 3).flat())
    for (const number of numbersIn(text)) if (counts.get(number) === 1) return { number, text };
  throw new Error('no such order');
}

test('a long history is read by a thread beside, and all of it is found on this computer', async ({
  browser,
  hub,
  set,
}) => {
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() !== 'log') complaints.push(message.text());
  });
  const readers: string[] = [];
  page.on('worker', (worker) => {
    if (worker.url().includes('/pack-worker-')) readers.push(worker.url());
  });
  await page.goto(hub.ready.clientUrl);
  await page.getByLabel('Login').fill(ADMIN_LOGIN);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  const { number, text } = oldOrder(set);
  const found = page
    .getByRole('listbox', { name: 'Search results' })
    .getByRole('group', { name: 'Messages' })
    .getByRole('option')
    .filter({ hasText: text });
  const field = page.getByRole('combobox', { name: 'Search' });
  await expect(async () => {
    await field.fill('');
    await field.fill(number);
    await expect(found).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 60_000 });
  await found.click();
  await expect(
    page.getByRole('log', { name: 'Conversation' }).getByText(text, { exact: true }),
  ).toBeInViewport();
  expect(readers).toHaveLength(1);
  expect(complaints).toEqual([]);
});
