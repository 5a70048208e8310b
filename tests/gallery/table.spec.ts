import { active, column, found, grid, heads, lines, saved } from './table-page.ts';
import { expect, test } from './test.ts';

test('by the keyboard from a list: the table has all dialogs, with rows and columns counted', async ({
  open,
}) => {
  const page = await open('main');
  await page.keyboard.press('Alt+Digit5');
  await expect(grid(page)).toBeFocused();
  const total = Number(await grid(page).getAttribute('aria-rowcount')) - 1;
  expect(total).toBeGreaterThan(20);
  await expect(found(page)).toContainText(String(total));
  await expect(lines(page).first()).toHaveAttribute('aria-rowindex', '2');
  await page.keyboard.press('End');
  await expect(active(page)).toHaveAttribute('aria-rowindex', String(total + 1));
  await page.keyboard.press('Home');
  await expect(active(page)).toHaveAttribute('aria-rowindex', '2');
  await page.keyboard.press('PageDown');
  const at = Number(await active(page).getAttribute('aria-rowindex'));
  expect(at).toBeGreaterThan(5);
  const id = (await active(page).getAttribute('id')) ?? '';
  await expect(grid(page)).toHaveAttribute('aria-activedescendant', id);
});

test('a dialog is opened by Enter, and one is back at the same line by the keyboard', async ({ open }) => {
  const page = await open('table');
  await grid(page).focus();
  for (let i = 0; i < 7; i += 1) await page.keyboard.press('ArrowDown');
  await expect(active(page)).toHaveAttribute('aria-rowindex', '9');
  const id = (await active(page).getAttribute('data-dialog-id')) ?? '';
  await page.keyboard.press('Enter');
  await expect(page.locator(`[data-dialog-id="${id}"] [data-area=transcript]`)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Назад к таблице' })).toBeVisible();
  await page.keyboard.press('Alt+Digit5');
  await expect(grid(page)).toBeFocused();
  await expect(active(page)).toHaveAttribute('data-dialog-id', id);
});

test('sorted by a press and by Enter on the head; said by aria-sort', async ({ open }) => {
  const page = await open('table');
  await expect(column(page, 'Активность')).toHaveAttribute('aria-sort', 'descending');
  await column(page, 'Клиент').getByRole('button', { name: 'Клиент', exact: true }).click();
  await expect(column(page, 'Клиент')).toHaveAttribute('aria-sort', 'ascending');
  await expect(column(page, 'Активность')).toHaveAttribute('aria-sort', 'none');
  const first = await lines(page).first().textContent();
  await page.keyboard.press('Enter');
  await expect(column(page, 'Клиент')).toHaveAttribute('aria-sort', 'descending');
  await expect(lines(page).first()).not.toHaveText(first ?? '');
  // Arrows go along the head, and down from it into the lines.
  await page.keyboard.press('ArrowRight');
  await expect(column(page, 'Последнее сообщение').getByRole('button').first()).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(grid(page)).toBeFocused();
});

test('columns are moved, resized, hidden and brought back by keys alone, and kept over a reload', async ({
  open,
}) => {
  const page = await open('table');
  const status = column(page, 'Статус').getByRole('button', { name: 'Статус', exact: true });
  await status.focus();
  const width = async (): Promise<number> =>
    Math.round((await column(page, 'Статус').boundingBox())?.width ?? 0);
  const before = await width();
  await page.keyboard.press('Shift+ArrowRight');
  await expect.poll(width).toBe(before + 24);
  await page.keyboard.press('Control+Shift+ArrowLeft');
  await expect
    .poll(async () => (await heads(page)).slice(0, 3))
    .toEqual(['Клиент', 'Статус', 'Последнее сообщение']);
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menuitem', { name: 'Скрыть столбец' }).click();
  await expect(column(page, 'Статус')).toHaveCount(0);
  await page.getByRole('button', { name: 'Столбцы' }).click();
  await page.getByRole('checkbox', { name: 'Филиал' }).check();
  await expect(column(page, 'Филиал')).toBeVisible();
  await page.keyboard.press('Escape');
  const shown = await heads(page);
  await expect
    .poll(() =>
      page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('otklik.table')).length),
    )
    .toBe(1);
  await page.reload();
  await expect(column(page, 'Филиал')).toBeVisible();
  expect(await heads(page)).toEqual(shown);
});

test('in a wide window nothing is cut but what clients wrote and names that are endless', async ({
  open,
}) => {
  const page = await open('table', { size: { width: 1920, height: 1080 } });
  await expect(lines(page).first()).toBeVisible();
  for (const name of ['status', 'waiting', 'responsible', 'line', 'channel', 'created', 'activity']) {
    const texts = grid(page).locator(`[data-column=${name}] .truncate`);
    const cut = await texts.evaluateAll((all) =>
      all.filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.textContent),
    );
    expect(
      cut.filter((text) => text.length <= 30),
      name,
    ).toEqual([]);
  }
  const [whole, line] = await Promise.all([grid(page).boundingBox(), lines(page).first().boundingBox()]);
  expect(line?.width).toBeLessThanOrEqual(whole?.width ?? 0);
});

test('chips ask, say what they ask, and are cleared; nothing found says so with the way out', async ({
  open,
}) => {
  const page = await open('table');
  const all = await found(page).textContent();
  await page.getByRole('button', { name: 'Статус: любой' }).click();
  await page.getByRole('checkbox', { name: 'В очереди' }).check();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Статус: В очереди' })).toBeVisible();
  await expect(found(page)).not.toHaveText(all ?? '');
  for (const line of await lines(page).all()) await expect(line).toContainText(/В очереди|отложен/);
  const words = page.getByRole('searchbox', { name: /Слова/ });
  const reset = page.getByRole('button', { name: 'Сбросить фильтр' });
  const { y } = (await grid(page).boundingBox()) ?? { y: 0 };
  await words.fill('такогословатутнет');
  await expect(page.getByText('Таких диалогов нет')).toBeVisible();
  // What one types does not push the lines about.
  expect((await grid(page).boundingBox())?.y).toBe(y);
  await expect(page.getByRole('button', { name: 'Искать во всей истории' })).toBeVisible();
  await reset.last().click();
  await expect(found(page)).toHaveText(all ?? '');
  await expect(page.getByRole('button', { name: 'Статус: любой' })).toBeVisible();
  await words.fill('такогословатутнет');
  await page.getByRole('group', { name: 'Фильтр', exact: true }).locator(reset).click();
  await expect(words).toHaveValue('');
  await expect(found(page)).toHaveText(all ?? '');
});

test('an own range of days, and one that ends before it begins', async ({ open }) => {
  const page = await open('table');
  await page.getByRole('button', { name: 'Создан: когда угодно' }).click();
  const panel = page.getByRole('dialog', { name: 'Создан' });
  await panel.getByLabel('С', { exact: true }).fill('01.02.2026');
  await panel.getByLabel('По', { exact: true }).fill('01.01.2026');
  await expect(panel.getByRole('alert')).toHaveText('Период кончается раньше, чем начинается.');
  await panel.getByLabel('По', { exact: true }).fill('1.3.2026');
  await expect(panel.getByRole('alert')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: /^Создан: 1 февр/ })).toBeVisible();
});

test('a filter is kept under a name, changed, kept again, dropped, deleted', async ({ open }) => {
  const page = await open('table');
  await page.getByRole('button', { name: 'Ожидание: любое' }).click();
  await page.getByRole('radio', { name: 'ждёт ответа' }).click();
  const menu = saved(page);
  await page.getByRole('button', { name: 'Сохранить как…' }).click();
  const window = page.getByRole('dialog', { name: 'Сохранить фильтр' });
  await window.getByRole('button', { name: 'Сохранить' }).click();
  await expect(window.getByText('Нужно название')).toBeVisible();
  await window.getByLabel('Название').fill('Ждут');
  await page.keyboard.press('Enter');
  await expect(menu).toContainText('Ждут');
  await expect(menu).not.toContainText('изменён');
  await column(page, 'Ждёт').getByRole('button', { name: 'Ждёт', exact: true }).click();
  await expect(menu).toContainText('изменён');
  await page.getByRole('button', { name: 'Сохранить изменения' }).click();
  await expect(menu).not.toContainText('изменён');
  await column(page, 'Клиент').getByRole('button', { name: 'Клиент', exact: true }).click();
  await menu.click();
  await page.getByRole('menuitem', { name: 'Отменить изменения' }).click();
  await expect(column(page, 'Ждёт')).toHaveAttribute('aria-sort', 'ascending');
  await menu.click();
  await page.getByRole('menuitem', { name: 'Удалить…' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Удалить' }).click();
  await expect(page.getByText('Фильтр «Ждут» удалён')).toBeVisible();
  await menu.click();
  await expect(page.getByRole('menuitem', { name: 'Ждут', exact: true })).toHaveCount(0);
  await expect(page.getByRole('menuitem', { name: 'Ждут больше всех' })).toBeVisible();
});

test('all history brings the lines of the server among those of this computer, and says when it cannot', async ({
  open,
}) => {
  const page = await open('table');
  const here = Number(await grid(page).getAttribute('aria-rowcount'));
  await page.getByRole('button', { name: 'Вся история' }).click();
  await expect(grid(page)).toHaveAttribute('aria-rowcount', String(here + 60));
  const offline = await open('table-offline');
  await offline.getByRole('button', { name: 'Вся история' }).click();
  await expect(offline.getByText(/Нет связи: строки/)).toBeVisible();
  await expect(grid(offline)).toHaveAttribute('aria-rowcount', String(here));
});

test('several lines are chosen by keys, and the bar of chosen dialogs is there', async ({ open }) => {
  const page = await open('table');
  await grid(page).focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  const bar = page.getByRole('toolbar', { name: /Выбранные/ });
  await expect(bar).toContainText('3');
  await expect(grid(page).locator('[role=row][aria-selected=true]')).toHaveCount(3);
  await page.keyboard.press('Escape');
  await expect(bar).toHaveCount(0);
});

test('a hundred thousand lines: the end is there at once, and few of them are in the document', async ({
  open,
}) => {
  const page = await open('table-100000');
  const others = await page.evaluate(() => window.gallery.store.world.dialogs.size);
  await expect(grid(page)).toHaveAttribute('aria-rowcount', String(100_000 + others + 1));
  await grid(page).focus();
  await page.keyboard.press('End');
  await expect(active(page).getByRole('gridcell').first()).not.toBeEmpty();
  expect(await grid(page).getByRole('row').count()).toBeLessThan(80);
  await page.keyboard.press('Home');
  await expect(active(page)).toHaveAttribute('aria-rowindex', '2');

  // More than anybody works on at once is not chosen: the nearest five hundred are.
  await page.keyboard.press('End');
  await page.keyboard.press('Shift+Home');
  const bar = page.getByRole('toolbar', { name: /Выбранные/ });
  await expect(bar).toContainText('500');
  await expect(active(page)).toHaveAttribute('aria-selected', 'false');
  await page.keyboard.press('End');
  await expect(active(page)).toHaveAttribute('aria-selected', 'true');
});
