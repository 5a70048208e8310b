import type { Locator, Page } from '@playwright/test';
import { handOver } from './handed.ts';
import { expect, test } from './test.ts';

// What was put into a hidden message, letter by letter or not, stays among colleagues whatever becomes of the dialog or the answer.

const field = (page: Page): Locator => page.getByRole('textbox', { name: 'Сообщение', exact: true });
const mode = (page: Page): Locator => page.getByRole('switch', { name: 'Скрытое сообщение' });
const tray = (page: Page): Locator => page.getByRole('list', { name: 'Файлы к отправке' });
const last = (page: Page): Locator => page.getByRole('log').getByRole('article').last();

/** Hands a file to the page as a drag or the clipboard would. */
async function hand(page: Page, how: 'drop' | 'paste'): Promise<void> {
  await field(page).evaluate((element, event) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File(['x'], 'счёт.txt', { type: 'text/plain' }));
    const init = { bubbles: true, cancelable: true };
    if (event === 'paste')
      element.dispatchEvent(new ClipboardEvent('paste', { ...init, clipboardData: transfer }));
    else
      for (const type of ['dragenter', 'dragover', 'drop'])
        element.dispatchEvent(new DragEvent(type, { ...init, dataTransfer: transfer }));
  }, how);
}

test('a file dropped where one may only whisper goes to nobody else when the dialog is handed over', async ({
  open,
}) => {
  const page = await open('of-colleague');
  await hand(page, 'drop');
  await expect(tray(page).getByRole('listitem')).toHaveCount(1);
  await handOver(page);
  await expect(mode(page)).not.toHaveAttribute('aria-disabled', 'true');
  await expect(mode(page)).toHaveAttribute('aria-checked', 'true');
  await page.getByRole('button', { name: 'Отправить скрыто' }).click();
  await expect(last(page)).toContainText('счёт.txt');
  await expect(last(page)).toHaveAttribute('data-visibility', 'hidden');
});

test('an emoji picked as a whisper stays one, too', async ({ open }) => {
  const page = await open('of-colleague');
  await page.getByRole('button', { name: 'Эмодзи' }).click();
  await page.getByRole('gridcell').first().click();
  await expect(field(page)).not.toHaveValue('');
  await expect(mode(page)).toHaveAttribute('aria-checked', 'true');
  await handOver(page);
  await expect(mode(page)).not.toHaveAttribute('aria-disabled', 'true');
  await expect(mode(page)).toHaveAttribute('aria-checked', 'true');
});

test('an answer to a hidden message that is given up leaves its file hidden', async ({ open }) => {
  const page = await open('deeds');
  await mode(page).click();
  await field(page).fill('Между нами: скидку не давать');
  await field(page).press('Enter');
  await expect(last(page)).toHaveAttribute('data-visibility', 'hidden');
  await mode(page).click();
  await expect(mode(page)).toHaveAttribute('aria-checked', 'false');
  await last(page).focus();
  await page.keyboard.press('KeyR');
  await expect(page.getByRole('group', { name: /^В ответ/ })).toBeVisible();
  await hand(page, 'paste');
  await expect(tray(page).getByRole('listitem')).toHaveCount(1);
  await field(page).press('Escape');
  await expect(page.getByRole('group', { name: /^В ответ/ })).toHaveCount(0);
  await expect(mode(page)).toHaveAttribute('aria-checked', 'true');
  // The person decides otherwise.
  await mode(page).click();
  await expect(mode(page)).toHaveAttribute('aria-checked', 'false');
});

test('carried into the client’s newer dialog, a hidden file is hidden there', async ({ open }) => {
  const page = await open('continued');
  await page.evaluate(() => {
    const { store, dialogId } = window.gallery;
    const { world } = store;
    world.drafts.set(dialogId(50), { text: '', hidden: true });
    const file = {
      id: dialogId(90),
      name: 'счёт.txt',
      size: 10,
      mime: 'text/plain',
      kind: 'other',
      width: null,
      height: null,
      durationMs: null,
      preview: 'none',
    } as const;
    world.uploads.set(dialogId(50), [{ messageId: null, file, state: { kind: 'done' }, sent: 10 }]);
    store.changed();
  });
  await page.getByRole('button', { name: 'Продолжить там' }).click();
  await expect(page.getByRole('log')).toContainText('И зафиксируем цену.');
  await expect(tray(page).getByRole('listitem')).toHaveCount(1);
  await expect(mode(page)).toHaveAttribute('aria-checked', 'true');
});

test('what is only changed takes no files along, from wherever they come', async ({ open }) => {
  const page = await open('deeds');
  await page.getByRole('log').getByRole('article').filter({ hasText: 'Исправленный ответ.' }).focus();
  await page.keyboard.press('KeyE');
  await expect(page.getByRole('group', { name: 'Изменение сообщения' })).toBeVisible();
  await hand(page, 'paste');
  await hand(page, 'drop');
  await field(page).press('Escape');
  await expect(page.getByRole('group', { name: 'Изменение сообщения' })).toHaveCount(0);
  await expect(tray(page)).toHaveCount(0);
});
