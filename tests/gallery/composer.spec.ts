import type { Page } from '@playwright/test';
import { expect, test } from './test.ts';

const field = (page: Page) => page.getByRole('textbox', { name: 'Сообщение' });
const send = (page: Page) => page.getByRole('button', { name: 'Отправить' });

test('Enter sends, Shift+Enter breaks the line, the field grows and is empty again', async ({ open }) => {
  const page = await open('main');
  await field(page).focus();
  const low = (await field(page).boundingBox())?.height ?? 0;
  await page.keyboard.type('первая');
  for (let i = 0; i < 3; i += 1) await page.keyboard.press('Shift+Enter');
  await page.keyboard.type('последняя');
  expect((await field(page).boundingBox())?.height).toBeGreaterThan(low + 40);
  await page.keyboard.press('Enter');
  await expect(field(page)).toHaveValue('');
  await expect(field(page)).toBeFocused();
  const last = page.locator('article').last();
  await expect(last).toContainText('последняя');
  await expect(last).toBeInViewport();
  await expect(last).toHaveAttribute('data-delivery', 'delivered');
});

test('nothing but white space is sent', async ({ open }) => {
  const page = await open('main');
  const before = await page.locator('article').count();
  await field(page).fill('  \n ');
  await page.keyboard.press('Enter');
  await expect(send(page)).toHaveAttribute('aria-disabled', 'true');
  expect(await page.locator('article').count()).toBe(before);
});

test('an input method’s Enter does not send', async ({ open }) => {
  const page = await open('main');
  const before = await page.locator('article').count();
  await field(page).fill('ка');
  await field(page).evaluate((element) => {
    element.dispatchEvent(
      new KeyboardEvent('keydown', {
        code: 'Enter',
        key: 'Enter',
        isComposing: true,
        bubbles: true,
        cancelable: true,
      }),
    );
    element.dispatchEvent(
      new KeyboardEvent('keydown', {
        code: 'Enter',
        key: 'Enter',
        keyCode: 229,
        bubbles: true,
        cancelable: true,
      }),
    );
  });
  await expect(field(page)).toHaveValue('ка');
  expect(await page.locator('article').count()).toBe(before);
});

test('each dialog keeps its draft, shown in the list and saved', async ({ open }) => {
  const page = await open('main');
  await field(page).fill('Недописанное');
  await page.keyboard.press('Alt+ArrowDown');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ольга');
  await expect(field(page)).toHaveValue('Добрый день! Да, комплект есть, сейчас уточню');
  await expect(page.getByRole('option', { name: /Дмитрий К\., Черновик: Недописанное/ })).toBeVisible();
  await page.keyboard.press('Alt+ArrowUp');
  await expect(field(page)).toHaveValue('Недописанное');
  const saved = await page.evaluate(() => window.gallery.store.world.drafts.get(window.gallery.dialogId(5)));
  expect(saved).toBe('Недописанное');
});

test('a text over 64 KiB is refused in words and kept', async ({ open }) => {
  const page = await open('main');
  await field(page).fill('я'.repeat(31_500));
  await expect(page.getByText(/из 64 КБ/)).toBeVisible();
  const long = 'я'.repeat(33_000);
  await field(page).fill(long);
  await expect(page.getByText(/Слишком длинно: 64\.5 КБ/)).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(field(page)).toHaveValue(long);
});

test('a message that cannot be stored comes back into the field', async ({ open }) => {
  const page = await open('main');
  await page.evaluate(() => {
    window.gallery.store.failSends = true;
  });
  await field(page).fill('Важное');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Компьютер не смог сохранить сообщение')).toBeVisible();
  await expect(field(page)).toHaveValue('Важное');
});

test('writing to a free dialog says that it claims, and claims', async ({ open }) => {
  const page = await open('unanswered');
  await expect(field(page)).toHaveAccessibleDescription('Отправив, вы возьмёте диалог на себя');
  await field(page).fill('Здравствуйте, Мария!');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('log')).toContainText('Вы взяли диалог');
  await expect(page.getByRole('button', { name: 'Ответить' })).toBeHidden();
  await expect(page.getByRole('tab', { name: 'Неотвеченные' })).toHaveAccessibleDescription('4 диалога');
  // It has left the list and is still open.
  await expect(page.getByRole('option', { name: /Мария Соколова/ })).toBeHidden();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Мария Соколова');
});

test('a closed dialog and a colleague’s say why nothing can be written', async ({ open }) => {
  const closed = await open('closed');
  await expect(field(closed)).toHaveAttribute('readonly', '');
  await expect(field(closed)).toHaveAccessibleDescription(/Диалог завершён/);
  const others = await open('of-colleague');
  await expect(field(others)).toHaveAccessibleDescription(/Борис Петров/);
});
