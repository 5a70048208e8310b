import { expect, test } from './hub-fixture.ts';
import { OperatorPage } from './operator-page.ts';
import { VisitorPage } from './visitor-page.ts';

const hiddenMode = (operator: OperatorPage) => operator.page.getByRole('switch', { name: 'Hidden message' });
const sendHidden = (operator: OperatorPage) => operator.page.getByRole('button', { name: 'Send hidden' });

test('the mode belongs to its dialog, through a reload, and to no other', async ({ browser, hub }) => {
  const [first, second] = [
    await VisitorPage.openShop(browser, hub),
    await VisitorPage.openShop(browser, hub),
  ];
  const [one, other] = [`First question ${Date.now()}`, `Second question ${Date.now()}`];
  await first.say(one);
  await second.say(other);
  const anna = await OperatorPage.signIn(browser, hub, 'anna');
  await anna.open(one);
  await anna.button('Answer').click();
  await hiddenMode(anna).click();
  await anna.composer.fill('He has asked three times');
  await anna.open(other);
  await expect(hiddenMode(anna)).toHaveAttribute('aria-checked', 'false');
  await expect(anna.button('Send')).toBeVisible();

  await anna.switchTo('Mine');
  // The row shows what is being written in it.
  await (await anna.reveal('He has asked three times')).click();
  await expect(sendHidden(anna)).toBeVisible();
  await anna.page.reload();
  await expect(anna.composer).toHaveValue('He has asked three times');
  await expect(hiddenMode(anna)).toHaveAttribute('aria-checked', 'true');
  await anna.composer.press('Enter');
  await expect(anna.message('He has asked three times')).toHaveAttribute('data-visibility', 'hidden');
  await anna.page.keyboard.press('Control+Shift+KeyH');
  await anna.reply('We have it');
  await expect(first.message('We have it')).toBeVisible();
  await expect(first.talk).not.toContainText('three times');
});

test('who only watches a colleague’s dialog may whisper: colleagues read it, the client does not', async ({
  browser,
  hub,
}) => {
  const visitor = await VisitorPage.openShop(browser, hub);
  const anna = await OperatorPage.signIn(browser, hub, 'anna');
  const boris = await OperatorPage.signIn(browser, hub, 'boris');
  const question = `Who else knows? ${Date.now()}`;
  await visitor.say(question);
  await anna.open(question);
  await anna.button('Answer').click();
  await boris.switchTo('All');
  await boris.open(question);
  await expect(hiddenMode(boris)).toHaveAttribute('aria-checked', 'true');
  await expect(hiddenMode(boris)).toHaveAttribute('aria-disabled', 'true');
  const annaName = hub.ready.logins.find((login) => login.login === 'anna')?.name ?? '';
  await boris.composer.fill('');
  await boris.composer.pressSequentially(`@${annaName.slice(0, 3)}`);
  await expect(boris.page.getByRole('listbox', { name: 'Colleagues' })).toContainText(annaName);
  await boris.composer.press('Enter');
  await boris.composer.pressSequentially('offer him the gift box');
  await boris.composer.press('Enter');
  const whisper = anna.message('offer him the gift box');
  await expect(whisper).toHaveAttribute('data-visibility', 'hidden');
  await expect(whisper.locator('[data-mention]')).toHaveText(`@${annaName}`);
  await anna.reply('There is a gift box');
  await expect(visitor.message('There is a gift box')).toBeVisible();
  await expect(visitor.talk).not.toContainText('offer him');
});
