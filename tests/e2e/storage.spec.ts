import { readdir, readFile, rm, writeFile, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserType, Page } from '@playwright/test';
import { browserArgs } from '#tests/browser/find.ts';
import { expect, test } from './hub-fixture.ts';
import { OperatorPage } from './operator-page.ts';
import { VisitorPage } from './visitor-page.ts';

/** What only a real browser and a real disk can show of trouble with the local copy. */

/** Takes the operator's network away, lets her write, and waits until the second copy of it lies in the safe. */
async function writeInTheDark(anna: OperatorPage, question: string, text: string): Promise<void> {
  await anna.open(question);
  await anna.context.setOffline(true);
  await anna.reply(text);
  await expect(anna.message(text)).toHaveAttribute('data-delivery', 'pending');
  await expect.poll(() => safeOf(anna.page)).toContain(text);
}

const safeOf = (page: Page): Promise<string> =>
  page.evaluate(() => JSON.stringify(Object.entries(localStorage)));

test('the database is deleted under the open client: she is told, sees everything again, and what she wrote goes out once', async ({
  browser,
  hub,
}) => {
  const visitor = await VisitorPage.openShop(browser, hub);
  const anna = await OperatorPage.signIn(browser, hub, 'anna');
  const question = `deleted ${Date.now()}`;
  await visitor.say(question);
  const answer = `kept ${Date.now()}`;
  await writeInTheDark(anna, question, answer);
  await anna.page.evaluate(async () => {
    const name = (await indexedDB.databases())
      .map((one) => one.name)
      .find((one) => one?.startsWith('otklik:'));
    await new Promise((done, failed) => {
      const request = indexedDB.deleteDatabase(name ?? '');
      request.addEventListener('success', done);
      request.addEventListener('error', failed);
    });
  });
  await expect(anna.page.getByText(/local copy on this computer was lost/)).toBeVisible();
  await expect(anna.page.getByText('1 unsent action was kept')).toBeVisible();
  await anna.context.setOffline(false);
  await expect(visitor.message(answer)).toHaveCount(1);
  await expect(anna.message(question)).toBeVisible();
  await expect(anna.message(answer)).toHaveCount(1);
  await anna.page.getByRole('button', { name: 'Dismiss' }).click();
  await expect(anna.page.getByText(/was lost/)).toHaveCount(0);
});

test('the files of the database are damaged between two starts: the copy is fetched again, the unsent is sent', async ({
  browser,
  hub,
}) => {
  const visitor = await VisitorPage.openShop(browser, hub);
  const question = `damaged ${Date.now()}`;
  await visitor.say(question);
  const profile = await mkdtemp(join(tmpdir(), 'otklik-damaged-'));
  const answer = `kept ${Date.now()}`;
  const first = await openProfile(browser.browserType(), profile, hub.ready.clientUrl);
  await first.fillSignIn(hub, 'anna');
  await writeInTheDark(first, question, answer);
  await first.context.close();

  expect(await damageDatabases(profile)).toBeGreaterThan(0);
  const again = await openProfile(browser.browserType(), profile, hub.ready.clientUrl);
  await expect(again.page.getByText(/local copy on this computer was lost/)).toBeVisible();
  await expect(visitor.message(answer)).toHaveCount(1);
  await again.switchTo('All');
  await again.open(answer);
  await expect(again.message(question)).toBeVisible();
  await again.context.close();
  await rm(profile, { recursive: true, force: true });
});

test('the browser grants no more room: she is told, goes on by herself once it does, and loses nothing', async ({
  browser,
  hub,
}) => {
  const visitor = await VisitorPage.openShop(browser, hub);
  const question = `full ${Date.now()}`;
  await visitor.say(question);
  const profile = await mkdtemp(join(tmpdir(), 'otklik-full-'));
  const before = await openProfile(browser.browserType(), profile, hub.ready.clientUrl);
  await before.fillSignIn(hub, 'anna');
  await before.open(question);
  await before.context.close();

  // A new browser, because Chromium asks for the room that is left only now and then.
  const anna = await openProfile(browser.browserType(), profile, new URL('/healthz', hub.ready.url).href);
  const devtools = await anna.context.newCDPSession(anna.page);
  const { origin } = new URL(hub.ready.clientUrl);
  await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
  // Stands for a person or a browser that agrees to keep it.
  await devtools.send('Browser.grantPermissions', { origin, permissions: ['durableStorage'] });
  await anna.page.goto(hub.ready.clientUrl);
  await anna.open(question);
  await expect.poll(() => anna.page.evaluate(() => navigator.storage.persisted())).toBe(true);
  const words = anna.page.getByText(/There is no room left on this computer/);
  await visitor.say('can you read this?');
  await expect(words).toBeVisible();
  await anna.composer.fill('this has no room');
  await anna.composer.press('Enter');
  // Not stored, so not sent; and not lost either.
  await expect(anna.page.getByText(/could not be stored/)).toBeVisible();
  await expect(anna.composer).toHaveValue('this has no room');
  await devtools.send('Storage.overrideQuotaForOrigin', { origin });
  await expect(anna.message('can you read this?')).toBeVisible({ timeout: 60_000 });
  await expect(words).toHaveCount(0);
  await anna.composer.press('Enter');
  await expect(visitor.message('this has no room')).toHaveCount(1);
  await anna.context.close();
  await rm(profile, { recursive: true, force: true });
});

/** A browser of its own on a profile that stays on the disk. */
async function openProfile(type: BrowserType, profile: string, address: string): Promise<OperatorPage> {
  const context = await type.launchPersistentContext(profile, {
    executablePath: process.env['OTKLIK_CHROMIUM'] ?? '',
    args: [...browserArgs],
    locale: 'en-GB',
    viewport: { width: 1280, height: 800 },
  });
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(address);
  return new OperatorPage(page);
}

/** Overwrites what IndexedDB wrote, as a failing disk does. @returns how many files */
async function damageDatabases(profile: string): Promise<number> {
  const folder = join(profile, 'Default', 'IndexedDB');
  let damaged = 0;
  for (const file of await readdir(folder, { recursive: true }))
    if (/\.ldb$|\.log$|MANIFEST/.test(file)) {
      const content = await readFile(join(folder, file));
      await writeFile(join(folder, file), content.fill(7));
      damaged += 1;
    }
  return damaged;
}
