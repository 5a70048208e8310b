import type { HubProcess } from '#tests/support/hub-process.ts';
import { expect, test } from './hub-fixture.ts';
import { OperatorPage } from './operator-page.ts';
import { VisitorPage } from './visitor-page.ts';

/** Ends every session of somebody, as he would from another device. */
async function endSessions(hub: HubProcess, login: string): Promise<void> {
  const known = hub.ready.logins.find((one) => one.login.startsWith(login));
  const api = (path: string, init: RequestInit) => fetch(new URL(path, hub.ready.url), init);
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ login: known?.login, password: known?.password, device: 'another' });
  const answer = (await (await api('/api/session', { method: 'POST', headers, body })).json()) as {
    token: string;
  };
  await api('/api/sessions', { method: 'DELETE', headers: { authorization: `Bearer ${answer.token}` } });
}

test('what she wrote before her session ended is never sent by another at this computer, and by her when she is back', async ({
  browser,
  hub,
}) => {
  const visitor = await VisitorPage.openShop(browser, hub);
  const anna = await OperatorPage.signIn(browser, hub, 'anna');
  const question = `sealed ${Date.now()}`;
  await visitor.say(question);
  await anna.open(question);
  await anna.context.setOffline(true);
  const hers = `hers ${Date.now()}`;
  await anna.reply(hers);
  await expect(anna.message(hers)).toHaveAttribute('data-delivery', 'pending');
  await endSessions(hub, 'anna');
  await anna.context.setOffline(false);
  await anna.page.getByRole('button', { name: 'Sign in', exact: true }).click();

  await anna.fillSignIn(hub, 'vera');
  const vera = anna;
  await vera.open(question);
  await expect(vera.message(hers)).toHaveCount(0);
  // She is at work: what she writes goes out, in another dialog, and nothing with it.
  const other = await VisitorPage.openShop(browser, hub);
  const another = `another ${Date.now()}`;
  await other.say(another);
  await vera.open(another);
  await vera.reply(`to ${another}`);
  await expect(other.message(`to ${another}`)).toHaveCount(1);
  await expect(visitor.message(hers)).toHaveCount(0);
  await vera.page.getByRole('button', { name: /^Menu:/ }).click();
  await vera.page.getByRole('menuitem', { name: 'Sign out', exact: true }).click();
  await vera.page.getByRole('button', { name: 'Sign out', exact: true }).click();

  await anna.fillSignIn(hub, 'anna');
  await expect(visitor.message(hers)).toHaveCount(1);
  await anna.switchTo('Mine');
  await anna.open(hers);
  await expect(anna.message(hers)).toHaveCount(1);
});
