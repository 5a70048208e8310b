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
  const stranger = createServer((_, response) =>
    response.setHeader('access-control-allow-origin', '*').end('<h1>Nginx</h1>'),
  );
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
