import { askers, choose, press, toast } from './bulk-desk.ts';
import { expect, test } from './hub-fixture.ts';
import { OperatorPage } from './operator-page.ts';

test('many go to a colleague with one word, who has them; taken back, he has not', async ({
  browser,
  hub,
}) => {
  const questions = await askers(browser, hub, 'To Boris', 2);
  const [anna, boris] = await Promise.all([
    OperatorPage.signIn(browser, hub, 'anna'),
    OperatorPage.signIn(browser, hub, 'boris'),
  ]);
  await choose(anna, questions);
  await press(anna, 'Transfer the chosen');
  await anna.page.getByRole('combobox', { name: 'Colleague or line' }).fill('Борис');
  await anna.page.keyboard.press('Enter');
  await anna.page.getByLabel('Why').fill('All of one order');
  await anna.page.getByLabel('Why').press('Control+Enter');
  await expect(toast(anna)).toContainText('2 dialogs transferred');
  for (const question of questions)
    await expect(await boris.reveal(question)).toContainText('offered to you');
  await boris.open(questions[0] ?? '');
  await expect(boris.page.getByRole('region', { name: 'Offered to you' })).toContainText('All of one order');
  await toast(anna).getByRole('button', { name: 'Undo' }).click();
  await expect(toast(anna).last()).toContainText('Taken back: 2 dialogs');
  for (const question of questions)
    await expect(await boris.reveal(question)).not.toContainText('offered to you');
});
