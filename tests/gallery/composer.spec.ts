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
  expect(saved).toEqual({ text: 'Недописанное', hidden: false });
});

test('a text over 64 KiB is refused in words and kept', async ({ open }) => {
  const page = await open('long-text');
  await field(page).fill('я'.repeat(31_500));
  await expect(page.getByText(/из 64 КБ/)).toBeVisible();
  const long = 'я'.repeat(33_000);
  await field(page).fill(long);
  await expect(page.getByText(/Слишком длинно: 64,5 КБ/)).toBeVisible();
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
  await expect(field(closed)).toHaveAccessibleDescription(/Диалог закрыт/);
  const others = await open('of-colleague');
  await expect(field(others)).toHaveAccessibleDescription(/Борис Петров/);
});

test('a messenger that counts characters has its own limit', async ({ open }) => {
  const page = await open('main');
  await field(page).fill('я'.repeat(4000));
  await expect(page.getByText(/4\s000 из 4\s096 знаков/)).toBeVisible();
  await field(page).fill('я'.repeat(4097));
  await expect(page.getByText(/Слишком длинно: 4\s097 знаков/)).toBeVisible();
  await expect(send(page)).toHaveAttribute('aria-disabled', 'true');
});

test('what may not be written in looks so and is still reached by keyboard', async ({ open }) => {
  const page = await open('closed');
  await field(page).focus();
  await expect(field(page)).toBeFocused();
  await expect(field(page)).toHaveCSS('cursor', 'not-allowed');
  await expect(send(page)).toHaveCSS('cursor', 'not-allowed');
  await expect(field(page)).toHaveAttribute('placeholder', 'Здесь можно только читать');
});

test('a finished dialog whose client went on leads to the newer one and carries the draft', async ({
  open,
}) => {
  const page = await open('continued');
  await expect(field(page)).toHaveAccessibleDescription(/Клиент продолжил в новом/);
  await expect(field(page)).toHaveValue('Не успел дописать');
  await page.getByRole('button', { name: 'Продолжить там' }).click();
  await expect(page.getByRole('log')).toContainText('И зафиксируем цену.');
  await expect(field(page)).toHaveValue('Не успел дописать');
  await expect(field(page)).toBeFocused();
  const left = await page.evaluate(() => {
    const { store, dialogId } = window.gallery;
    return [dialogId(50), dialogId(5)].map((id) => store.world.drafts.get(id)?.text ?? '');
  });
  expect(left).toEqual(['', 'Не успел дописать']);
});

test('without a draft it simply opens', async ({ open }) => {
  const page = await open('continued');
  await page.evaluate(() => {
    const { store, dialogId } = window.gallery;
    store.world.drafts.delete(dialogId(50));
    store.changed();
  });
  await page.getByRole('button', { name: 'Открыть его' }).click();
  await expect(page.getByRole('log')).toContainText('И зафиксируем цену.');
});

test('whatever may be the last moment stores what is being written, without waiting for a pause', async ({
  open,
}) => {
  const page = await open('main');
  for (const moment of ['beforeunload', 'pagehide', 'blur', 'focusout']) {
    const stored = await field(page).evaluate((element, type) => {
      const set = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set;
      set?.call(element, `до ${type}`);
      element.dispatchEvent(new InputEvent('input', { bubbles: true }));
      window.dispatchEvent(new Event(type));
      const { store, dialogId } = window.gallery;
      return store.world.drafts.get(dialogId(5))?.text;
    }, moment);
    expect(stored).toBe(`до ${moment}`);
  }
});
