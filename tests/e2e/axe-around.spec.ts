/** The accessibility checker over what lies around a conversation, with the real hub behind it, in light and in dark. */
import { axe } from '#tests/support/axe.ts';
import { expect, test } from './hub-fixture.ts';
import { OperatorPage } from './operator-page.ts';
import { Library } from './reply-library.ts';
import { TablePage } from './table-page.ts';
import { VisitorPage } from './visitor-page.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What lies over the window, as far as it can be reached now. */
const OVER = ['dialog', 'menu'].map((role) => `[role=${role}]:not([aria-hidden=true] *, [aria-hidden=true])`);

/** Everything in one theme, what depends on colours in both: of the window, or of what lies over it. */
async function expectClean({ page }: OperatorPage, where: string): Promise<void> {
  const selector = OVER.join(', ');
  const place = (await page.locator(selector).count()) > 0 ? selector : 'body';
  const setTheme = (theme: string): Promise<void> =>
    page.evaluate((name) => void (document.documentElement.dataset['theme'] = name), theme);
  await setTheme('light');
  const light = await axe(page).withTags(RULES).include(place).analyze();
  await setTheme('dark');
  const dark = await axe(page).withRules(['color-contrast']).include(place).analyze();
  const found = [...light.violations, ...dark.violations].map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`,
  );
  expect(found, where).toEqual([]);
}

test.describe('axe finds nothing', () => {
  test.setTimeout(300_000);

  test('on the card, in all history, where two are merged and where one writes first', async ({
    browser,
    hub,
  }) => {
    const mark = Date.now();
    const number = String(mark % 10_000_000)
      .padStart(7, '0')
      .replace(/(...)(..)(..)/, '8 (913) $1-$2-$3');
    const visitor = await VisitorPage.openShop(browser, hub);
    const anna = await OperatorPage.signIn(browser, hub, 'anna');
    const { page } = anna;
    for (const [name, text] of [
      ['first', `From the office ${mark}, ${number}`],
      ['second', `From home ${mark}, ${number}`],
    ] as const) {
      const who = name === 'first' ? visitor : await VisitorPage.openShop(browser, hub);
      await who.say(text);
    }
    await anna.open(`From home ${mark}`);
    const offer = page.getByRole('group', { name: /Possibly the same client/ });
    await expect(offer).toBeVisible();
    await expectClean(anna, 'card with an offer to merge');
    await offer.getByRole('button', { name: 'Merge…' }).click();
    const merge = page.getByRole('dialog', { name: 'Merge two clients' });
    await expect(merge.getByRole('region', { name: 'Together' })).toContainText('2 dialogs');
    await expectClean(anna, 'merging');
    await merge.getByRole('button', { name: 'Merge', exact: true }).click();
    await expect(page.getByRole('list', { name: 'Merged clients' })).toBeVisible();
    await page.keyboard.press('Alt+KeyA');
    await expect(page.getByText('You write into:')).toBeVisible();
    await expectClean(anna, 'all history');
    await page.keyboard.press('Alt+KeyA');
    await page.keyboard.press('Alt+KeyW');
    await page.keyboard.type('Somebody');
    await expect(page.getByRole('option', { name: /New client/ })).toBeVisible();
    await expectClean(anna, 'whom to write to');
    await page.keyboard.press('End');
    await page.getByRole('option', { name: /New client/ }).click();
    await expect(page.getByRole('dialog', { name: 'New dialog' })).toBeVisible();
    await expectClean(anna, 'writing first');
  });

  test('among quick replies, where they are written, imported and chosen', async ({ browser, hub }) => {
    const visitor = await VisitorPage.openShop(browser, hub);
    const anna = await OperatorPage.signIn(browser, hub, 'anna');
    const { page } = anna;
    const mark = Date.now();
    const library = await Library.open(anna);
    await expectClean(anna, 'library');
    await library.fillNew(`Axe ${mark}`, '{greeting}, {client.name}! {unknown}', 'Only mine');
    await expectClean(anna, 'editor');
    await library.save();
    await library.window.getByRole('button', { name: 'Import' }).click();
    await page.locator('input[type=file][accept*=csv]').setInputFiles({
      name: 'replies.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(`title;text\nAxe ${mark};again\nNew ${mark};text\n;nameless\n`),
    });
    await expect(page.getByRole('button', { name: /^Import \d+ repl/ })).toBeVisible();
    await expectClean(anna, 'import');
    await page.keyboard.press('Escape');
    await library.close();
    await visitor.say(`Hello ${mark}`);
    await anna.open(`Hello ${mark}`);
    await anna.button('Answer').click();
    await expect(anna.button('Answer')).toHaveCount(0);
    await anna.composer.pressSequentially('/axe');
    await expect(page.locator('#composer-suggestions')).toBeVisible();
    await expectClean(anna, 'suggestions');
    await anna.composer.fill('');
    await page.keyboard.press('Alt+KeyQ');
    await expect(page.getByRole('combobox', { name: 'Search quick replies' })).toBeVisible();
    await expectClean(anna, 'picker');
  });

  test('in the table with each of its menus, and in talks of the team', async ({ browser, hub }) => {
    const table = new TablePage(await OperatorPage.signIn(browser, hub, 'vera'));
    const { who: vera } = table;
    await table.open();
    await expect(table.grid.locator('[role=row][data-dialog-id]').first()).toBeVisible();
    await expectClean(vera, 'table');
    for (const field of [/^Fields$/, /^Columns$/, /^Status: any/, /^Created: any time/])
      await table.ask(field, () => expectClean(vera, String(field)));
    await table.saved.click();
    await expect(vera.page.getByRole('menu')).toBeVisible();
    await expectClean(vera, 'saved filters');
    await vera.page.getByRole('menuitem', { name: 'Save as…' }).click();
    await expect(vera.page.getByRole('dialog', { name: 'Save the filter' })).toBeVisible();
    await expectClean(vera, 'saving a filter');
    await vera.page.keyboard.press('Escape');
    await vera.page.getByRole('button', { name: 'All history' }).click();
    await expect(vera.page.getByRole('status').filter({ hasText: /dialogs?$/ })).toBeVisible();
    await expectClean(vera, 'all history');
    await vera.page.keyboard.press('Alt+Digit6');
    await vera.page.getByRole('listbox', { name: 'Team talks' }).getByRole('option').first().click();
    await expect(vera.page.getByRole('textbox', { name: 'Message to colleagues' })).toBeVisible();
    await expectClean(vera, 'talk of the team');
  });
});
