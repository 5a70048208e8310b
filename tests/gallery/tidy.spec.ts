import type { Locator, Page } from '@playwright/test';
import { axe } from '#tests/support/axe.ts';
import { expect, test } from './test.ts';

const option = (page: Page, name: string): Locator => page.getByRole('option', { name });
const first = (page: Page): Locator => page.getByRole('option').first();
const menu = (page: Page): Locator => page.getByRole('menu', { name: /^Что сделать/ });
const item = (page: Page, name: string): Locator => page.getByRole('menuitem', { name, exact: true });
const toast = (page: Page): Locator => page.getByRole('region', { name: 'Что сделано' });
const log = (page: Page): Locator => page.getByRole('log');

test('rows say what is pinned, put off and spam, to eyes and to screen readers', async ({ open }) => {
  const page = await open('marks');
  const resting = option(page, 'Дмитрий К.');
  await expect(resting).toHaveAccessibleDescription(/закреплён.*отложен до/);
  await expect(resting).toContainText(/до \d\d:\d\d|до \p{L}{2},? \d\d:\d\d/u);
  await expect(first(page)).toHaveAccessibleName(/Дмитрий/);
  const closed = await open('marks-closed');
  await expect(option(closed, 'Bobby')).toHaveAccessibleDescription(/спам/);
  // Pinned by a colleague is not pinned.
  await expect(option(closed, 'Наталья Ким')).not.toHaveAccessibleDescription(/закреплён/);
});

test('the menu of a row opens by the other button, pins, and gives the keyboard to the list', async ({
  open,
}) => {
  const page = await open('main');
  await option(page, 'Лев Толстой').click({ button: 'right' });
  await expect(menu(page)).toBeVisible();
  const found = await axe(page).include('[role=menu]').analyze();
  expect(found.violations.map(({ id }) => id)).toEqual([]);
  await item(page, 'Закрепить').click();
  await expect(first(page)).toHaveAccessibleName(/Лев Толстой/);
  await expect(page.getByRole('listbox', { name: 'Диалоги' })).toBeFocused();
  // It was not opened by that.
  await expect(page.getByRole('region', { name: /Дмитрий К/ })).toBeVisible();
  await option(page, 'Лев Толстой').hover();
  await option(page, 'Лев Толстой').locator('[data-row-menu]').click();
  await item(page, 'Открепить').click();
  await expect(first(page)).not.toHaveAccessibleName(/Лев Толстой/);
});

test('the menu key opens it for the row where the keyboard is', async ({ open }) => {
  const page = await open('main');
  await page.getByRole('listbox', { name: 'Диалоги' }).focus();
  await page.keyboard.press('End');
  await page.keyboard.press('Home');
  await page.keyboard.press('Shift+F10');
  await expect(menu(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(menu(page)).toBeHidden();
  await expect(page.getByRole('listbox', { name: 'Диалоги' })).toBeFocused();
});

test('what may not be done with another one’s dialog says why', async ({ open }) => {
  const page = await open('of-colleague');
  await option(page, 'Ирина Павлова').click({ button: 'right' });
  const spam = page.getByRole('menuitem', { name: 'Спам…' });
  await expect(spam).toHaveAttribute('aria-disabled', 'true');
  await expect(spam).toHaveAccessibleDescription('Диалог ведёт Борис Петров');
  await spam.click({ force: true });
  await expect(page.getByRole('alertdialog')).toHaveCount(0);
});

test('finished, and taken back by Ctrl+Z; while a text is being written the keys belong to the text', async ({
  open,
}) => {
  const page = await open('main');
  await page.keyboard.press('Alt+End');
  await expect(toast(page)).toContainText('Завершено');
  await page.keyboard.press('Control+KeyZ');
  await expect(log(page)).toContainText('Вы открыли диалог снова');
  await expect(toast(page).getByRole('button', { name: 'Отменить' })).toHaveCount(0);

  await page.keyboard.press('Alt+End');
  await expect(toast(page)).toContainText('Завершено');
  const search = page.getByRole('searchbox').or(page.getByRole('combobox')).first();
  await search.fill('диван');
  await search.press('Control+KeyZ');
  await expect(log(page).getByText('Вы открыли диалог снова')).toHaveCount(1);
  await toast(page).getByRole('button', { name: 'Отменить' }).click();
  await expect(log(page).getByText('Вы открыли диалог снова')).toHaveCount(2);
});

test('what was done is read aloud, and taken back by the keyboard', async ({ open }) => {
  const page = await open('unanswered');
  await page.getByRole('button', { name: 'Отметить прочитанным' }).click();
  await expect(toast(page)).toHaveAttribute('aria-live', 'polite');
  await expect(toast(page)).toContainText('Отмечено прочитанным');
  await page.keyboard.press('Alt+KeyZ');
  await expect(log(page)).toContainText('Вы отметили диалог непрочитанным');
});

test('the button that takes back goes with its words, and the keyboard stays in the list', async ({
  open,
}) => {
  const page = await open('unanswered');
  const list = page.getByRole('listbox', { name: 'Диалоги' });
  for (const name of ['Отменить', 'Скрыть']) {
    await first(page).click({ button: 'right' });
    await item(page, 'Отметить прочитанным').click();
    await expect(list).toBeFocused();
    await toast(page).getByRole('button', { name }).click();
    await expect(toast(page).getByRole('button')).toHaveCount(0);
    await expect(list).toBeFocused();
  }
});

test('a row that leaves the list leaves the keyboard where it stood', async ({ open }) => {
  const page = await open('unanswered');
  await page.getByRole('listbox', { name: 'Диалоги' }).focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  const active = page.getByRole('listbox', { name: 'Диалоги' }).locator('[data-active]');
  const ids = await page
    .getByRole('option')
    .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-dialog-id') ?? ''));
  const readActive = async (): Promise<void> => {
    await page.keyboard.press('Shift+F10');
    await item(page, 'Отметить прочитанным').press('Enter');
  };
  await readActive();
  await expect(page.getByRole('option')).toHaveCount(ids.length - 1);
  await expect(active).toHaveAttribute('data-dialog-id', ids[2] ?? '');
  await page.keyboard.press('End');
  await readActive();
  await expect(page.getByRole('option')).toHaveCount(ids.length - 2);
  await expect(active).toHaveAttribute('data-dialog-id', ids.at(-2) ?? '');
});

test('put off by the keyboard alone until an own time; what has passed is refused', async ({ open }) => {
  const page = await open('unanswered');
  await page.keyboard.press('Alt+KeyS');
  const question = page.getByRole('dialog', { name: 'Отложить до' });
  await expect(question.getByRole('button', { name: 'Через час' })).toBeFocused();
  const found = await axe(page).include('[role=dialog]').analyze();
  expect(found.violations.map(({ id }) => id)).toEqual([]);
  await question.getByLabel('Дата и время').fill('2020-01-01T10:00');
  await page.keyboard.press('Enter');
  await expect(question.getByRole('alert')).toHaveText('Это время уже прошло');
  // Far enough to be another day whatever the hour, and less than the year that a dialog may rest.
  const today = new Date();
  const day = new Date(today.getFullYear(), today.getMonth() + 2, 15);
  const month = String(day.getMonth() + 1).padStart(2, '0');
  await question.getByLabel('Дата и время').fill(`${day.getFullYear()}-${month}-15T10:00`);
  await page.keyboard.press('Enter');
  const words = `15 ${day.toLocaleDateString('ru', { day: 'numeric', month: 'short' }).split(' ')[1]}`;
  await expect(toast(page)).toContainText(`Отложено до ${words} ${day.getFullYear()}`);
  await expect(log(page)).toContainText(`Вы отложили диалог до ${words}`);
  await toast(page).getByRole('button', { name: 'Отменить' }).click();
  await expect(log(page)).toContainText('Вы вернули диалог в работу');
});

test('put off from the menu of a row until one of the usual times', async ({ open }) => {
  const page = await open('unanswered');
  await option(page, 'Ольга').click({ button: 'right' });
  await item(page, 'Отложить до').hover();
  await page.getByRole('menuitem', { name: 'Завтра утром' }).click();
  await expect(toast(page)).toContainText(/Отложено до .* 0?9:00/);
  await expect(option(page, 'Ольга')).toHaveCount(0);
});

test('spam asks, says what becomes of it, and is taken back', async ({ open }) => {
  const page = await open('main');
  await option(page, 'Ольга').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Спам…' }).click();
  const question = page.getByRole('alertdialog', { name: 'Отметить как спам?' });
  await expect(question).toContainText('Ольга');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('listbox', { name: 'Диалоги' })).toBeFocused();
  await option(page, 'Ольга').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Спам…' }).click();
  await question.getByRole('button', { name: 'Отметить как спам' }).click();
  await expect(option(page, 'Ольга')).toHaveCount(0);
  await toast(page).getByRole('button', { name: 'Отменить' }).click();
  await expect(option(page, 'Ольга')).toBeVisible();
});

test('the menu of a row goes when the window changes its size, for its place is another’s then', async ({
  open,
}) => {
  const page = await open('unanswered');
  await option(page, 'Ольга').click({ button: 'right' });
  await expect(page.getByRole('menu')).toBeVisible();
  await page.setViewportSize({ width: 900, height: 700 });
  await expect(page.getByRole('menu')).toHaveCount(0);
  await option(page, 'Ольга').click({ button: 'right' });
  await expect(page.getByRole('menu')).toBeVisible();
});

test('of a closed dialog the first button opens it again', async ({ open }) => {
  const page = await open('closed');
  const actions = page.getByRole('group', { name: 'Действия', exact: true }).getByRole('button');
  await expect(actions.first()).toHaveAccessibleName('Открыть снова');
  await actions.first().click();
  await expect(log(page)).toContainText('Вы открыли диалог снова');
  await expect(actions.first()).not.toHaveAccessibleName('Открыть снова');
});

test('everything of the menu is found in the palette', async ({ open }) => {
  const page = await open('closed');
  await page.keyboard.press('Control+KeyK');
  await page.keyboard.type('открыть снова');
  await page.keyboard.press('Enter');
  await expect(log(page)).toContainText('Вы открыли диалог снова');
});
