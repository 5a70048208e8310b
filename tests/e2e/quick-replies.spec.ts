import { readFile } from 'node:fs/promises';
import type { HubProcess } from '#tests/support/hub-process.ts';
import { CyrillicKeyboard } from './cyrillic-keyboard.ts';
import { expect, test } from './hub-fixture.ts';
import { OperatorPage } from './operator-page.ts';
import { Library } from './reply-library.ts';
import { VisitorPage } from './visitor-page.ts';

/** Replies of the line that the demo shop's visitors write to: Anna's and Boris's, but not Timur's. */
const SHOP = 'The line “Интернет-магазин”';

const composer = (operator: OperatorPage) => operator.page.locator('[data-area=composer]');
const suggestion = (operator: OperatorPage) =>
  operator.page.locator('#composer-suggestions [role=option][aria-selected=true]');

/** A client's question that this operator has taken. */
async function talk(operator: OperatorPage, visitor: VisitorPage, question: string): Promise<void> {
  await visitor.say(question);
  await operator.open(question);
  await operator.button('Answer').click();
  // Until it is his, Ctrl+Enter means Answer, and not Send.
  await expect(operator.button('Answer')).toHaveCount(0);
  await expect(operator.composer).toBeFocused();
}

const nameOf = (hub: HubProcess, login: string): string =>
  hub.ready.logins.find((one) => one.login === login)?.name ?? '';

test('made for a line, a reply is there for its team and for nobody else; it answers a client by its shortcut, by keys on a Russian layout, and by the palette', async ({
  browser,
  hub,
}) => {
  const visitor = await VisitorPage.openShop(browser, hub);
  const anna = await OperatorPage.signIn(browser, hub, 'anna');
  const boris = await OperatorPage.signIn(browser, hub, 'boris');
  const timur = await OperatorPage.signIn(browser, hub, 'timur');
  const mark = String(Date.now());
  const title = `Pick-up ${mark}`;
  const text = `We wait for you, {client.name}! Yours, {operator.name}. ${mark}`;

  const annas = await Library.open(anna);
  await annas.make(title, text, SHOP, `pick${mark}`);
  await annas.close();

  const timurs = await Library.open(timur);
  const boriss = await Library.open(boris);
  await expect(boriss.option(title)).toBeVisible();
  await boriss.option(title).click();
  await boriss.window.getByLabel('Keys').selectOption('4');
  await boriss.close();
  await expect(timurs.option(title)).toHaveCount(0);

  await talk(boris, visitor, `May I come? ${mark}`);
  await test.step('by its shortcut: what is not known is asked for', async () => {
    await boris.composer.pressSequentially(`/pick${mark}`);
    await expect(suggestion(boris)).toContainText(title);
    await boris.page.keyboard.press('Enter');
    await expect(boris.page.locator('[data-leftovers]')).toContainText('Client’s name is not known');
    await boris.composer.press('Control+Enter');
    await expect(boris.page.getByRole('alertdialog')).toContainText('Client’s name');
    await boris.page.keyboard.press('Enter');
    await expect(boris.composer).toBeFocused();
    await boris.page.keyboard.type('Ivan');
    await expect(boris.composer).toHaveValue(
      `We wait for you, Ivan! Yours, ${nameOf(hub, 'boris')}. ${mark}`,
    );
  });

  await test.step('by its keys, on a Russian layout, below the first', async () => {
    const keyboard = await CyrillicKeyboard.of(boris.page);
    await boris.composer.press('Control+End');
    await keyboard.press('Digit4', '$', 'Control', 'Shift');
    await expect(boris.composer).toHaveValue(/\n\nWe wait for you, \{client\.name\}/);
    await boris.page.keyboard.type('Petr');
    await boris.composer.press('Enter');
    await expect(visitor.talk).toContainText('We wait for you, Ivan!');
    await expect(visitor.talk).toContainText('We wait for you, Petr!');
  });

  await test.step('by the palette', async () => {
    await boris.page.keyboard.press('Control+KeyK');
    await boris.page.keyboard.type(title);
    await expect(boris.page.getByRole('option', { selected: true })).toContainText(title);
    await boris.page.keyboard.press('Enter');
    await expect(composer(boris)).toHaveValue(/^We wait for you/);
    await expect(composer(boris)).toBeFocused();
  });
});

test('changed without a network it is on this computer at once, and with the colleague when the network is back; two who change one both keep their words', async ({
  browser,
  hub,
}) => {
  const anna = await OperatorPage.signIn(browser, hub, 'anna');
  const boris = await OperatorPage.signIn(browser, hub, 'boris');
  const mark = String(Date.now());
  const title = `Opening hours ${mark}`;
  const annas = await Library.open(anna);
  await annas.make(title, `From nine ${mark}`, SHOP, `hours${mark}`);
  const boriss = await Library.open(boris);
  await expect(boriss.option(title)).toBeVisible();

  await anna.context.setOffline(true);
  await annas.edit(title);
  await annas.text.fill(`From ten ${mark}`);
  await annas.text.press('Control+Enter');
  await expect(annas.option(`From ten ${mark}`)).toBeVisible();
  await boriss.edit(title);
  await boriss.text.fill(`From eleven ${mark}`);
  await boriss.text.press('Control+Enter');
  await expect(boriss.window).toContainText('changed by you');
  await anna.context.setOffline(false);

  const conflict = annas.window.getByRole('region', {
    name: `${nameOf(hub, 'boris')} has changed this reply meanwhile`,
  });
  await expect(conflict).toContainText(`From ten ${mark}`);
  await expect(conflict).toContainText(`From eleven ${mark}`);
  await conflict.getByRole('button', { name: 'Bring together by hand' }).press('Enter');
  await expect(annas.text).toHaveValue(`From ten ${mark}`);
  await annas.text.fill(`From ten, on Sundays from eleven ${mark}`);
  await annas.text.press('Control+Enter');
  await expect(conflict).toHaveCount(0);
  await expect(boriss.option('on Sundays from eleven')).toBeVisible();
  await expect(boriss.text).toHaveValue(`From ten, on Sundays from eleven ${mark}`);
});

test('what was said becomes a reply of one’s own; exported, deleted and imported it is there again', async ({
  browser,
  hub,
}) => {
  const visitor = await VisitorPage.openShop(browser, hub);
  const anna = await OperatorPage.signIn(browser, hub, 'anna');
  const { page } = anna;
  const mark = String(Date.now());
  await talk(anna, visitor, `How do I pay? ${mark}`);
  await anna.reply(`By card or by invoice, ${mark}; "as you like"`);
  await expect(visitor.message(`By card or by invoice, ${mark}; "as you like"`)).toBeVisible();
  await anna.composer.press('Control+Digit2');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Make a quick reply' }).press('Enter');
  const window = page.getByRole('dialog', { name: 'Quick replies' });
  await expect(window.getByRole('textbox', { name: 'Title', exact: true })).toHaveValue(
    /^By card or by invoice/,
  );
  await window.getByRole('textbox', { name: 'Shortcut' }).fill(`pay${mark}`);
  await page.keyboard.press('Control+Enter');
  const option = window.getByRole('option').filter({ hasText: mark });
  await expect(option).toBeVisible();

  for (const kind of ['As a table (CSV)', 'Whole (JSON)']) {
    await window.getByRole('button', { name: 'Export' }).click();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: kind }).click(),
    ]);
    const bytes = await readFile(await file.path());
    expect(bytes.toString()).toContain(mark);
    await option.click();
    await window.getByRole('listbox', { name: 'Quick replies' }).press('Delete');
    await expect(option).toHaveCount(0);

    await window.getByRole('button', { name: 'Import' }).click();
    await page.locator('input[type=file][accept*=csv]').setInputFiles({
      name: file.suggestedFilename(),
      mimeType: 'text/plain',
      buffer: bytes,
    });
    await page.getByRole('button', { name: /^Import \d+ repl/ }).click();
    await expect(option).toBeVisible();
  }
  await page.keyboard.press('Escape');
  await expect(window).toBeHidden();
  await anna.composer.fill('');
  await anna.composer.pressSequentially(`/pay${mark}`);
  await page.keyboard.press('Tab');
  await expect(anna.composer).toHaveValue(`By card or by invoice, ${mark}; "as you like"`);
});
