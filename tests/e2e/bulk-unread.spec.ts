import { askers, bar, choose, expectIn, press, toast } from './bulk-desk.ts';
import { expect, test } from './hub-fixture.ts';
import { OperatorPage } from './operator-page.ts';
import { VisitorPage } from './visitor-page.ts';

test('many are put unread by the palette and read again by Undo; what was so already is said', async ({
  browser,
  hub,
}) => {
  const [question = '', other = ''] = await askers(browser, hub, 'Unread', 2);
  const [anna, boris] = await Promise.all([
    OperatorPage.signIn(browser, hub, 'anna'),
    OperatorPage.signIn(browser, hub, 'boris'),
  ]);
  const visitor = await VisitorPage.openShop(browser, hub);
  const waits = `Waits anyway ${Date.now()}`;
  await visitor.say(waits);
  await choose(anna, [question, other]);
  await press(anna, 'Mark the chosen as read');
  await expect(toast(anna)).toContainText('2 dialogs marked as read');
  await expect(boris.dialog(question)).toHaveCount(0);

  await anna.switchTo('All');
  await choose(anna, [question, other, waits]);
  await anna.command('Mark the chosen as unread');
  await expect(toast(anna).last()).toContainText('Marked as unread: 2 of 3');
  await expect(toast(anna).last()).toContainText('1 was so already');
  await expectIn(boris, 'Unanswered', [question, other]);
  await toast(anna).last().getByRole('button', { name: 'Undo' }).click();
  await expect(toast(anna).last()).toContainText('Taken back: 2 dialogs');
  for (const one of [question, other]) await expect(boris.dialog(one)).toHaveCount(0);
  await boris.reveal(waits);
});

test('opened again beside the client’s newer dialog none is, and it stays chosen', async ({
  browser,
  hub,
}) => {
  const [anna, visitor] = await Promise.all([
    OperatorPage.signIn(browser, hub, 'anna'),
    VisitorPage.openShop(browser, hub),
  ]);
  const stamp = Date.now();
  const old = `An old question ${stamp}`;
  await visitor.say(old);
  await anna.open(old);
  await anna.page.keyboard.press('Alt+End');
  await anna.finish(() => anna.page.getByRole('alertdialog').getByRole('button', { name: 'Finish' }).click());
  await expect(anna.transcript).toContainText('You finished the dialog');
  await visitor.say(`It goes on ${stamp}`);
  await anna.reveal(`It goes on ${stamp}`);
  await anna.switchTo('Closed');
  await choose(anna, [old]);
  await press(anna, 'Open the chosen again');
  await expect(toast(anna).last()).toContainText('Opened again: 0 of 1');
  await expect(toast(anna).last()).toContainText('1 not: The client has a newer open dialog');
  await expect(toast(anna).last().getByRole('button', { name: 'Undo' })).toHaveCount(0);
  await expect(bar(anna)).toContainText('1 dialog chosen');
});
