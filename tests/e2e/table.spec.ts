import { expect, test } from './hub-fixture.ts';
import { tableOf } from './table-page.ts';
import { VisitorPage } from './visitor-page.ts';

test('what a client wrote is found by its words, sorted, opened and left again, by the keyboard alone', async ({
  browser,
  hub,
}) => {
  const marker = `шкатулка${Date.now()}`;
  const visitor = await VisitorPage.openShop(browser, hub);
  await visitor.say(`Есть ли ${marker}?`);
  const table = await tableOf(browser, hub, 'anna');
  const { who: anna } = table;
  await expect(table.line(marker)).toBeVisible();
  await anna.page.keyboard.press('Control+KeyF');
  await expect(table.words).toBeFocused();
  await anna.page.keyboard.type(marker);
  await expect(table.grid).toHaveAttribute('aria-rowcount', '2');
  await table.grid.focus();
  await anna.page.keyboard.press('Enter');
  await expect(anna.message(marker)).toBeVisible();
  await anna.button('Answer').click();
  await anna.page.keyboard.press('Alt+Digit5');
  await expect(table.grid).toBeFocused();
  // Her own deed is seen at once, and stays.
  await expect(table.line(marker)).toContainText('Being served');
  await expect(table.words).toHaveValue(marker);
  await anna.page.reload();
  await expect(table.words).toHaveValue(marker);
  await expect(table.line(marker)).toContainText('Being served');
});

test('a filter that a senior keeps for the company is her colleague’s, offline as well; an operator keeps his own', async ({
  browser,
  hub,
}) => {
  const name = `Waiting ${Date.now()}`;
  const vera = await tableOf(browser, hub, 'vera');
  const anna = await tableOf(browser, hub, 'anna');
  await vera.chip(/^Waiting: any/).click();
  await vera.who.page.getByRole('radio', { name: 'waits for an answer' }).click();
  await vera.keepAs(name, 'The whole company');
  await anna.choose(name);
  await expect(anna.chip(/^Waiting: waits for an answer/)).toBeVisible();
  // What is the company's is not hers to change, but she keeps her own beside it.
  await anna.who.page.getByRole('columnheader', { name: 'Client' }).getByRole('button').first().click();
  await expect(anna.saved).toContainText('changed');
  await expect(anna.who.page.getByRole('button', { name: 'Save the changes' })).toHaveCount(0);

  await anna.who.context.setOffline(true);
  await expect(anna.who.connection('Offline')).toBeVisible();
  const own = `Mine ${Date.now()}`;
  await anna.keepAs(own);
  await anna.who.page.getByRole('button', { name: 'All history' }).click();
  await expect(anna.who.page.getByText(/^No connection: lines of this computer/)).toBeVisible();
  await anna.who.context.setOffline(false);
  await expect(anna.who.connection('Online')).toBeVisible();
  await expect(anna.who.page.getByText(/^No connection: lines/)).toHaveCount(0);

  // On another device of hers, and with nobody else.
  const again = await tableOf(browser, hub, 'anna');
  await again.choose(own);
  await vera.saved.click();
  await expect(vera.who.page.getByRole('menuitem', { name })).toBeVisible();
  await expect(vera.who.page.getByRole('menuitem', { name: own })).toHaveCount(0);
});

test('two who change the same filter: the later one is told who was first, and loses nothing', async ({
  browser,
  hub,
}) => {
  const name = `Shared ${Date.now()}`;
  const vera = await tableOf(browser, hub, 'vera');
  await vera.keepAs(name, 'The whole company');
  const admin = await tableOf(browser, hub, 'admin');
  await admin.choose(name);
  const release = await admin.who.holdIntents();
  await admin.who.page.getByRole('columnheader', { name: 'Client' }).getByRole('button').first().click();
  await vera.who.page.getByRole('columnheader', { name: 'Created' }).getByRole('button').first().click();
  await admin.who.page.getByRole('button', { name: 'Save the changes' }).click();
  await vera.who.page.getByRole('button', { name: 'Save the changes' }).click();
  await expect(vera.saved).not.toContainText('changed');
  await expect(vera.who.page.getByRole('status').filter({ hasText: 'Online' })).toBeVisible();
  // Hers has come to him before his goes.
  const third = await tableOf(browser, hub, 'anna');
  await third.choose(name);
  await expect(third.who.page.getByRole('columnheader', { name: 'Created' })).toHaveAttribute(
    'aria-sort',
    /ending/,
  );
  release();
  await expect(
    admin.who.page.getByRole('alert').filter({ hasText: 'The filter was not saved' }),
  ).toBeVisible();
  await expect(admin.who.page.getByRole('columnheader', { name: 'Client' })).toHaveAttribute(
    'aria-sort',
    'ascending',
  );
  await expect(admin.saved).toContainText('changed');
  await admin.who.page.getByRole('button', { name: 'Save the changes' }).click();
  await expect(admin.saved).not.toContainText('changed');
  // What she looks at is not what is kept any more; it does not change under her hands.
  await expect(third.saved).toContainText('changed');
  await third.choose(name);
  await expect(third.who.page.getByRole('columnheader', { name: 'Client' })).toHaveAttribute(
    'aria-sort',
    'ascending',
  );
});
