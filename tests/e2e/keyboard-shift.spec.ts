import { expect, test } from './hub-fixture.ts';
import { OperatorPage } from './operator-page.ts';
import { VisitorPage } from './visitor-page.ts';

/** Scenario H3: a shift ends and begins without a mouse. */

test('the end of a shift, and the beginning of the next', async ({ browser, hub }) => {
  const [anna, boris, visitor] = await Promise.all([
    OperatorPage.signIn(browser, hub, 'anna'),
    OperatorPage.signIn(browser, hub, 'boris'),
    VisitorPage.openShop(browser, hub),
  ]);
  const { page } = anna;
  const presses = await anna.countPointerPresses();
  const own = page.getByRole('button', { name: /^Presence:/ });
  const question = `Who is there tomorrow? ${Date.now()}`;
  await visitor.say(question);
  await anna.enterByKeyboard(question);
  await page.keyboard.press('Control+Enter');
  await expect(anna.transcript).toContainText('You took the dialog');

  const shift = page.getByRole('dialog', { name: 'End of shift' });
  await anna.command('End of shift');
  const fate = shift.getByRole('listitem').filter({ hasText: question }).getByRole('combobox');
  await anna.tabTo(fate);
  await expect(async () => {
    await page.keyboard.press('ArrowDown');
    await expect(fate.locator('option:checked')).toContainText('Борис Ким', { timeout: 200 });
  }).toPass({ intervals: [0] });
  await anna.tabTo(shift.getByLabel('Note for those who take over'));
  await page.keyboard.press('Control+KeyA');
  await page.keyboard.type('Off to the sea');
  await page.keyboard.press('Enter');
  await expect(shift).toHaveCount(0);
  await expect(own).toHaveAccessibleName('Presence: Off');
  await expect(anna.composer).toBeFocused();

  await boris.enterByKeyboard(question);
  await expect(boris.page.getByRole('region', { name: 'Offered to you' })).toContainText('Off to the sea');
  await anna.command('Presence: available');
  await expect(own).toHaveAccessibleName('Presence: Available');
  await expect(anna.composer).toBeFocused();
  expect(await presses()).toBe(0);
});
