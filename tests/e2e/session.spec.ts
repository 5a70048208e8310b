import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, test } from './hub-fixture.ts';
import { OperatorPage } from './operator-page.ts';
import { VisitorPage } from './visitor-page.ts';

test('wrong password: clear words, nothing lost, the right one works', async ({ page, hub }) => {
  await page.goto(hub.ready.clientUrl);
  const known = hub.ready.logins[0];
  if (!known) throw new Error('no demo logins');
  await page.getByLabel('Login').fill(known.login);
  await page.getByLabel('Password', { exact: true }).fill('not the password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert')).toContainText(/login or the password is wrong/i);
  await expect(page.getByLabel('Login')).toHaveValue(known.login);
  await page.getByLabel('Password', { exact: true }).fill(known.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('listbox', { name: 'Dialogs' })).toBeVisible();
});

test('an address that is no hub, and one where nobody answers, are told apart', async ({ page, hub }) => {
  // Like most servers it says nothing about CORS: the page may not read its answer.
  const stranger = createServer((_, response) => response.end('<h1>Nginx</h1>'));
  stranger.listen(0, '127.0.0.1');
  await once(stranger, 'listening');
  const { port } = stranger.address() as AddressInfo;
  const tryAddress = async (address: string): Promise<void> => {
    await page.getByLabel(/address of the hub|hub address/i).fill(address);
    await page.getByLabel('Login').fill('anna');
    await page.getByLabel('Password', { exact: true }).fill('x');
    await page.getByRole('button', { name: 'Sign in' }).click();
  };
  try {
    await page.goto(hub.ready.clientUrl);
    await page.getByRole('button', { name: /another address|other address/i }).click();
    await tryAddress(`http://127.0.0.1:${port}`);
    await expect(page.getByRole('alert')).toContainText(/not an Otklik hub|no Otklik hub/i);
    // The same hub by another name does not know this page.
    await tryAddress(hub.ready.url.replace('127.0.0.1', 'localhost'));
    await expect(page.getByRole('alert')).toContainText('does not accept this page');
  } finally {
    stranger.close();
    await once(stranger, 'close');
  }
  await tryAddress(`http://127.0.0.1:${port}`);
  await expect(page.getByRole('alert')).toContainText(/not answer|unreachable|cannot be reached/i);
});

test('the session and an unfinished draft survive a restart of the client', async ({ browser, hub }) => {
  const visitor = await VisitorPage.openShop(browser, hub);
  const anna = await OperatorPage.signIn(browser, hub, 'anna');
  // The form is gone; the keyboard is where the first screen says that it is.
  await expect(anna.dialogs).toBeFocused();
  const marker = `draft ${Date.now()}`;
  await visitor.say(marker);
  await anna.open(marker);
  await anna.composer.fill('I was about to say');
  // The row shows the draft once it is stored; from then on it survives anything.
  await expect(anna.dialog('I was about to say')).toBeVisible();
  await anna.page.close();
  const again = new OperatorPage(await anna.context.newPage());
  await again.page.goto(hub.ready.clientUrl);
  await expect(again.dialogs).toBeVisible();
  await (await again.reveal('I was about to say')).click();
  await expect(again.composer).toHaveValue('I was about to say');
});

test('after signing out nothing of the dialogs is left in the browser', async ({ browser, hub }) => {
  const anna = await OperatorPage.signIn(browser, hub, 'anna');
  await anna.page.getByRole('button', { name: /^Menu:/ }).click();
  await anna.page.getByRole('menuitem', { name: 'Sign out', exact: true }).click();
  await anna.page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await expect(anna.page.getByLabel('Login')).toBeVisible();
  const left = await anna.page.evaluate(async () => {
    const databases = await indexedDB.databases();
    return { databases: databases.map((one) => one.name), secrets: JSON.stringify(localStorage) };
  });
  // "otklik-sessions" only says which replica belongs to whom; the replica itself is named after its owner.
  expect(left.databases.filter((name) => name?.startsWith('otklik:'))).toEqual([]);
  expect(left.secrets).not.toContain('token');
  await anna.page.reload();
  await expect(anna.page.getByLabel('Login')).toBeVisible();
});

test('opening leads to the message field; a reload opens the same dialog again, Back the one before', async ({
  browser,
  hub,
}) => {
  const [first, second] = [`first ${Date.now()}`, `second ${Date.now()}`];
  for (const text of [first, second]) {
    const visitor = await VisitorPage.openShop(browser, hub);
    await visitor.say(text);
  }
  const anna = await OperatorPage.signIn(browser, hub, 'anna');
  await anna.open(first);
  await expect(anna.composer).toBeFocused();
  await anna.open(second);
  await expect(anna.composer).toBeFocused();
  await anna.page.reload();
  await expect(anna.message(second)).toBeVisible();
  await anna.page.goBack();
  await expect(anna.message(first)).toBeVisible();
  await anna.page.goForward();
  await expect(anna.message(second)).toBeVisible();
});

test('a draft lives in every window of its author and leaves them all when one sends it', async ({
  browser,
  hub,
}) => {
  const visitor = await VisitorPage.openShop(browser, hub);
  const here = await OperatorPage.signIn(browser, hub, 'anna');
  const question = `two windows ${Date.now()}`;
  await visitor.say(question);
  await here.open(question);
  const there = new OperatorPage(await here.context.newPage());
  await there.page.goto(hub.ready.clientUrl);
  await there.open(question);
  await here.composer.fill('written in one window');
  await expect(there.composer).toHaveValue('written in one window');
  await there.composer.press('Enter');
  await expect(visitor.message('written in one window')).toBeVisible();
  await expect(here.composer).toHaveValue('');
});

test('a talk that goes on after Finish: the finished dialog leads to the new one and carries what was unsent', async ({
  browser,
  hub,
}) => {
  const visitor = await VisitorPage.openShop(browser, hub);
  const anna = await OperatorPage.signIn(browser, hub, 'anna');
  const question = `goes on ${Date.now()}`;
  await visitor.say(question);
  await anna.open(question);
  await anna.button('Answer').click();
  await anna.button('Mark as read').click();
  // Until it shows, Finish would ask whether the client shall wait no more.
  await expect(anna.button('Mark as read')).toBeDisabled();
  await anna.composer.fill('too late for this one');
  await anna.finish();
  await expect(anna.page.getByText(/opens a new one/)).toBeVisible();
  const again = `again ${question}`;
  await visitor.say(again);
  await anna.page.getByRole('button', { name: 'Continue there' }).click();
  await expect(anna.message(again)).toBeVisible();
  await expect(anna.composer).toHaveValue('too late for this one');
});

test('a computer that cannot open the local copy says so, at the start and at the form, and works once it can', async ({
  browser,
  hub,
}) => {
  const anna = await OperatorPage.signIn(browser, hub, 'anna');
  await anna.page.addInitScript(() => {
    if (sessionStorage.getItem('healed') !== null) return;
    const open = IDBFactory.prototype.open;
    IDBFactory.prototype.open = function (this: IDBFactory, name: string, version?: number) {
      // As Chromium fails on a damaged backing store.
      if (name.startsWith('otklik:'))
        throw new DOMException('Internal error opening backing store', 'UnknownError');
      return open.call(this, name, version);
    };
  });
  await anna.page.reload();
  const words = anna.page.getByText(/does not let Otklik open its copy/);
  await expect(words).toBeVisible();
  await anna.fillSignIn(hub, 'anna');
  await expect(words).toBeVisible();
  await expect(anna.page.getByRole('button', { name: 'Sign in' })).toBeEnabled();
  await anna.page.evaluate(() => sessionStorage.setItem('healed', 'yes'));
  await anna.page.reload();
  await expect(anna.dialogs).toBeVisible();
});
