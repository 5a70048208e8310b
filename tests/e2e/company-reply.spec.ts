/** A quick reply of the whole company (scenarios C6, H3): kept in a folder, with a file and a greeting, given by keys that no layout moves. */
import { CyrillicKeyboard } from './cyrillic-keyboard.ts';
import { expect, test } from './hub-fixture.ts';
import { OperatorPage } from './operator-page.ts';
import { Library } from './reply-library.ts';
import { VisitorPage } from './visitor-page.ts';

const GREETING = {
  en: /^(Hello|Good (morning|afternoon|evening))! /,
  ru: /^(Здравствуйте|Доброе утро|Добрый день|Добрый вечер)! /,
} as const;

test('with its file it greets each client in his own language, by keys on a Russian layout, and eats no letter', async ({
  browser,
  hub,
}) => {
  const mark = String(Date.now());
  const [vera, anna] = await Promise.all([
    OperatorPage.signIn(browser, hub, 'vera'),
    OperatorPage.signIn(browser, hub, 'anna'),
  ]);
  const veras = await Library.open(vera);
  await veras.fillNew(`Price list ${mark}`, `{greeting}! ${mark}`, 'The whole company');
  await veras.window.getByLabel('Folder', { exact: true }).fill(`Prices ${mark} / Autumn ${mark}`);
  await veras.window.locator('input[type=file]').setInputFiles({
    name: `prices-${mark}.txt`,
    mimeType: 'text/plain',
    buffer: Buffer.from('Tea: 5'),
  });
  await expect(veras.window.getByRole('list', { name: 'Files' })).toContainText(`prices-${mark}.txt`);
  await veras.save();

  // A colleague has it, in its folder, and may put it on keys of her own, but not change it.
  const annas = await Library.open(anna);
  await annas.window.getByRole('treeitem', { name: new RegExp(`Prices ${mark}`) }).click();
  await annas.window.getByRole('treeitem', { name: new RegExp(`Autumn ${mark}`) }).click();
  await annas.option(`Price list ${mark}`).click();
  await expect(
    annas.window.getByText('What the whole company has is changed by senior operators'),
  ).toBeVisible();
  await expect(annas.text).toHaveAttribute('readonly', '');
  await annas.window.getByLabel('Keys').selectOption('5');
  await annas.close();

  const keyboard = await CyrillicKeyboard.of(anna.page);
  for (const [language, question] of [
    ['en', `How much is your tea? ${mark}`],
    ['ru', `Сколько стоит чай? ${mark}`],
  ] as const) {
    const visitor = await VisitorPage.openShop(browser, hub);
    await visitor.say(question);
    await anna.open(question);
    await anna.button('Answer').click();
    await expect(anna.button('Answer')).toHaveCount(0);
    await expect(anna.composer).toBeFocused();
    await keyboard.press('KeyG', 'п');
    await keyboard.press('Digit5', '%', 'Control', 'Shift');
    // The letter that was typed stays before it.
    await expect(anna.composer).toHaveValue(new RegExp(`^п .+${mark}$`));
    const written = (await anna.composer.inputValue()).slice(2);
    expect(written).toMatch(GREETING[language]);
    await expect(anna.page.getByRole('list', { name: 'Files to send' })).toContainText(`prices-${mark}.txt`);
    await anna.composer.press('Enter');
    await expect(visitor.talk).toContainText(mark);
    await expect(visitor.talk).toContainText(`prices-${mark}.txt`);
    await visitor.context.close();
  }
});
