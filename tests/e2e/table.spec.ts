import type { Browser, Locator } from '@playwright/test';
import { expect, test } from './hub-fixture.ts';
import { OperatorPage } from './operator-page.ts';
import { VisitorPage } from './visitor-page.ts';

/** The table of dialogs (scenarios D1, D2), as people use it. */
class TablePage {
  readonly who: OperatorPage;
  readonly grid: Locator;

  constructor(who: OperatorPage) {
    this.who = who;
    this.grid = who.page.getByRole('grid', { name: 'Table of dialogs' });
  }

  async open(): Promise<void> {
    await this.who.page.keyboard.press('Alt+Digit5');
    await expect(this.grid).toBeVisible();
  }

  line(text: string): Locator {
    return this.grid.locator('[role=row][data-dialog-id]').filter({ hasText: text });
  }

  get words(): Locator {
    return this.who.page.getByRole('searchbox', { name: /^Words/ });
  }

  get saved(): Locator {
    return this.who.page.getByRole('button', { name: /^Saved filters/ });
  }

  chip(name: RegExp): Locator {
    return this.who.page.getByRole('button', { name });
  }

  async keepAs(name: string, sharing?: 'The whole company'): Promise<void> {
    await this.saved.click();
    await this.who.page.getByRole('menuitem', { name: 'Save as…' }).click();
    const window = this.who.page.getByRole('dialog', { name: 'Save the filter' });
    await window.getByLabel('Name').fill(name);
    if (sharing) await window.getByRole('radio', { name: sharing }).check();
    await window.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(this.saved).toContainText(name);
  }

  async choose(name: string): Promise<void> {
    const item = this.who.page.getByRole('menuitem', { name });
    await expect(async () => {
      if (!(await item.isVisible())) {
        await this.who.page.keyboard.press('Escape');
        await this.saved.click();
      }
      // A menu that is still closing shows it, too, and takes it away from under the pointer.
      await item.click({ timeout: 2_000 });
    }).toPass();
  }
}

async function tableOf(browser: Browser, hub: Parameters<typeof OperatorPage.signIn>[1], login: string) {
  const table = new TablePage(await OperatorPage.signIn(browser, hub, login));
  await table.open();
  return table;
}

test('what a client wrote is found by its words, sorted, opened and left again, by the keyboard alone', async ({
  browser,
  hub,
}) => {
  const marker = `шкатулка${Date.now()}`;
  const visitor = await VisitorPage.openShop(browser, hub);
  await visitor.say(`Есть ли ${marker}?`);
  const { who: anna, ...rest } = await tableOf(browser, hub, 'anna');
  const table = Object.assign(new TablePage(anna), rest);
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
  await vera.chip(/^Client: any/).click();
  await vera.who.page.getByRole('radio', { name: 'waits for an answer' }).click();
  await vera.keepAs(name, 'The whole company');
  await anna.choose(name);
  await expect(anna.chip(/^Client: waits for an answer/)).toBeVisible();
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
