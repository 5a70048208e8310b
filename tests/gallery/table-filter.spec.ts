import type { Page } from '@playwright/test';
import type { Refusal } from '#shared/domain/refusal.ts';
import { axe } from '#tests/support/axe.ts';
import { column, count, found, grid, heads, lines, saved } from './table-page.ts';
import { expect, test } from './test.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const chip = (page: Page, name: string | RegExp) =>
  page.getByRole('group', { name: 'Фильтр', exact: true }).getByRole('button', { name });
const panel = (page: Page, name: string) => page.getByRole('dialog', { name, exact: true });
const menuitem = (page: Page, name: string | RegExp) => page.getByRole('menuitem', { name });

/** The head of a column, where its menu is asked for by the keyboard. */
async function columnMenu(page: Page, name: string, item: string): Promise<void> {
  await column(page, name).getByRole('button', { name, exact: true }).focus();
  await page.keyboard.press('Shift+F10');
  await menuitem(page, item).press('Enter');
}

test('a field is taken in and taken away, and with it what it asked for', async ({ open }) => {
  const page = await open('table');
  const all = await count(page);
  await chip(page, 'Поля').click();
  const search = panel(page, 'Поля фильтра').getByRole('searchbox', { name: 'Найти в списке' });
  await search.fill('такого нет');
  await expect(panel(page, 'Поля фильтра').getByText('С таким названием ничего нет')).toBeVisible();
  await search.fill('МЕТ');
  await expect(panel(page, 'Поля фильтра').getByRole('checkbox')).toHaveCount(1);
  await page.getByRole('checkbox', { name: 'Метки' }).check();
  await page.keyboard.press('Escape');

  await chip(page, 'Метки: любые').click();
  const tag = panel(page, 'Метки').getByRole('textbox', { name: 'Метка' });
  await expect(tag).toBeFocused();
  for (const typed of ['  ', 'нет такой', 'нет такой', '<b>']) {
    await tag.fill(typed);
    await tag.press('Enter');
  }
  await expect(panel(page, 'Метки').getByRole('listitem')).toHaveText(['нет такой', '<b>']);
  await expect(page.getByText('Таких диалогов нет')).toBeVisible();
  await panel(page, 'Метки').getByRole('button', { name: 'Очистить «<b>»' }).click();
  await page.keyboard.press('Escape');
  await expect(chip(page, 'Метки: нет такой')).toBeVisible();

  await chip(page, 'Поля').click();
  await page.getByRole('checkbox', { name: 'Метки' }).uncheck();
  await page.keyboard.press('Escape');
  await expect(chip(page, /^Метки/)).toHaveCount(0);
  await expect(grid(page)).toHaveAttribute('aria-rowcount', String(all + 1));
});

test('several values of one field are asked for at once; the chip says how many, and is cleared by its cross', async ({
  open,
}) => {
  const page = await open('table');
  const all = await count(page);
  await chip(page, 'Ответственный: любой').click();
  const people = panel(page, 'Ответственный');
  await people.getByRole('checkbox', { name: 'никто' }).check();
  const free = await count(page);
  expect(free).toBeLessThan(all);
  await people.getByRole('checkbox', { name: 'я', exact: true }).check();
  await expect.poll(() => count(page)).toBeGreaterThan(free);
  await people.getByRole('checkbox', { name: 'Борис Петров' }).check();
  await page.keyboard.press('Escape');
  await expect(chip(page, /^Ответственный: никто и ещё 2/)).toBeFocused();
  await page.getByRole('button', { name: 'Очистить «Ответственный»' }).click();
  await expect(chip(page, 'Ответственный: любой')).toBeVisible();
  await expect(grid(page)).toHaveAttribute('aria-rowcount', String(all + 1));
});

test('words are typed, put away by Escape and by their cross; they stay over a reload', async ({ open }) => {
  const page = await open('table');
  const all = await count(page);
  await page.keyboard.press('Control+KeyF');
  const words = page.getByRole('searchbox', { name: /^Слова/ });
  await expect(words).toBeFocused();
  await page.keyboard.type('ирина');
  await expect(lines(page)).toHaveCount(1);
  await expect(found(page)).toContainText('1 диалог');
  await page.reload();
  await expect(words).toHaveValue('ирина');
  await expect(lines(page)).toHaveCount(1);
  await words.press('Escape');
  await expect(words).toHaveValue('');
  await expect(grid(page)).toHaveAttribute('aria-rowcount', String(all + 1));
  await words.fill('такогословатутнет');
  await expect(page.getByText('Таких диалогов нет')).toBeVisible();
  await page.getByRole('button', { name: 'Очистить «Слова»' }).click();
  await expect(grid(page)).toHaveAttribute('aria-rowcount', String(all + 1));
});

test('days: by one press and off again, written in any way, from the calendar; what is none is said', async ({
  open,
}) => {
  const page = await open('table');
  const all = await count(page);
  await chip(page, 'Создан: когда угодно').click();
  await panel(page, 'Создан').getByRole('button', { name: 'сегодня' }).click();
  await expect(panel(page, 'Создан')).toBeHidden();
  await chip(page, 'Создан: сегодня').click();
  await expect(panel(page, 'Создан').getByRole('button', { name: 'сегодня' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await panel(page, 'Создан').getByRole('button', { name: 'сегодня' }).click();
  await expect(chip(page, 'Создан: когда угодно')).toBeVisible();
  await expect(grid(page)).toHaveAttribute('aria-rowcount', String(all + 1));

  await chip(page, 'Создан: когда угодно').click();
  const from = panel(page, 'Создан').getByLabel('С', { exact: true });
  await from.fill('32.13.2026');
  await expect(panel(page, 'Создан').getByText('Это не дата')).toBeVisible();
  await expect(from).toHaveAttribute('aria-invalid', 'true');
  // Half a date asks for nothing yet.
  await from.fill('1.2');
  await expect(panel(page, 'Создан').getByText('Это не дата')).toHaveCount(0);
  await from.fill('01.02.2031');
  await expect(page.getByText('Таких диалогов нет')).toBeVisible();
  await from.fill('');
  await expect(grid(page)).toHaveAttribute('aria-rowcount', String(all + 1));
  await panel(page, 'Создан').locator('input[type=date]').last().fill('2020-01-31');
  await expect(panel(page, 'Создан').getByLabel('По', { exact: true })).toHaveValue('31.01.2020');
  await expect(page.getByText('Таких диалогов нет')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(chip(page, /^Создан: по 31 января 2020/)).toBeVisible();
  await chip(page, 'Сбросить фильтр').click();
  await expect(grid(page)).toHaveAttribute('aria-rowcount', String(all + 1));
});

test('columns are sorted, moved and hidden from their menus, dragged, and made wide and narrow by the pointer', async ({
  open,
}) => {
  const page = await open('table');
  const first = await heads(page);
  const width = async (name: string): Promise<number> =>
    Math.round((await column(page, name).boundingBox())?.width ?? 0);
  await columnMenu(page, 'Статус', 'Сортировать по убыванию');
  await expect(column(page, 'Статус')).toHaveAttribute('aria-sort', 'descending');
  await columnMenu(page, 'Статус', 'Переместить влево');
  await expect.poll(() => heads(page)).not.toEqual(first);
  const usual = await width('Статус');
  await columnMenu(page, 'Статус', 'Шире');
  await expect.poll(() => width('Статус')).toBe(usual + 48);
  await columnMenu(page, 'Статус', 'Уже');
  await expect.poll(() => width('Статус')).toBe(usual);

  const edge = await page.locator('[data-resize=status]').boundingBox();
  const [x, y] = [(edge?.x ?? 0) + 4, (edge?.y ?? 0) + 8];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 60, y, { steps: 3 });
  await page.mouse.up();
  await expect.poll(() => width('Статус')).toBe(usual + 60);
  await page.locator('[data-resize=status]').dblclick();
  await expect.poll(() => width('Статус')).toBe(usual);

  await column(page, 'Линия').dragTo(column(page, 'Клиент'));
  await expect.poll(async () => (await heads(page))[0]).toBe('Линия');
  await page.getByRole('button', { name: 'Столбцы' }).click();
  await page.getByRole('button', { name: 'Клиент: ближе к началу' }).click();
  await expect.poll(async () => (await heads(page))[0]).toBe('Клиент');
  for (const name of (await heads(page)).slice(1)) await page.getByRole('checkbox', { name }).uncheck();
  // One is always left.
  await expect(page.getByRole('checkbox', { name: 'Клиент' })).toBeDisabled();
  await page.getByRole('button', { name: 'Столбцы как вначале' }).click();
  await page.keyboard.press('Escape');
  await expect.poll(() => heads(page)).toEqual(first);
});

test('kept filters say how many they have; one of the company is changed by a senior, and given up by nobody by mistake', async ({
  open,
}) => {
  const page = await open('table');
  await saved(page).click();
  const mine = page.getByRole('group', { name: 'Мои' }).getByRole('menuitem');
  await expect(mine).toHaveCount(2);
  const waiting = menuitem(page, /^Ждут больше всех/);
  await expect(waiting).toHaveText(/\d$/);
  const number = Number(/(\d+)$/.exec((await waiting.textContent()) ?? '')?.[1]);
  await waiting.click();
  await expect(grid(page)).toHaveAttribute('aria-rowcount', String(number + 1));
  await expect(column(page, 'Ждёт')).toHaveAttribute('aria-sort', 'ascending');

  // The company's is an operator's to look at.
  await saved(page).click();
  await menuitem(page, /^Разбор спама/).click();
  await saved(page).click();
  await expect(menuitem(page, 'Сохранить как…')).toBeVisible();
  await expect(menuitem(page, 'Удалить…')).toHaveCount(0);
  await expect(menuitem(page, 'Название и доступ…')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toHaveCount(0);
  await page.evaluate(() => {
    const { store } = window.gallery;
    store.world.me.role = 'senior';
    store.changed();
  });
  await saved(page).click();
  await menuitem(page, 'Название и доступ…').click();
  const naming = page.getByRole('dialog', { name: 'Сохранённый фильтр' });
  // Somebody else's stays the company's.
  await expect(naming.getByRole('radio')).toHaveCount(0);
  await naming.getByLabel('Название').fill('Спам и молчание');
  await page.keyboard.press('Enter');
  await expect(saved(page)).toContainText('Спам и молчание');
  await saved(page).click();
  await menuitem(page, 'Удалить…').click();
  const question = page.getByRole('alertdialog', { name: 'Удалить «Спам и молчание»?' });
  await expect(question).toContainText('исчезнет у всех коллег');
  await question.getByRole('button', { name: 'Отмена' }).click();
  await expect(saved(page)).toContainText('Спам и молчание');

  await saved(page).click();
  await menuitem(page, 'Сохранить как…').click();
  await page.getByLabel('Название').fill('Для всех');
  await page.getByRole('radio', { name: /У всей компании/ }).check();
  await page.keyboard.press('Enter');
  await saved(page).click();
  await expect(page.getByRole('group', { name: 'Общие' }).getByRole('menuitem')).toHaveCount(2);
});

test('what keeps a filter leads the keyboard on to the filter when it goes', async ({ open }) => {
  const page = await open('table');
  await page.getByRole('searchbox').fill('чай');
  await page.getByRole('button', { name: 'Сохранить как…' }).press('Enter');
  await page.getByLabel('Название').fill('Про чай');
  await page.keyboard.press('Enter');
  await expect(saved(page)).toContainText('Про чай');
  await expect(saved(page)).toBeFocused();
});

test('a filter that the hub did not keep is said until it was seen, in words', async ({ open }) => {
  const page = await open('table');
  const refuse = (refusal: Refusal): Promise<void> =>
    page.evaluate((why) => {
      const { store } = window.gallery;
      const intentId = '018bcfe5-6808-7800-8000-0000000000fe';
      const nothing = { contactId: null, replyId: null, text: null, hidden: false };
      const one = {
        ...nothing,
        intentId,
        dialogId: intentId,
        name: 'filter.save' as const,
        refusal: why,
        at: Date.now(),
      };
      store.change({ refusals: [one] });
    }, refusal);
  const alert = page.getByRole('alert');
  await refuse({ code: 'filter_changed', operatorId: null });
  await expect(alert).toHaveText(/^Фильтр не сохранён: .*удал/);
  const boris = await page.evaluate(
    () => [...window.gallery.store.world.operators.values()].find(({ name }) => name === 'Борис Петров')?.id,
  );
  await refuse({ code: 'filter_changed', operatorId: boris ?? '' });
  await expect(alert).toContainText('Борис Петров');
  await alert.getByRole('button', { name: 'Закрыть' }).click();
  await expect(alert).toHaveCount(0);
});

test('what cannot be said is said: nobody can read the table here, not all of it yet, the hub does not answer', async ({
  open,
}) => {
  const page = await open('table-unavailable');
  const notice = page.getByText('Таблицу этого компьютера сейчас не прочитать');
  await expect(notice).toBeVisible();
  await expect(lines(page)).toHaveCount(0);
  await expect(page.getByText('Таких диалогов нет')).toHaveCount(0);
  await page.getByRole('button', { name: 'Искать во всей истории' }).click();
  await expect(notice).toHaveCount(0);
  await expect(lines(page).first()).toBeVisible();
  const everything = await count(page);

  await open('table-filling');
  await expect(page.getByText(/ещё читается: части строк пока нет/)).toBeVisible();
  // Where one looked stays over a reload.
  await page.getByRole('button', { name: 'На компьютере' }).click();
  await expect.poll(() => count(page)).toBeLessThan(everything);
  const here = await count(page);
  await page.evaluate(() => window.gallery.store.change({ tableTrouble: 'hub failed' }));
  await page.getByRole('button', { name: 'Вся история' }).click();
  await expect(page.getByText(/Сервер не смог ответить/)).toBeVisible();
  await expect(grid(page)).toHaveAttribute('aria-rowcount', String(here + 1));
  await page.evaluate(() => window.gallery.store.change({ tableTrouble: null }));
  await page.getByRole('button', { name: 'Ещё раз' }).click();
  await expect(page.getByText(/Сервер не смог ответить/)).toHaveCount(0);
  await expect(grid(page)).toHaveAttribute('aria-rowcount', String(everything + 1));
});

test('lines are chosen by the pointer with Ctrl and Shift and all at once; another question lets them go', async ({
  open,
}) => {
  const page = await open('table');
  const bar = page.getByRole('toolbar', { name: /Выбранные/ });
  const chosen = grid(page).locator('[role=row][aria-selected=true]');
  await lines(page)
    .nth(1)
    .click({ modifiers: ['Control'] });
  await lines(page)
    .nth(4)
    .click({ modifiers: ['Shift'] });
  await expect(chosen).toHaveCount(4);
  await lines(page)
    .nth(2)
    .click({ modifiers: ['Control'] });
  await expect(chosen).toHaveCount(3);
  await grid(page).focus();
  await page.keyboard.press('Control+KeyA');
  await expect(bar).toContainText(String(await count(page)));
  await chip(page, /^Ожидание/).click();
  await page.getByRole('radio', { name: 'не ждёт' }).click();
  await expect(bar).toHaveCount(0);
  await expect(chosen).toHaveCount(0);
});

test('the menu of a dialog comes by the right button and by the keyboard, for the line that is meant', async ({
  open,
}) => {
  const page = await open('table');
  const menu = page.getByRole('menu');
  await lines(page).nth(3).click({ button: 'right' });
  await expect(menu).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(menu).toHaveCount(0);
  await grid(page).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Shift+F10');
  await expect(menu).toBeVisible();
});

test('in English, with names of clients as the texts that they are', async ({ open }) => {
  const page = await open('table', { language: 'en' });
  const table = page.getByRole('grid', { name: 'Table of dialogs' });
  await page.getByRole('searchbox', { name: /^Words/ }).fill('onerror');
  await expect(page.getByRole('status').filter({ hasText: /^1 dialog$/ })).toBeVisible();
  expect(await table.locator('script, img, b, i').count()).toBe(0);
  await page.getByRole('button', { name: 'Reset the filter' }).click();
  await expect(page.getByRole('status').filter({ hasText: /^\d+ dialogs$/ })).toBeVisible();
  await page.getByRole('button', { name: 'Created: any time' }).click();
  await page.getByRole('dialog', { name: 'Created' }).getByLabel('From', { exact: true }).fill('2/28/2020');
  await page.keyboard.press('Escape');
  await expect(
    page.getByRole('button', { name: /^Created: from (28 February|February 28,) 2020/ }),
  ).toBeVisible();
});

test('none of its panels and menus has a violation of accessibility', async ({ open }) => {
  const page = await open('table');
  const look = async (place: string): Promise<void> => {
    const { violations } = await axe(page).withTags(RULES).include(place).analyze();
    expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html.slice(0, 160)}`)).toEqual([]);
  };
  for (const name of [/^Статус/, /^Ожидание/, /^Создан/, 'Поля']) {
    await chip(page, name).click();
    await look('[role=dialog]');
    await page.keyboard.press('Escape');
  }
  await saved(page).click();
  await look('[role=menu]');
  await menuitem(page, 'Сохранить как…').click();
  await look('[role=dialog]');
});
