/** Files on the client's card (scenario C8): of all his talks, with what he never sees marked as such. */
import { png } from '#tests/integration/support/upload.ts';
import { expect, test } from './hub-fixture.ts';
import { OperatorPage } from './operator-page.ts';
import { VisitorPage } from './visitor-page.ts';

test('what came and went in every dialog of a client stands on his card, and is looked at from there', async ({
  browser,
  hub,
}) => {
  const mark = Date.now();
  const [visitor, anna] = await Promise.all([
    VisitorPage.openShop(browser, hub),
    OperatorPage.signIn(browser, hub, 'anna'),
  ]);
  const { page } = anna;
  const card = page.getByRole('complementary', { name: 'Client card' });
  const pictures = card.getByRole('list', { name: 'Pictures and videos' }).getByRole('button');
  const others = card.getByRole('list', { name: 'Other files' }).getByRole('button');
  const attach = (name: string, mimeType: string, buffer: Buffer): Promise<void> =>
    page.locator('form input[type=file]').setInputFiles({ name, mimeType, buffer });

  await visitor.say(`Which one? ${mark}`);
  await anna.open(`Which one? ${mark}`);
  await anna.button('Answer').click();
  await expect(card.getByText('No files yet')).toBeVisible();
  await attach(`shelf-${mark}.png`, 'image/png', Buffer.from(png(300, 200)));
  await anna.reply(`This one ${mark}`);
  await expect(visitor.message(`This one ${mark}`)).toBeVisible();
  await page.getByRole('switch', { name: 'Hidden message' }).click();
  await attach(`margin-${mark}.txt`, 'text/plain', Buffer.from('40 %'));
  await anna.reply(`For us ${mark}`);
  await expect(anna.message(`For us ${mark}`)).toHaveAttribute('data-visibility', 'hidden');

  await expect(pictures).toHaveCount(1);
  await expect(others).toHaveAccessibleName(new RegExp(`^Open margin-${mark}\\.txt.*hidden from the client`));
  const viewer = page.getByRole('dialog');
  for (const [file, shown] of [
    [pictures, `shelf-${mark}.png`],
    [others, '40 %'],
  ] as const) {
    await file.click();
    await expect(viewer).toContainText(shown);
    await page.keyboard.press('Escape');
    await expect(viewer).toHaveCount(0);
  }

  // The next dialog of the same client has them, too.
  await anna.finish();
  await expect(anna.transcript.getByText('You finished the dialog')).toBeVisible();
  await visitor.say(`One more thing ${mark}`);
  await anna.open(`One more thing ${mark}`);
  await expect(anna.message(`This one ${mark}`)).toHaveCount(0);
  await expect(pictures).toHaveCount(1);
  await expect(others).toHaveAccessibleName(new RegExp(`margin-${mark}`));
  await expect(visitor.talk).not.toContainText('margin');
});
