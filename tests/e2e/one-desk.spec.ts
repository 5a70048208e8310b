import type { HubProcess } from '#tests/support/hub-process.ts';
import { expect, test } from './hub-fixture.ts';
import { OperatorPage } from './operator-page.ts';

/** Windows of one browser profile are one desk: whoever sits at it, sits at it in all of them. */

async function secondWindow(first: OperatorPage, hub: HubProcess): Promise<OperatorPage> {
  const second = new OperatorPage(await first.context.newPage());
  await second.page.goto(hub.ready.clientUrl);
  return second;
}

const at = (operator: OperatorPage, name: string) =>
  expect(operator.page.getByRole('button', { name: `Menu: ${name}` })).toBeVisible();

async function signOut({ page }: OperatorPage): Promise<void> {
  await page.getByRole('button', { name: /^Menu:/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out', exact: true }).click();
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
}

test('who signs in in one window is signed in in those that wait, and in those that were signed out', async ({
  browser,
  hub,
}) => {
  const first = await OperatorPage.signIn(browser, hub, 'anna');
  const second = await secondWindow(first, hub);
  await at(second, 'Анна Соколова');
  const opened = second.dialogs.getByRole('option').first();
  await opened.click();
  await expect(second.transcript).toBeVisible();
  await signOut(first);
  // He left on purpose: nothing of his stays on the screen of the other window.
  for (const { page } of [first, second]) await expect(page.getByLabel('Login')).toBeVisible();
  const waiting = await secondWindow(first, hub);
  await expect(waiting.page.getByLabel('Login')).toBeVisible();

  await first.fillSignIn(hub, 'boris');
  for (const window of [first, waiting, second]) await at(window, 'Борис Ким');
  await expect(second.page.getByText('Choose a dialog')).toBeVisible();
  await second.page.reload();
  await at(second, 'Борис Ким');
});

test('two people who sign in at once: the later one has the desk, and the session of the other is over', async ({
  browser,
  hub,
}) => {
  const boris = new OperatorPage(await (await browser.newContext({ locale: 'en-GB' })).newPage());
  await boris.page.goto(hub.ready.clientUrl);
  const emma = await secondWindow(boris, hub);
  await expect(emma.page.getByLabel('Login')).toBeVisible();
  // She waits for the hub's answer when he is let in.
  let answer = (): void => undefined;
  await emma.page.route('**/api/session', async (route) => {
    const response = await route.fetch();
    await new Promise<void>((go) => (answer = go));
    await route.fulfill({ response });
  });
  const asked = emma.page.waitForRequest('**/api/session');
  await emma.fillSignIn(hub, 'emma');
  await asked;
  const ended = boris.page.waitForRequest((request) => request.method() === 'DELETE');
  await boris.fillSignIn(hub, 'boris');
  await at(boris, 'Борис Ким');
  answer();
  for (const window of [emma, boris]) await at(window, 'Emma Clarke');
  const { authorization = '' } = (await ended).headers();
  const withHis = async () =>
    (await fetch(new URL('/api/session', hub.ready.url), { headers: { authorization } })).status;
  await expect.poll(withHis).toBe(401);
  await boris.page.reload();
  await at(boris, 'Emma Clarke');
});
