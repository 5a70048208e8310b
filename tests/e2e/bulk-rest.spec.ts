import { askers, choose, expectIn, press, toast } from './bulk-desk.ts';
import { expect, test } from './hub-fixture.ts';
import { OperatorPage } from './operator-page.ts';

test('many rest until a time, and are back by one press', async ({ browser, hub }) => {
  const questions = await askers(browser, hub, 'To rest', 2);
  const anna = await OperatorPage.signIn(browser, hub, 'anna');
  await choose(anna, questions);
  await press(anna, 'Snooze the chosen');
  await anna.page.getByRole('menuitem', { name: 'In an hour' }).click();
  await expect(toast(anna)).toContainText('2 dialogs snoozed');
  for (const question of questions) await expect(anna.dialog(question)).toHaveCount(0);
  await anna.switchTo('Mine');
  for (const question of questions)
    await expect(await anna.reveal(question)).toHaveAccessibleDescription(/put off until/);
  await toast(anna).getByRole('button', { name: 'Undo' }).click();
  await expect(toast(anna).last()).toContainText('Taken back: 2 dialogs');
  await expectIn(anna, 'Unanswered', questions);
});
