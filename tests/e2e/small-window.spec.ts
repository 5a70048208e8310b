import { expect, test } from './hub-fixture.ts';
import { OperatorPage } from './operator-page.ts';
import { VisitorPage } from './visitor-page.ts';

test('in a window without room for a third column the client’s card is called over the dialog, by keyboard and back', async ({
  browser,
  hub,
}) => {
  const visitor = await VisitorPage.openShop(browser, hub);
  const anna = await OperatorPage.signIn(browser, hub, 'anna');
  const { page } = anna;
  const card = page.getByRole('complementary', { name: 'Client card' });
  const question = `Is there room for me ${Date.now()}`;
  await visitor.say(question);
  await anna.open(question);
  await anna.button('Answer').click();
  await expect(card).toBeVisible();

  await page.setViewportSize({ width: 1000, height: 640 });
  await expect(card).toHaveCount(0);
  await anna.composer.fill('I am just');
  await page.keyboard.press('Alt+KeyI');
  await expect(card).toBeVisible();
  await expect(page.locator('[data-area=card]')).toBeFocused();

  await page.keyboard.press('Escape');
  await expect(card).toHaveCount(0);
  await expect(anna.composer).toBeFocused();
  await page.keyboard.type(' looking');
  await expect(anna.composer).toHaveValue('I am just looking');

  // By mouse, and with the dialog it was called for it goes.
  await page.getByRole('button', { name: 'Show the client card' }).click();
  await expect(card).toBeVisible();
  await card.getByRole('button', { name: 'Hide the client card' }).click();
  await expect(card).toHaveCount(0);
  await page.getByRole('button', { name: 'Show the client card' }).click();
  await anna.dialogs.getByRole('option').filter({ hasNotText: question }).first().click();
  await expect(card).toHaveCount(0);

  // Where there is room again it stands where it stood.
  await page.setViewportSize({ width: 1280, height: 800 });
  await expect(card).toBeVisible();
});
