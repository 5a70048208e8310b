import { expect, test } from './hub-fixture.ts';
import { OperatorPage } from './operator-page.ts';
import { TablePage } from './table-page.ts';
import { VisitorPage } from './visitor-page.ts';

async function tagClient({ page }: OperatorPage, tag: string): Promise<void> {
  const tags = page.getByRole('complementary', { name: 'Client card' }).getByRole('group', { name: 'Tags' });
  await tags.getByRole('button', { name: 'Add a tag' }).click();
  await page.keyboard.type(tag);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
}

/** What is asked for, which columns there are and in what order, and the one line that meets it. */
async function expectLook(table: TablePage, mark: string, tag: string): Promise<void> {
  const columns = await table.columns();
  expect(columns.slice(0, 3)).toEqual(['Client', 'Status', 'Last message']);
  expect(columns).toContain('Tags');
  expect(columns).not.toContain('Channel');
  const client = table.who.page.getByRole('columnheader', { name: 'Client' });
  await expect(client).toHaveAttribute('aria-sort', 'ascending');
  await expect(table.words).toHaveValue(mark);
  for (const chip of [`Tags: ${tag}`, 'Line: Интернет-магазин', 'Created: last 7 days'])
    await expect(table.chip(new RegExp(`^${chip}`))).toBeVisible();
  await table.expectLines(1);
  await expect(table.line(`${mark}, медный`)).toContainText(tag);
}

test('line, days, tag and words together, with columns chosen and put in order, stay so over a restart', async ({
  browser,
  hub,
}) => {
  const mark = `самовар${Date.now()}`;
  const tag = `tag${Date.now()}`;
  for (const words of [`Нужен ${mark}, медный`, `Ещё один ${mark}`])
    await (await VisitorPage.openShop(browser, hub)).say(words);
  // He has two lines; the question came in on one of them.
  const boris = await OperatorPage.signIn(browser, hub, 'boris');
  const { page } = boris;
  await boris.open(`${mark}, медный`);
  await tagClient(boris, tag);
  const table = new TablePage(boris);
  await table.open();
  await table.words.fill(mark);
  await table.expectLines(2);
  await table.ask(/^Fields$/, (fields) => fields.getByRole('checkbox', { name: 'Tags' }).check());
  await table.ask(/^Tags: any/, async (tags) => {
    await tags.getByLabel('Tag', { exact: true }).fill(tag);
    await page.keyboard.press('Enter');
  });
  await table.expectLines(1);
  await table.ask(/^Line: any/, (lines) => lines.getByRole('checkbox', { name: 'Wholesale' }).check());
  await table.expectLines(0);
  await table.ask(/^Line: Wholesale/, async (lines) => {
    await lines.getByRole('checkbox', { name: 'Wholesale' }).uncheck();
    await lines.getByRole('checkbox', { name: 'Интернет-магазин' }).check();
  });
  await table.expectLines(1);
  await table.ask(/^Created: any time/, async (days) => {
    await days.getByLabel('To', { exact: true }).fill('02/01/2020');
  });
  await table.expectLines(0);
  await table.chip(/^Created: to 2 January 2020/).click();
  await page.getByRole('button', { name: 'last 7 days' }).click();
  await table.expectLines(1);
  await expect(table.line(`${mark}, медный`)).toBeVisible();

  await table.ask(/^Columns$/, async (columns) => {
    await columns.getByRole('checkbox', { name: 'Tags' }).check();
    await columns.getByRole('checkbox', { name: 'Channel' }).uncheck();
    await columns.getByRole('button', { name: 'Status: further to the front' }).click();
  });
  await page.getByRole('columnheader', { name: 'Client' }).getByRole('button').first().click();
  await expectLook(table, mark, tag);
  await page.reload();
  await expect(table.grid).toBeVisible();
  await expectLook(table, mark, tag);

  // His window is closed, and another one opened later.
  const again = new TablePage(new OperatorPage(await boris.context.newPage()));
  await page.close();
  await again.who.page.goto(hub.ready.clientUrl);
  await expect(again.who.dialogs).toBeVisible();
  await again.open();
  await expectLook(again, mark, tag);
  await again.who.page.getByRole('button', { name: 'Reset the filter' }).click();
  await again.words.fill(mark);
  await again.expectLines(2);
});
