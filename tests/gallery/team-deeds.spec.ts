import type { Locator, Page } from '@playwright/test';
import { expect, test } from './test.ts';

// What is done in talks of the team, and how they stand when things are not well.

const field = (page: Page): Locator => page.getByRole('textbox', { name: 'Сообщение коллегам' });
const log = (page: Page): Locator => page.getByRole('log', { name: 'Переписка' });
const said = (page: Page, text: string): Locator =>
  log(page).getByRole('article').filter({ hasText: text }).last();
const row = (page: Page, name: RegExp): Locator =>
  page.getByRole('listbox', { name: 'Разговоры команды' }).getByRole('option', { name });

test('notes of one’s own are written, mended by the arrow up, and deleted after a question', async ({
  open,
}) => {
  const page = await open('team-notes');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Мои заметки');
  await expect(field(page)).toHaveAttribute('placeholder', 'Заметка для себя');
  await field(page).fill('Позвонить в среду');
  await page.getByRole('button', { name: 'Записать', exact: true }).click();
  await expect(said(page, 'Позвонить в среду')).toBeVisible();
  await expect(field(page)).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(page.getByRole('group', { name: 'Изменение сообщения' })).toBeVisible();
  await field(page).fill('Позвонить в четверг');
  await field(page).press('Enter');
  await expect(said(page, 'Позвонить в четверг')).toContainText('изменено');
  await expect(row(page, /Мои заметки.*Позвонить в четверг/)).toBeVisible();
  await said(page, 'Позвонить в четверг').focus();
  await page.keyboard.press('Delete');
  const question = page.getByRole('alertdialog', { name: 'Удалить сообщение?' });
  // No client has it.
  await expect(question).not.toContainText('у клиента');
  await question.getByRole('button', { name: 'Удалить' }).click();
  await expect(log(page).getByText('Позвонить в четверг')).toHaveCount(0);
});

test('a change of words to colleagues that cannot be stored is not lost', async ({ open }) => {
  const page = await open('team-notes');
  await field(page).press('ArrowUp');
  await field(page).fill('Спросить про остатки серых пледов');
  await page.evaluate(() => {
    window.gallery.store.failSends = true;
  });
  await field(page).press('Enter');
  await expect(field(page)).toHaveAccessibleDescription(/Компьютер не смог сохранить сообщение/);
  await expect(field(page)).toHaveValue('Спросить про остатки серых пледов');
  await expect(said(page, 'графитовых пледов')).toBeVisible();
});

test('a colleague’s words are answered and reacted to, and are his', async ({ open }) => {
  const page = await open('team-direct');
  await said(page, 'Мария Соколова ждёт трек').focus();
  for (const key of ['KeyE', 'Delete']) await page.keyboard.press(key);
  await expect(page.getByRole('alertdialog')).toHaveCount(0);
  await expect(page.getByRole('group', { name: 'Изменение сообщения' })).toHaveCount(0);
  await page.keyboard.press('Enter');
  const menu = page.getByRole('menu', { name: 'Сообщение' });
  for (const name of ['Изменить', 'Удалить', 'Отправить ещё раз'])
    await expect(menu.getByRole('menuitem', { name: new RegExp(`^${name}`) })).toHaveCount(0);
  await menu.getByRole('menuitem', { name: 'Реакция 👍' }).click();
  await expect(said(page, 'ждёт трек').getByRole('button', { name: '👍 1: Вы' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await said(page, 'ждёт трек').focus();
  await page.keyboard.press('KeyR');
  await expect(page.getByRole('group', { name: 'В ответ: Борис Петров' })).toBeVisible();
  // Among colleagues everything is hidden, and nothing says so.
  await expect(page.getByText('Скрыто: клиент не видит')).toHaveCount(0);
});

test('each talk keeps its draft, shown in its row and apart from the clients’', async ({ open }) => {
  const page = await open('team-direct');
  await field(page).fill('Недописанное коллеге');
  await expect(row(page, /Борис Петров, Черновик: Недописанное коллеге/)).toBeVisible();
  await row(page, /^Заказы/).click();
  await expect(field(page)).toHaveValue('');
  await field(page).fill('Недописанное линии');
  await row(page, /^Борис Петров/).click();
  await expect(field(page)).toHaveValue('Недописанное коллеге');
  await page.getByRole('tab', { name: 'Мои' }).click();
  await page.getByRole('option', { name: /Дмитрий К\./ }).click();
  await expect(page.getByRole('textbox', { name: 'Сообщение', exact: true })).toHaveValue('');
});

test('the list is walked by keys from its first to its last talk, and Enter opens', async ({ open }) => {
  const page = await open('team');
  await expect(page.getByText('Клиенты не видят того, что здесь написано.')).toBeVisible();
  const list = page.getByRole('listbox', { name: 'Разговоры команды' });
  await list.focus();
  const active = (): Promise<string | null> => list.getAttribute('aria-activedescendant');
  const options = list.getByRole('option');
  await page.keyboard.press('End');
  await expect.poll(active).toBe(await options.last().getAttribute('id'));
  await page.keyboard.press('ArrowDown');
  await expect.poll(active).toBe(await options.last().getAttribute('id'));
  await page.keyboard.press('Home');
  await expect.poll(active).toBe(await options.first().getAttribute('id'));
  await page.keyboard.press('Enter');
  await expect(field(page)).toBeFocused();
});

test('without a network what is said waits, and says so', async ({ open }) => {
  const page = await open('team-offline');
  await expect(field(page)).toHaveAccessibleDescription(/Нет связи: сообщение уйдёт, когда она появится/);
  await field(page).fill('Как появится сеть');
  await field(page).press('Enter');
  await expect(said(page, 'Как появится сеть')).toBeVisible();
  await expect(field(page)).toHaveValue('');
});

test('a talk that is not there any more is said to be so, and the list leads on', async ({ open }) => {
  const page = await open('team-gone');
  await expect(page.getByText('Этот разговор вам больше не доступен')).toBeVisible();
  await expect(field(page)).toHaveCount(0);
  await row(page, /^Вера/).click();
  await expect(field(page)).toBeVisible();
});

test('files go to colleagues whatever a channel would take, and are seen in the viewer of the talk', async ({
  open,
}) => {
  const page = await open('team-direct');
  await field(page).evaluate((element) => {
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File(['Остатки: 5'], 'остатки.txt', { type: 'text/plain' }));
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  });
  await expect(page.getByRole('list', { name: 'Файлы к отправке' })).toContainText('остатки.txt');
  await page.getByRole('button', { name: 'Отправить коллеге' }).click();
  await expect(page.getByRole('list', { name: 'Файлы к отправке' })).toHaveCount(0);
  const file = log(page)
    .getByRole('article')
    .last()
    .getByRole('button', { name: /^Открыть остатки\.txt/ });
  await file.press('Enter');
  await expect(page.getByRole('dialog')).toContainText('остатки.txt');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(file).toBeFocused();
  // Escape closed what was nearer, and the talk is still there.
  await expect(field(page)).toBeVisible();
});

test('in English the same is said in English', async ({ open }) => {
  const page = await open('team-direct', { language: 'en' });
  const english = page.getByRole('textbox', { name: 'Message to colleagues' });
  await expect(english).toHaveAccessibleDescription(/Only you and Борис Петров read this/);
  await expect(page.getByRole('button', { name: 'Send to colleague' })).toHaveAttribute(
    'aria-disabled',
    'true',
  );
  await english.fill('On it');
  await english.press('Enter');
  await expect(page.getByRole('log').getByRole('article').last()).toContainText('On it');
});
