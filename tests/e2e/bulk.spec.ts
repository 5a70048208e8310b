import { expect, test } from './hub-fixture.ts';
import { OperatorPage } from './operator-page.ts';
import { VisitorPage } from './visitor-page.ts';

test('many are finished at once; the one a colleague took meanwhile is said with his name, the rest can be taken back', async ({
  browser,
  hub,
}) => {
  const questions = [1, 2, 3].map((n) => `Question ${n} of many ${Date.now()}`);
  for (const question of questions) await (await VisitorPage.openShop(browser, hub)).say(question);
  const anna = await OperatorPage.signIn(browser, hub, 'anna');
  const boris = await OperatorPage.signIn(browser, hub, 'boris');
  const last = questions.at(-1) ?? '';
  await boris.open(last);
  for (const question of questions) await (await anna.reveal(question)).click({ modifiers: ['Control'] });
  const bar = anna.page.getByRole('toolbar', { name: 'Chosen dialogs' });
  await expect(bar).toContainText('3 dialogs chosen');

  // Her intents are on the way while he takes one of the three.
  const letGo = await anna.holdIntents();
  await bar.getByRole('button', { name: 'Finish the chosen' }).click();
  const sure = anna.page.getByRole('alertdialog', { name: 'Finish 3 dialogs?' });
  await sure.getByRole('button', { name: 'Finish the chosen' }).click();
  const toast = anna.page.locator('[data-toast]');
  await expect(toast).toContainText('3 dialogs finished');
  await boris.button('Answer').click();
  await expect(boris.transcript).toContainText(/you took the dialog/i);
  letGo();

  const borisName = hub.ready.logins.find((one) => one.login === 'boris')?.name ?? '';
  await expect(toast).toContainText('Finished: 2 of 3');
  await expect(toast).toContainText(`1 not: The dialog belongs to ${borisName}`);
  await toast.getByRole('button', { name: 'Undo' }).click();
  await expect(toast).toContainText('Taken back: 2 dialogs');
  // Their clients wait as before.
  await anna.switchTo('Unanswered');
  for (const question of questions.slice(0, 2)) await anna.reveal(question);
  await boris.switchTo('Mine');
  await boris.reveal(last);
});
