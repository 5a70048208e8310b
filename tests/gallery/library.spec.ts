import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import type { RefusedChange } from '#renderer/data/queries/views.ts';
import type { Refusal } from '#shared/domain/refusal.ts';
import { chooseFile, chosen, edit, inLibrary, library, openLibrary } from './library-page.ts';
import { expect, test } from './test.ts';

const option = (page: Page, name: RegExp) => library(page).getByRole('option', { name });
/** Those of the list; fields have options, too. */
const listed = (page: Page) =>
  library(page).getByRole('listbox', { name: 'Быстрые ответы' }).getByRole('option');
const slots = (page: Page) => library(page).getByLabel('Клавиши');
const folder = (page: Page, name: RegExp) => library(page).getByRole('treeitem', { name });

/** The hub did not take a change of this reply: new words, or that it was deleted. */
async function refuse(
  page: Page,
  title: string,
  refusal: Refusal,
  change: 'saved' | 'deleted' = 'saved',
): Promise<void> {
  await page.evaluate(
    ([name, why, what]) => {
      const { store } = window.gallery;
      const one = [...store.world.replies.values()].find(({ reply }) => reply.title === name);
      if (!one) throw new Error(`there is no reply ${name}`);
      const { id, shelf, folder: path, shortcut, attachments } = one.reply;
      const mine = { id, shelf, folder: path, shortcut, attachments, title: name, text: 'Мои слова' };
      const refused: RefusedChange[] = [
        {
          intentId: '018bcfe5-6808-7800-8000-0000000000ff',
          refusal: why,
          at: Date.now(),
          mine: what === 'saved' ? mine : null,
        },
      ];
      store.world.replies.set(id, { ...one, refused });
      store.changed();
    },
    [title, refusal, change] as const,
  );
}

test('a window that is there before the replies were read gives the keyboard to the search as soon as they are', async ({
  open,
}) => {
  // Where nobody else has read them before.
  const page = await open('nothing-open');
  await page.evaluate(() => {
    window.gallery.store.readingMs = 600;
  });
  await page.keyboard.press('Control+KeyK');
  await page.keyboard.type('быстрые ответы');
  await page.keyboard.press('Enter');
  await expect(library(page)).toBeVisible();
  await expect(library(page).getByRole('button', { name: 'Закрыть' })).not.toBeFocused();
  await expect(page.getByRole('combobox', { name: 'Поиск быстрых ответов' })).toBeFocused();
  await page.keyboard.type('прайс');
  await expect(page.getByRole('combobox', { name: 'Поиск быстрых ответов' })).toHaveValue('прайс');
});

test('typed letter by letter, spaces, slashes and capitals stay where they were typed', async ({ open }) => {
  const page = await open('replies');
  await openLibrary(page);
  await edit(page, 'Прайс');
  for (const [name, typed] of [
    ['Название', ' на осень'],
    ['Сокращение', '-ОСЕНЬ'],
    ['Папка', 'Прайсы / Осень / '],
  ] as const) {
    await inLibrary(page, name).or(library(page).getByLabel(name)).first().press('End');
    await page.keyboard.type(typed);
  }
  await expect(inLibrary(page, 'Название')).toHaveValue('Прайс на осень');
  await expect(inLibrary(page, 'Сокращение')).toHaveValue('прайс-ОСЕНЬ');
  await expect(library(page).getByLabel('Папка')).toHaveValue('Прайсы / Осень / ');
  await page.keyboard.press('Control+KeyS');
  await expect(option(page, /Прайс на осень/)).toContainText('/прайс-осень');
  await expect(folder(page, /^Прайсы/)).toBeVisible();
  await folder(page, /^Осень/).click();
  await expect(listed(page)).toHaveCount(1);
});

test('what is wrong is said at its field, and what was typed stays; nothing is saved', async ({ open }) => {
  const page = await open('replies');
  await openLibrary(page);
  await edit(page, 'Прайс');
  await inLibrary(page, 'Название').fill(' ');
  await inLibrary(page, 'Сокращение').fill('два слова');
  await library(page).getByLabel('Папка').fill('а/б/в/г/д');
  await inLibrary(page, 'Текст').fill(`${'х'.repeat(4000)}🎉`);
  await expect(library(page)).toContainText('Лишние 2 знака');
  await expect(library(page)).toContainText(/4\s002 \/ 4\s000/);
  await expect(library(page)).toContainText('Дайте ответу название');
  await expect(library(page)).toContainText('Не больше 4 папок');
  await page.keyboard.press('Control+Enter');
  await expect(inLibrary(page, 'Сокращение')).toHaveAttribute('aria-invalid', 'true');
  await expect(option(page, /Прайс/)).toContainText('/прайс');
  await inLibrary(page, 'Сокращение').fill('/ПРИВЕТ');
  await library(page)
    .getByRole('combobox', { name: 'У кого он есть' })
    .selectOption({ label: 'Линия «Заказы»' });
  await inLibrary(page, 'Сокращение').fill('доставка');
  await expect(library(page)).toContainText('«/доставка» уже занято: «Доставка по России»');
  await library(page).getByRole('button', { name: 'Отменить изменения' }).click();
  await expect(inLibrary(page, 'Название')).toHaveValue('Прайс');
  await expect(inLibrary(page, 'Сокращение')).toHaveValue('прайс');
});

test('a computer that stores nothing more says so, and the words stay to be saved again', async ({
  open,
}) => {
  const page = await open('replies');
  await openLibrary(page);
  await edit(page, 'Прайс');
  await inLibrary(page, 'Текст').fill('Новые слова');
  await page.evaluate(() => {
    window.gallery.store.failSends = true;
  });
  await page.keyboard.press('Control+Enter');
  await expect(library(page).getByRole('alert')).toContainText('QuotaExceededError');
  await expect(inLibrary(page, 'Текст')).toHaveValue('Новые слова');
  await page.evaluate(() => {
    window.gallery.store.failSends = false;
  });
  await page.keyboard.press('Control+Enter');
  await expect(library(page).getByRole('alert')).toHaveCount(0);
  await expect(option(page, /Новые слова/)).toBeVisible();
});

test('keys are given to one reply, taken by another, and given up', async ({ open }) => {
  const page = await open('replies');
  await openLibrary(page);
  await edit(page, 'Прайс');
  await expect(slots(page)).toHaveValue('');
  await expect(slots(page).getByRole('option', { name: /Приветствие/ })).toHaveText(
    'Ctrl+Shift+1: вместо «Приветствие»',
  );
  await slots(page).selectOption('1');
  await expect(option(page, /Прайс/)).toContainText('CtrlShift1');
  await slots(page).selectOption('5');
  await expect(option(page, /Прайс/)).toContainText('CtrlShift5');
  const held = (): Promise<number[]> =>
    page.evaluate(() => [...window.gallery.store.world.slots.keys()].toSorted((a, b) => a - b));
  expect(await held()).toEqual([2, 5]);
  await slots(page).selectOption('');
  await expect(option(page, /Прайс/)).not.toContainText('CtrlShift');
  expect(await held()).toEqual([2]);
});

test('why a new reply has no keys yet is said, and it has them once it is saved', async ({ open }) => {
  const page = await open('replies');
  await openLibrary(page);
  await library(page).getByRole('button', { name: 'Новый ответ' }).click();
  await expect(slots(page)).toBeDisabled();
  await expect(slots(page)).toHaveAccessibleDescription('Клавиши дают ответу, когда он сохранён');
  await inLibrary(page, 'Название').fill('Скидка');
  await inLibrary(page, 'Текст').fill('Скидка десять процентов');
  // What is said of it and what is done with it stand in one row, whatever is said.
  const revert = library(page).getByRole('button', { name: 'Отменить изменения' });
  const said = library(page).getByText('Изменения ещё не сохранены');
  const [left, right] = [await said.boundingBox(), await revert.boundingBox()];
  expect((left?.x ?? 0) + (left?.width ?? 0)).toBeLessThanOrEqual(right?.x ?? 0);
  await inLibrary(page, 'Текст').press('Control+Enter');
  await expect(slots(page)).toBeEnabled();
  await expect(slots(page)).toHaveAccessibleDescription('');
});

test('folders are walked, closed and opened by the keyboard', async ({ open }) => {
  const page = await open('replies');
  await openLibrary(page);
  const tree = library(page).getByRole('tree', { name: 'Папки' });
  const all = Number((await folder(page, /^Все/).textContent())?.replace(/\D/g, ''));
  await tree.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(folder(page, /Заказы/)).toHaveAttribute('aria-selected', 'true');
  expect(await listed(page).count()).toBeLessThan(all);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(folder(page, /^Москва/)).toHaveAttribute('aria-selected', 'true');
  await expect(
    chosen(page)
      .or(option(page, /Москве/))
      .first(),
  ).toContainText('Доставка по Москве');
  await page.keyboard.press('ArrowLeft');
  await expect(folder(page, /^Доставка/)).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('ArrowLeft');
  await expect(folder(page, /^Доставка/)).toHaveAttribute('aria-expanded', 'false');
  await expect(folder(page, /^Москва/)).toHaveCount(0);
  await page.keyboard.press('ArrowRight');
  await expect(folder(page, /^Москва/)).toBeVisible();
  await page.keyboard.press('Home');
  await expect(folder(page, /^Все/)).toHaveAttribute('aria-selected', 'true');
  const active = (await tree.getAttribute('aria-activedescendant')) ?? '';
  await expect(page.locator(`[id="${active}"]`)).toHaveText(new RegExp(`^Все${all}$`));
});

test('what the hub did not take leads on by what helps against its reason', async ({ open }) => {
  const page = await open('replies');
  await openLibrary(page);
  const alert = library(page).getByRole('alert');

  await refuse(page, 'Прайс', {
    code: 'shortcut_taken',
    shortcut: 'прайс',
    replyId: 'another',
    title: 'Другой',
  });
  await option(page, /Прайс/).click();
  await expect(alert).toContainText('Ваше изменение не сохранено');
  await alert.getByRole('button', { name: 'Поправить и сохранить' }).click();
  await expect(inLibrary(page, 'Текст')).toHaveValue('Мои слова');
  await page.keyboard.press('Control+KeyS');
  await inLibrary(page, 'Текст').press('Control+KeyS');
  await expect(option(page, /Прайс/)).toContainText('Мои слова');
  await expect(alert).toHaveCount(0);

  await refuse(page, 'Гарантия', { code: 'forbidden' });
  await option(page, /Гарантия/).click();
  await alert.getByRole('button', { name: 'Оставить себе' }).click();
  await expect(option(page, /Гарантия/)).toHaveCount(2);
  await expect(library(page).getByRole('combobox', { name: 'У кого он есть' })).toHaveValue(/^personal/);
  await expect(inLibrary(page, 'Текст')).toHaveValue('Мои слова');

  await refuse(page, 'Спасибо 🙏', { code: 'reply_changed', operatorId: 'somebody' }, 'deleted');
  await option(page, /Спасибо/).click();
  await expect(alert).toContainText('Ответ не удалён');
  await alert.getByRole('button', { name: 'Всё равно удалить' }).click();
  await expect(option(page, /Спасибо/)).toHaveCount(0);
});

test('of a reply that was deleted meanwhile one’s own words are put back, or left away', async ({ open }) => {
  const page = await open('replies');
  await openLibrary(page);
  const gone = library(page).getByRole('region', { name: 'Ответ тем временем удалён' });
  for (const way of ['Поставить мой', 'Оставить удалённым'] as const) {
    await refuse(page, 'Прайс', { code: 'reply_changed', operatorId: null });
    await page.evaluate(() => {
      const { store } = window.gallery;
      const one = [...store.world.replies.values()].find(({ reply }) => reply.title === 'Прайс');
      if (one) store.world.replies.set(one.reply.id, { ...one, reply: { ...one.reply, deleted: true } });
      store.changed();
    });
    await option(page, /Прайс/).click();
    await expect(gone).toContainText('Мои слова');
    await expect(gone.getByRole('button', { name: 'Свести вручную' })).toHaveCount(0);
    await gone.getByRole('button', { name: way }).click();
    await expect(gone).toHaveCount(0);
    await expect(option(page, /Прайс/)).toHaveCount(way === 'Поставить мой' ? 1 : 0);
  }
});

test('a file that is no such file says why, and the next one is read', async ({ open }) => {
  const page = await open('replies');
  await openLibrary(page);
  await library(page).getByRole('button', { name: 'Импорт' }).click();
  const window = page.getByRole('dialog', { name: 'Импорт быстрых ответов' });
  const json = (version: number): string =>
    JSON.stringify({ format: 'otklik.quick-replies', version, replies: [] });
  for (const [content, words] of [
    ['', 'Файл пуст'],
    ['{"replies": [', 'Файл повреждён'],
    ['{"name": "package"}', 'Это не быстрые ответы этой программы'],
    [json(99), 'более новой версией'],
    ['имя;телефон\nАнна;+7', 'Таблице нужна строка заголовков'],
    [`название;текст\n${'а;б\n'.repeat(2001)}`, /не больше 2\s000 ответов/],
  ] as const) {
    await chooseFile(page, 'плохой.csv', content);
    await expect(window).toContainText(words);
    const confirm = window.getByRole('button', { name: 'Импорт', exact: true });
    await expect(confirm).toHaveAttribute('aria-disabled', 'true');
  }
  // As a spreadsheet of Russian Windows saves it.
  const cyrillic = (text: string): number[] =>
    Array.from(text, (letter) => {
      const code = letter.charCodeAt(0);
      return code < 128 ? code : code - 0x0410 + 0xc0;
    });
  await chooseFile(
    page,
    'таблица.csv',
    Buffer.from(cyrillic('название;текст;команда\r\nАдрес;Лесная улица;адрес\r\nПустой;;')),
  );
  const rows = window.getByRole('list', { name: 'Что произойдёт' });
  await expect(rows.getByRole('listitem').filter({ hasText: 'Строка 2' })).toContainText('Лесная улица');
  await expect(rows.getByRole('listitem').filter({ hasText: 'Строка 3' })).toContainText('Нет текста');
  await window.getByLabel(/Куда положить/).selectOption({ label: 'Линия «Заказы»' });
  await window.getByRole('button', { name: 'Импортировать 1 ответ' }).click();
  await option(page, /Адрес/).click();
  await expect(library(page).getByRole('combobox', { name: 'У кого он есть' })).toHaveValue(/^line/);
});

test('what is shown goes out as a table of the person’s language, or whole', async ({ open }) => {
  for (const [language, kind, begin] of [
    ['ru', 'Таблицей (CSV)', /^\ufeffдля кого;линия;папка;название;текст;сокращение\r\n/],
    ['en', 'As a table (CSV)', /^\ufefffor,line,folder,title,text,shortcut\r\n/],
    ['en', 'Whole (JSON)', /^\{\s+"format": "otklik.quick-replies"/],
  ] as const) {
    const page = await open('replies', { language });
    await page.keyboard.press('Control+KeyK');
    await page.keyboard.type('quick replies');
    await page.keyboard.press('Enter');
    const window = page.getByRole('dialog', { name: language === 'ru' ? 'Быстрые ответы' : 'Quick replies' });
    await window.getByRole('combobox').first().fill('гарантия');
    await expect(window.getByRole('option', { name: /Гарантия/ })).toBeVisible();
    await window.getByRole('button', { name: language === 'ru' ? 'Экспорт' : 'Export' }).click();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: kind }).click(),
    ]);
    const text = await readFile(await file.path(), 'utf8');
    expect(text).toMatch(begin);
    expect(text).toContain('12 месяцев');
    // Only what is shown.
    expect(text).not.toContain('Приветствие');
    expect(file.suggestedFilename()).toMatch(kind.includes('JSON') ? /\.json$/ : /\.csv$/);
  }
});

test('in English, counted as English counts; what is hostile is text, and an unknown variable is named', async ({
  open,
}) => {
  const page = await open('replies', { language: 'en' });
  await page.keyboard.press('Control+KeyK');
  await page.keyboard.type('quick replies');
  await page.keyboard.press('Enter');
  const window = page.getByRole('dialog', { name: 'Quick replies' });
  const search = window.getByRole('combobox', { name: 'Search quick replies' });
  await search.fill('onerror');
  await expect(window.getByText('1 reply', { exact: true }).first()).toBeVisible();
  await window.getByRole('option', { name: /<b>x<\/b>/ }).click();
  await expect(window.getByText('Nothing is known as {нет такой переменной}')).toBeVisible();
  await expect(window.getByRole('region', { name: 'What will be written' })).toContainText(
    '<script>alert(1)</script>',
  );
  expect(await window.locator('script, img, b').count()).toBe(0);
  await search.fill('нетакогоответа');
  await expect(window.getByText('Nothing found', { exact: true }).first()).toBeVisible();
  await search.fill('доставк');
  await expect(window.getByText('2 replies', { exact: true }).first()).toBeVisible();
});
