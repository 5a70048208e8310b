import { askers, bar, choose, expectIn, press, toast } from './bulk-desk.ts';
import { expect, test } from './hub-fixture.ts';
import { OperatorPage } from './operator-page.ts';

test('many are spam after a question; opened again by hand or by Undo they are none', async ({
  browser,
  hub,
}) => {
  const questions = await askers(browser, hub, 'Cheap loans', 2);
  const anna = await OperatorPage.signIn(browser, hub, 'anna');
  await choose(anna, questions);
  await press(anna, 'The chosen are spam');
  const sure = anna.page.getByRole('alertdialog', { name: 'Mark 2 dialogs as spam?' });
  await sure.getByRole('button', { name: 'The chosen are spam' }).click();
  await expect(toast(anna)).toContainText('2 dialogs marked as spam');
  for (const question of questions) await expect(anna.dialog(question)).toHaveCount(0);

  await anna.switchTo('Closed');
  await choose(anna, questions);
  // What is over can neither be read nor finished nor given away.
  await expect(bar(anna).getByRole('button', { name: 'Finish the chosen' })).toHaveCount(0);
  await press(anna, 'Open the chosen again');
  await expect(toast(anna).last()).toContainText('2 dialogs opened again');
  await expectIn(anna, 'Mine', questions);
  await toast(anna).last().getByRole('button', { name: 'Undo' }).click();
  await expect(toast(anna).last()).toContainText('Taken back: 2 dialogs');
  await anna.switchTo('Closed');
  for (const question of questions)
    await expect(await anna.reveal(question)).toHaveAccessibleDescription(/spam/);
});
