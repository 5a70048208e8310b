import { readFile, truncate, writeFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { png } from '#tests/integration/support/upload.ts';
import { axe } from '#tests/support/axe.ts';
import { expect, test } from './hub-fixture.ts';
import { OperatorPage } from './operator-page.ts';
import { VisitorPage } from './visitor-page.ts';

const picture = (name: string, width: number, height: number) => ({
  name,
  mimeType: 'image/png',
  buffer: Buffer.from(png(width, height)),
});

/** Hands files to the page as the clipboard or a drag would. */
async function transfer(page: Page, event: 'paste' | 'drop', selector: string, bytes: Buffer): Promise<void> {
  await page
    .locator(selector)
    .first()
    .evaluate(
      (element, { event: type, base64 }) => {
        const data = Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
        const transferred = new DataTransfer();
        transferred.items.add(new File([data], 'image.png', { type: 'image/png' }));
        const init = { bubbles: true, cancelable: true };
        if (type === 'paste') {
          element.dispatchEvent(new ClipboardEvent('paste', { ...init, clipboardData: transferred }));
          return;
        }
        for (const step of ['dragenter', 'dragover', 'drop'])
          element.dispatchEvent(new DragEvent(step, { ...init, dataTransfer: transferred }));
      },
      { event, base64: bytes.toString('base64') },
    );
}

async function violations(page: Page): Promise<string[]> {
  const found = await axe(page)
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  return found.violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`,
  );
}

test('a screenshot attached offline reaches the client when the network is back', async ({
  browser,
  hub,
}) => {
  const visitor = await VisitorPage.openShop(browser, hub);
  const anna = await OperatorPage.signIn(browser, hub, 'anna');
  const question = `What does it look like? ${Date.now()}`;
  await visitor.say(question);
  await anna.open(question);
  await anna.button('Answer').click();
  const { page } = anna;
  await anna.context.setOffline(true);
  await expect(anna.connection('Offline')).toBeVisible();

  await transfer(page, 'paste', '[data-area=composer]', Buffer.from(png(800, 600)));
  const tray = page.getByRole('list', { name: 'Files to send' });
  await expect(tray.getByText(/Screenshot \d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d\.png/)).toBeVisible();
  await expect(page.getByText('Files up to 50 MB each')).toBeVisible();
  await page.locator('input[type=file]').setInputFiles([
    { name: 'price.txt', mimeType: 'text/plain', buffer: Buffer.from('Tea: 5') },
    { name: 'extra.txt', mimeType: 'text/plain', buffer: Buffer.from('-') },
  ]);
  await expect(tray.getByRole('listitem')).toHaveCount(3);
  await page.getByRole('button', { name: 'Remove extra.txt' }).click();
  await expect(tray.getByRole('listitem')).toHaveCount(2);
  expect(await violations(page)).toEqual([]);

  await anna.reply('Like this');
  const mine = anna.message('Like this');
  await expect(mine).toHaveAttribute('data-delivery', 'pending');
  await expect(mine.locator('[data-picture=shown]')).toBeVisible();
  await expect(tray).toHaveCount(0);

  await anna.context.setOffline(false);
  await expect(anna.message('Like this')).toHaveAttribute('data-delivery', /sent|delivered|read/);
  await expect(anna.message('Like this').locator('[data-picture=shown]')).toBeVisible();
  await expect(visitor.message('Like this')).toBeVisible();
  const shown = visitor.talk.getByRole('button', { name: /Open Screenshot/ });
  await expect(shown.locator('img')).toHaveJSProperty('naturalWidth', 800);
  await shown.click();
  await expect(visitor.page.getByRole('dialog', { name: /Screenshot/ })).toBeVisible();
  await visitor.page.keyboard.press('Escape');
  const [text] = await Promise.all([
    visitor.page.waitForEvent('download'),
    visitor.talk.getByRole('button', { name: 'Save price.txt' }).click(),
  ]);
  expect(await readFile(await text.path(), 'utf8')).toBe('Tea: 5');
});

test('what is dropped on the conversation lies over the field; what a channel does not take is said', async ({
  browser,
  hub,
}, testInfo) => {
  // A file of the disk, as a person's: bytes of this size sent through the test's own connection take minutes.
  const film = testInfo.outputPath('film.mov');
  await writeFile(film, '');
  await truncate(film, 50_500_000);
  const visitor = await VisitorPage.openShop(browser, hub);
  const anna = await OperatorPage.signIn(browser, hub, 'anna');
  const question = `Drop it here ${Date.now()}`;
  await visitor.say(question);
  await anna.open(question);
  await anna.button('Answer').click();
  const { page } = anna;
  await transfer(page, 'drop', '[role=log]', Buffer.from(png(100, 50)));
  await expect(page.getByRole('list', { name: 'Files to send' }).getByRole('listitem')).toHaveCount(1);
  await page.locator('input[type=file]').setInputFiles(film);
  await expect(page.getByText('50.5 MB is too much: the channel takes 50 MB')).toBeVisible();
  await expect(anna.button('Send')).toHaveAttribute('aria-disabled', 'true');
  await page.getByRole('button', { name: 'Remove film.mov' }).click();
  await anna.button('Send').click();
  await expect(anna.transcript.locator('[data-file=image][data-picture=shown]')).toBeVisible();
});

test('the operator’s own files are gone through by keyboard and saved', async ({ browser, hub }) => {
  const visitor = await VisitorPage.openShop(browser, hub);
  const anna = await OperatorPage.signIn(browser, hub, 'anna');
  const question = `Look at these ${Date.now()}`;
  await visitor.say(question);
  await anna.open(question);
  await anna.button('Answer').click();
  const { page } = anna;
  await page
    .locator('input[type=file]')
    .setInputFiles([picture('first.png', 60, 40), picture('second.png', 50, 50)]);
  const chosen = page.getByRole('list', { name: 'Files to send' }).getByRole('listitem');
  await expect(chosen).toHaveCount(2);
  await anna.reply('Two of them');
  await page.locator('input[type=file]').setInputFiles({
    name: 'terms.txt',
    mimeType: 'text/plain',
    buffer: Buffer.from('<b>No refunds</b>'),
  });
  await expect(chosen).toHaveCount(1);
  await anna.reply('And the terms');
  await expect(anna.message('And the terms')).toHaveAttribute('data-delivery', /sent|delivered|read/);

  await anna.transcript.getByRole('button', { name: 'Open first.png' }).focus();
  await page.keyboard.press('Enter');
  const viewer = page.getByRole('dialog');
  await expect(viewer.getByRole('img', { name: 'first.png' })).toBeVisible();
  await expect(viewer.getByText('1 of 3')).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await expect(viewer.getByRole('img', { name: 'second.png' })).toBeVisible();
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    viewer.getByRole('button', { name: 'Save second.png' }).click(),
  ]);
  expect(saved.suggestedFilename()).toBe('second.png');
  expect(await readFile(await saved.path())).toEqual(Buffer.from(png(50, 50)));
  const downloads: string[] = [];
  page.on('download', (download) => void downloads.push(download.suggestedFilename()));
  await viewer.getByRole('button', { name: 'Save all 2 files of the message' }).click();
  await expect.poll(() => downloads).toEqual(['first.png', 'second.png']);
  await page.keyboard.press('ArrowRight');
  await expect(viewer.getByText('<b>No refunds</b>')).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(viewer).toHaveCount(0);
  await expect(anna.transcript.getByRole('button', { name: 'Open first.png' })).toBeFocused();
});

test('a client’s picture and file come to the operator, who opens and saves them', async ({
  browser,
  hub,
}) => {
  const visitor = await VisitorPage.openShop(browser, hub);
  const anna = await OperatorPage.signIn(browser, hub, 'anna');
  const caption = `It came broken ${Date.now()}`;
  const chosen = visitor.page.locator('otklik-chat input[type=file]');
  await chosen.setInputFiles([
    picture('broken.png', 400, 300),
    { name: 'receipt.txt', mimeType: 'text/plain', buffer: Buffer.from('paid') },
  ]);
  await expect(visitor.page.getByText('Up to 10 files, 50 MB each')).toBeVisible();
  await transfer(visitor.page, 'paste', 'otklik-chat textarea', Buffer.from(png(20, 20)));
  await visitor.page.getByRole('button', { name: 'Remove image.png' }).click();
  await expect(visitor.page.locator('otklik-chat .tray li[data-state=done]')).toHaveCount(2);
  await visitor.say(caption);
  await expect(visitor.talk.getByRole('button', { name: 'Open broken.png' }).locator('img')).toHaveJSProperty(
    'naturalWidth',
    400,
  );

  await anna.open(caption);
  const message = anna.message(caption);
  await expect(message.locator('[data-picture=shown]')).toBeVisible();
  await message.getByRole('button', { name: 'Open broken.png' }).press('Enter');
  const viewer = anna.page.getByRole('dialog');
  await expect(viewer.getByRole('img', { name: 'broken.png' })).toBeVisible();
  await anna.page.keyboard.press('ArrowRight');
  await expect(viewer.getByText('paid')).toBeVisible();
  await anna.page.keyboard.press('ArrowLeft');
  const [saved] = await Promise.all([
    anna.page.waitForEvent('download'),
    viewer.getByRole('button', { name: 'Save broken.png' }).press('Enter'),
  ]);
  expect(await readFile(await saved.path())).toEqual(Buffer.from(png(400, 300)));
});
