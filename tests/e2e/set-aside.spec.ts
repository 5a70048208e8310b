import type { Locator } from '@playwright/test';
import { HubProcess, MOVABLE_CLOCK } from '#tests/support/hub-process.ts';
import { expect, test } from './hub-fixture.ts';
import { OperatorPage } from './operator-page.ts';
import { VisitorPage } from './visitor-page.ts';

const HOUR = 3_600_000;

const toast = ({ page }: OperatorPage): Locator => page.getByRole('region', { name: 'What was done' });
/** In words; other tests leave notices, too. */
const newNotices = async (operator: OperatorPage): Promise<string> =>
  (await operator.page.locator('#notices-count').textContent()) ?? '';
const bell = ({ page }: OperatorPage): Locator => page.getByRole('button', { name: 'Notices', exact: true });
const notices = ({ page }: OperatorPage): Locator => page.getByRole('dialog', { name: 'Notices' });

async function choose(operator: OperatorPage, row: string, ...items: string[]): Promise<void> {
  await (await operator.reveal(row)).click({ button: 'right' });
  for (const name of items) await operator.page.getByRole('menuitem', { name }).click();
}

test('put off by the menu of the list, it leaves Unanswered, comes back by itself, and the bell tells', async ({
  browser,
}) => {
  test.slow();
  const hub = await HubProcess.start({ RATE_LIMITS: 'off', ...MOVABLE_CLOCK });
  const visitor = await VisitorPage.openShop(browser, hub);
  const anna = await OperatorPage.signIn(browser, hub, 'anna');
  const question = `Call me in an hour ${Date.now()}`;
  await visitor.say(question);
  await choose(anna, question, 'Snooze until', 'In an hour');
  await expect(toast(anna)).toContainText('Put off until');
  await expect(anna.dialog(question)).toHaveCount(0);
  await anna.switchTo('Mine');
  await expect(await anna.reveal(question)).toHaveAccessibleDescription(/put off until/);

  await anna.switchTo('Unanswered');
  await hub.passTime(HOUR + 60_000);
  await anna.reveal(question);
  await expect(bell(anna)).toHaveAccessibleDescription('1 new notice');
  await bell(anna).click();
  await notices(anna)
    .getByRole('button', { name: /is back/ })
    .click();
  await expect(anna.message(question)).toBeVisible();
  await expect(bell(anna)).toHaveAccessibleDescription('No new notices');

  // Put off again, the client's word wakes it.
  await anna.page.keyboard.press('Alt+KeyS');
  await anna.page.getByRole('button', { name: 'Tomorrow morning' }).click();
  await expect(anna.dialog(question)).toHaveCount(0);
  await visitor.say('It is urgent after all');
  await anna.reveal('It is urgent after all');
  await hub.stop();
});

test('spam asks first, keeps what the sender writes quiet, and brings all of it when it is opened again', async ({
  browser,
  hub,
}) => {
  const spammer = await VisitorPage.openShop(browser, hub);
  const anna = await OperatorPage.signIn(browser, hub, 'anna');
  const offer = `Buy cheap ${Date.now()}`;
  const more = `${offer}, the last chance`;
  await spammer.say(offer);
  await anna.open(offer);
  await choose(anna, offer, 'Spam');
  const question = anna.page.getByRole('alertdialog');
  await expect(question).toContainText('calls nobody');
  await question.getByRole('button', { name: 'Mark as spam' }).click();
  await expect(anna.dialog(offer)).toHaveCount(0);
  await spammer.say(more);
  await expect(anna.message(more)).toBeVisible();
  await expect(anna.dialog(more)).toHaveCount(0);
  await anna.switchTo('Closed');
  await expect(await anna.reveal(more)).toHaveAccessibleDescription(/spam/);
  await choose(anna, more, 'Open again');
  await anna.switchTo('Mine');
  await anna.reveal(more);
  await spammer.say(`${offer}: sorry, a real question`);
  await anna.switchTo('Unanswered');
  await anna.reveal('a real question');
});

test('finished by the keyboard and taken back by Ctrl+Z, also without a network; nobody is left with two dialogs', async ({
  browser,
  hub,
}) => {
  const visitor = await VisitorPage.openShop(browser, hub);
  const anna = await OperatorPage.signIn(browser, hub, 'anna');
  const question = `Is it fresh? ${Date.now()}`;
  await visitor.say(question);
  await anna.open(question);
  await anna.button('Answer').click();
  await anna.reply('It is');
  await expect(visitor.message('It is')).toBeVisible();

  await anna.context.setOffline(true);
  await expect(anna.connection('Offline')).toBeVisible();
  await anna.page.keyboard.press('Alt+End');
  await expect(toast(anna)).toContainText('Finished');
  await anna.page.keyboard.press('Control+KeyZ');
  await expect(anna.transcript).toContainText('You opened the dialog again');
  await anna.context.setOffline(false);
  await expect(anna.connection('Online')).toBeVisible();
  await anna.reply('And cheap');
  await expect(visitor.message('And cheap')).toBeVisible();

  await anna.finish(() => anna.page.keyboard.press('Alt+End'));
  await expect(toast(anna)).toContainText('Finished');
  await visitor.say(`One more thing ${question}`);
  await anna.switchTo('Unanswered');
  await anna.reveal(`One more thing ${question}`);
  await anna.switchTo('Closed');
  await choose(anna, 'And cheap', 'Open again');
  await expect(toast(anna)).toContainText('The client has a newer open dialog');
  await toast(anna).getByRole('button', { name: 'Go to it' }).click();
  await expect(anna.message(`One more thing ${question}`)).toBeVisible();
});

test('a pin is one’s own, in every list, and outlives a reload', async ({ browser, hub }) => {
  const visitor = await VisitorPage.openShop(browser, hub);
  const anna = await OperatorPage.signIn(browser, hub, 'anna');
  const boris = await OperatorPage.signIn(browser, hub, 'boris');
  const question = `Keep me in mind ${Date.now()}`;
  await visitor.say(question);
  await choose(anna, question, 'Pin');
  // The list stays where it was scrolled to for the choice, so its first row need not be drawn.
  const first = anna.dialogs.getByRole('option').and(anna.page.locator('[aria-posinset="1"]'));
  await expect(async () => {
    await anna.dialogs.press('Home');
    await expect(first).toContainText(question, { timeout: 500 });
  }).toPass();
  await anna.page.reload();
  await expect(first).toContainText(question);
  await expect(await boris.reveal(question)).not.toHaveAccessibleDescription(/pinned/);
  await choose(anna, question, 'Unpin');
  await expect(first).not.toContainText(question);
});

test('a colleague who is named hears of it by the bell, opens the dialog by it, and that is enough', async ({
  browser,
  hub,
}) => {
  const visitor = await VisitorPage.openShop(browser, hub);
  const anna = await OperatorPage.signIn(browser, hub, 'anna');
  const boris = await OperatorPage.signIn(browser, hub, 'boris');
  const question = `Which of the two? ${Date.now()}`;
  await visitor.say(question);
  await anna.open(question);
  await anna.button('Answer').click();
  await anna.page.getByRole('switch', { name: 'Hidden message' }).click();
  const name = hub.ready.logins.find(({ login }) => login.startsWith('boris'))?.name ?? '';
  const before = { anna: await newNotices(anna), boris: await newNotices(boris) };
  await anna.composer.pressSequentially(`@${name} what do you think?`);
  await anna.composer.press('Enter');
  await expect(anna.message('what do you think?')).toHaveAttribute('data-visibility', 'hidden');

  await expect(bell(boris)).not.toHaveAccessibleDescription(before.boris);
  await expect(bell(anna)).toHaveAccessibleDescription(before.anna);
  await bell(boris).click();
  const mention = notices(boris)
    .getByRole('button', { name: /mentioned you/ })
    .first();
  await expect(mention).toContainText('what do you think?');
  await mention.click();
  await expect(boris.message(question)).toBeVisible();
  await expect(bell(boris)).toHaveAccessibleDescription(before.boris);
});
