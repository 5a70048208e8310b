import type { Page } from '@playwright/test';
import { axe } from '#tests/support/axe.ts';
import { chooseFile, chosen, edit, inLibrary, library, openLibrary } from './library-page.ts';
import { expect, test } from './test.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const field = (page: Page) => page.getByRole('textbox', { name: 'Сообщение' });
const list = (page: Page) => page.locator('#composer-suggestions');
const active = (page: Page) => list(page).locator('[role=option][aria-selected=true]');
test('a shortcut in the middle of a text is replaced by its reply, filled in; Ctrl+Z takes it back', async ({
  open,
}) => {
  const page = await open('replies');
  await field(page).focus();
  await page.keyboard.type('Смотрите: /доставка-м');
  await expect(active(page)).toContainText('Доставка по Москве');
  await expect(page.locator('#composer-suggestions-preview')).toContainText('300 ₽');
  await page.keyboard.press('Tab');
  await expect(field(page)).toHaveValue(/^Смотрите: По Москве доставляем .* как удобно\.$/);
  await expect(field(page)).not.toHaveValue(/\{/);
  await expect(field(page)).toBeFocused();
  await page.keyboard.press('Control+KeyZ');
  await expect(field(page)).toHaveValue('Смотрите: /доставка-м');
});

test('replies come before commands when they are called so, and the wrong layout is understood', async ({
  open,
}) => {
  const page = await open('replies');
  await field(page).focus();
  await page.keyboard.type('/ghfqc'); // прайс
  await expect(active(page)).toContainText('Прайс');
  await page.keyboard.press('Enter');
  await expect(field(page)).toHaveValue(/^Прикладываю наш прайс/);
  const tray = page.getByRole('list', { name: 'Файлы к отправке' });
  await expect(tray).toContainText('Прайс осень 2026.pdf');
  await field(page).fill('');
  await page.keyboard.type('/передать');
  await expect(active(page)).toContainText('Передать');
});

test('a second reply stands below the first, after an empty line; keys work wherever the keyboard is', async ({
  open,
}) => {
  const page = await open('replies');
  await field(page).focus();
  await page.keyboard.press('Control+Shift+Digit1');
  await expect(field(page)).toHaveValue(/Дмитрий! Меня зовут Анна, я помогу вам\.$/);
  await page.getByRole('log').focus();
  await page.keyboard.press('Control+Shift+Digit2');
  await expect(field(page)).toHaveValue(/я помогу вам\.\n\nПо Москве доставляем/);
  await expect(field(page)).toBeFocused();
  await page.keyboard.type(' /спасибо');
  await page.keyboard.press('Enter');
  await expect(field(page)).toHaveValue(/как удобно\.\n\nСпасибо за заказ, Дмитрий К\.! 🎉$/);
});

test('a slash alone among words stays a slash, and a fraction is none', async ({ open }) => {
  const page = await open('replies');
  await field(page).focus();
  await page.keyboard.type('да /');
  await expect(list(page)).toBeVisible();
  await expect(active(page)).toHaveCount(0);
  await page.keyboard.press('Enter');
  await expect(page.locator('article').last()).toContainText('да /');
  await page.keyboard.type('50 ₽/доставка');
  await expect(list(page)).toBeHidden();
});

test('what is not known is said, selected, written over, and asked for before it goes', async ({ open }) => {
  const page = await open('replies-nameless');
  await field(page).focus();
  await page.keyboard.type('/привет');
  await expect(page.locator('#composer-suggestions-preview [data-missing]')).toHaveText(
    'Имя клиента без фамилии',
  );
  // In the list as it would stand in the message, and no hole.
  await expect(list(page).getByRole('option', { selected: true })).toContainText('{клиент.короткоеИмя}');
  await page.keyboard.press('Enter');
  const bar = page.locator('[data-leftovers]');
  await expect(bar).toContainText('Имя клиента без фамилии: неизвестно');
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  const question = page.getByRole('alertdialog');
  await expect(question).toContainText('Имя клиента без фамилии');
  await expect(question.getByRole('button', { name: 'Заполнить' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(question).toBeHidden();
  await expect(field(page)).toBeFocused();
  await page.keyboard.type('Игорь');
  await expect(field(page)).toHaveValue(/, Игорь! Меня зовут Анна/);
  await expect(bar).toHaveCount(0);
  await page.keyboard.press('Enter');
  await expect(page.locator('article').last()).toContainText('Игорь! Меня зовут');
});

test('as it is, it goes only when that is said', async ({ open }) => {
  const page = await open('replies-nameless');
  await field(page).fill('Уважаемый {клиент.имя}!');
  await field(page).press('Enter');
  await page.getByRole('alertdialog').getByRole('button', { name: 'Отправить как есть' }).click();
  await expect(page.locator('article').last()).toContainText('Уважаемый {клиент.имя}!');
  await expect(field(page)).toHaveValue('');
});

test('the panel finds by words and folders and inserts; Esc gives the keyboard back', async ({ open }) => {
  const page = await open('replies');
  await page.getByRole('button', { name: 'Вставить быстрый ответ' }).click();
  const panel = page.getByRole('dialog', { name: 'Быстрые ответы' });
  await panel.getByRole('treeitem', { name: /^Возврат/ }).click();
  await expect(panel.getByRole('option')).toHaveCount(1);
  await panel.getByRole('treeitem', { name: /^Все/ }).click();
  await panel.getByRole('combobox').fill('трек');
  await expect(panel.getByRole('option').first()).toContainText('Доставка по России');
  await page.keyboard.press('Enter');
  await expect(panel).toBeHidden();
  await expect(field(page)).toHaveValue(/^По России отправляем/);
  await expect(field(page)).toBeFocused();
  await page.keyboard.press('Alt+KeyQ');
  await expect(panel.getByRole('combobox')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(panel).toBeHidden();
});

test('the palette inserts replies too, and none of it is there where nothing can be written', async ({
  open,
}) => {
  const page = await open('replies');
  await page.keyboard.press('Control+KeyK');
  await page.keyboard.type('гарант');
  await page.getByRole('option', { name: /Гарантия/ }).click();
  await expect(field(page)).toHaveValue(/^Гарантия — 12 месяцев/);
  await open('replies-closed');
  await expect(page.getByRole('button', { name: 'Вставить быстрый ответ' })).toHaveCount(0);
  await page.keyboard.press('Control+KeyK');
  await page.keyboard.type('гарант');
  await expect(page.getByRole('option', { name: /Искать в сообщениях/ })).toBeVisible();
  await expect(page.getByRole('option', { name: /Гарантия — 12/ })).toHaveCount(0);
});

test('a hidden message takes replies and stays hidden', async ({ open }) => {
  const page = await open('replies');
  await page.keyboard.press('Control+Shift+KeyH');
  await page.keyboard.press('Control+Shift+Digit2');
  await expect(field(page)).toHaveValue(/^По Москве/);
  await expect(page.getByRole('switch', { name: 'Скрытое сообщение' })).toHaveAttribute(
    'aria-checked',
    'true',
  );
  await page.keyboard.press('Enter');
  await expect(page.locator('article').last()).toHaveAttribute('data-visibility', 'hidden');
});

test('a reply is made without a mouse: variables, preview, folder, keys; and used at once', async ({
  open,
}) => {
  const page = await open('replies');
  await openLibrary(page);
  await page.getByRole('button', { name: 'Новый ответ' }).focus();
  await page.keyboard.press('Enter');
  await expect(inLibrary(page, 'Название')).toBeFocused();
  await page.keyboard.press('Control+Enter');
  await expect(library(page)).toContainText('Дайте ответу название');
  await page.keyboard.type('Самовывоз');
  await inLibrary(page, 'Текст').focus();
  await page.keyboard.type('Ждём вас, ');
  await page.getByRole('button', { name: 'Вставить переменную' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Имя клиента', exact: true }).focus();
  await page.keyboard.press('Enter');
  await expect(inLibrary(page, 'Текст')).toHaveValue('Ждём вас, {клиент.имя}');
  await expect(inLibrary(page, 'Текст')).toBeFocused();
  await expect(page.getByRole('region', { name: 'Что будет написано' })).toContainText(
    'Ждём вас, Дмитрий К.',
  );
  await inLibrary(page, 'Сокращение').fill('привет');
  await library(page).getByRole('combobox', { name: 'У кого он есть' }).selectOption({ label: 'Только мои' });
  await inLibrary(page, 'Сокращение').fill('/самовывоз');
  await library(page).getByLabel('Папка').fill('Доставка / Москва');
  await page.keyboard.press('Control+Enter');
  const made = library(page).getByRole('option', { name: /Самовывоз/ });
  await expect(made).toBeVisible();
  await library(page).getByLabel('Клавиши').selectOption('3');
  await expect(library(page).getByRole('treeitem', { name: /^Только мои/ })).toHaveAttribute(
    'aria-expanded',
    'true',
  );
  await page.keyboard.press('Escape');
  await expect(library(page)).toBeHidden();
  await page.keyboard.press('Control+Shift+Digit3');
  await expect(field(page)).toHaveValue('Ждём вас, Дмитрий К.');
});

test('words that are not saved are still there when the window was closed, and can be given up', async ({
  open,
}) => {
  const page = await open('replies');
  await openLibrary(page);
  await edit(page, 'Прайс');
  await page.keyboard.press('End');
  await page.keyboard.type(' для опта');
  await page.keyboard.press('Escape');
  await expect(library(page)).toBeHidden();
  await openLibrary(page);
  await edit(page, 'Прайс');
  await expect(inLibrary(page, 'Название')).toHaveValue('Прайс для опта');
  await expect(library(page)).toContainText('Изменения ещё не сохранены');
  await page.getByRole('button', { name: 'Отменить изменения' }).click();
  await expect(inLibrary(page, 'Название')).toHaveValue('Прайс');
});

test('what was deleted can be put back; what one may not change says why', async ({ open }) => {
  const page = await open('replies');
  await openLibrary(page);
  const option = library(page).getByRole('option', { name: /Прайс/ });
  await option.click();
  await library(page).getByRole('listbox').press('Delete');
  await expect(option).toHaveCount(0);
  await library(page).getByRole('button', { name: 'Вернуть' }).click();
  await expect(option).toBeVisible();
  await library(page)
    .getByRole('option', { name: /Возврат и обмен/ })
    .click();
  await expect(library(page)).toContainText('меняют старшие операторы и администраторы');
  await expect(inLibrary(page, 'Текст')).not.toBeEditable();
  await expect(library(page).getByRole('button', { name: 'Сохранить' })).toHaveCount(0);
});

test('two who change one reply: both versions beside each other, brought together by hand', async ({
  open,
}) => {
  const page = await open('replies-refused');
  await openLibrary(page);
  await library(page)
    .getByRole('option', { name: /Доставка по России/ })
    .click();
  const conflict = page.getByRole('region', { name: 'Ответ тем временем изменён: Борис Петров' });
  await expect(conflict.getByRole('region', { name: 'Ваш текст' })).toContainText('Страховка входит в цену');
  await expect(conflict.getByRole('region', { name: 'Текст коллеги' })).toContainText('СДЭК и Почтой');
  await conflict.getByRole('button', { name: 'Свести вручную' }).click();
  await expect(inLibrary(page, 'Текст')).toHaveValue(/Страховка входит в цену/);
  await expect(page.getByRole('region', { name: 'Текст коллеги' })).toContainText('СДЭК и Почтой');
  await inLibrary(page, 'Текст').fill('СДЭК и Почтой, 2–7 дней. Страховка входит в цену.');
  await inLibrary(page, 'Текст').press('Control+Enter');
  await expect(conflict).toHaveCount(0);
  await expect(library(page).getByRole('option', { name: /2–7 дней\. Страховка/ })).toBeVisible();
});

test('a colleague who saves while one writes is seen at once, and neither text is lost', async ({ open }) => {
  const page = await open('replies');
  await openLibrary(page);
  await edit(page, 'Прайс');
  await inLibrary(page, 'Текст').fill('Мой текст');
  await page.evaluate(() => {
    const { store } = window.gallery;
    const one = [...store.world.replies.values()].find(({ reply }) => reply.title === 'Прайс');
    if (!one) throw new Error('there is no such reply');
    const reply = { ...one.reply, text: 'Чужой текст', rev: 2 };
    store.world.replies.set(reply.id, { ...one, reply });
    store.changed();
  });
  const conflict = page.getByRole('region', { name: /Ответ тем временем изменён/ });
  await expect(conflict).toContainText('Мой текст');
  await expect(conflict).toContainText('Чужой текст');
  await conflict.getByRole('button', { name: 'Поставить мой' }).press('Enter');
  await expect(conflict).toHaveCount(0);
  await expect(inLibrary(page, 'Название')).toBeFocused();
  await expect(library(page).getByRole('option', { name: /Мой текст/ })).toBeVisible();
});

test('a message becomes a reply, and the client’s name in it a variable', async ({ open }) => {
  const page = await open('replies');
  const said = page.locator('article').filter({ hasText: 'Дмитрий, добрый день!' });
  await said.click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Сделать быстрым ответом' }).click();
  await expect(inLibrary(page, 'Название')).toHaveValue(
    'Дмитрий, добрый день! Меня зовут Вера, я помогу с тканью.',
  );
  await library(page).getByRole('button', { name: 'Поставить переменную' }).click();
  await expect(inLibrary(page, 'Текст')).toHaveValue(/^\{клиент\.короткоеИмя\}, добрый день!/);
  await inLibrary(page, 'Текст').press('Control+Enter');
  await expect(library(page).getByRole('option', { name: /добрый день/ })).toBeVisible();
});

test('an import says which columns are not read, and which variables are none', async ({ open }) => {
  const page = await open('replies');
  await openLibrary(page);
  await page.getByRole('button', { name: 'Импорт' }).click();
  const window = page.getByRole('dialog', { name: 'Импорт быстрых ответов' });
  await expect(window).toContainText('название, текст, для кого, линия, папка, сокращение');
  await chooseFile(page, 'ответы.csv', 'название;текст;кому\nПривет;Добрый день, {client_name}!;всем\n');
  await expect(window).toContainText('не читаются: кому');
  await expect(window).toContainText('Таких переменных нет: {client_name}');
});

test('an import says what it would do, line by line, and does that', async ({ open }) => {
  const page = await open('replies');
  await openLibrary(page);
  await page.getByRole('button', { name: 'Импорт' }).click();
  const table =
    'для кого;название;текст;команда\nя;Прайс;Новый прайс;прайс\nя;Адрес;Мира, 5;адрес\nкомпания;Чужое;Текст;\nя;;Без названия;\n';
  await page.locator('input[type=file][accept]').setInputFiles({
    name: 'ответы.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(table),
  });
  const rows = page.getByRole('list', { name: 'Что произойдёт' });
  await expect(rows.getByRole('listitem').filter({ hasText: 'Строка 4' })).toContainText('нельзя класть');
  await expect(rows.getByRole('listitem').filter({ hasText: 'Строка 5' })).toContainText('Нет названия');
  await expect(rows.getByRole('listitem').filter({ hasText: 'Строка 2' })).toContainText('пропуск');
  await page.getByRole('radio', { name: 'Заменить' }).check();
  await expect(rows.getByRole('listitem').filter({ hasText: 'Строка 2' })).toContainText('заменит');
  await page.getByRole('button', { name: 'Импортировать 2 ответа' }).click();
  await expect(library(page).getByRole('option', { name: /Адрес/ })).toBeVisible();
  await expect(library(page).getByRole('option', { name: /Новый прайс/ })).toBeVisible();
});

test('ten thousand are a list like any other: few are drawn, and words find at once', async ({ open }) => {
  const page = await open('replies-many');
  await openLibrary(page);
  await expect(library(page)).toContainText('10 000 ответов');
  expect(await library(page).getByRole('option').count()).toBeLessThan(40);
  const search = page.getByRole('combobox', { name: 'Поиск быстрых ответов' });
  await search.press('ArrowUp');
  await expect(chosen(page)).toBeInViewport();
  await search.fill('к7777');
  await expect(library(page).getByRole('option').first()).toContainText('вариант 7777');
});

for (const theme of ['light', 'dark'] as const) {
  test(`nothing of it has a violation of accessibility: ${theme}`, async ({ open }) => {
    const page = await open('replies-refused', { theme });
    const found: string[] = [];
    const look = async (place: string): Promise<void> => {
      const { violations } = await axe(page).withTags(RULES).analyze();
      found.push(...violations.map(({ id, nodes }) => `${place}: ${id} ${nodes[0]?.html.slice(0, 160)}`));
    };
    await field(page).fill('/');
    await expect(list(page)).toBeVisible();
    await look('list');
    await field(page).fill('');
    await page.keyboard.press('Alt+KeyQ');
    await expect(page.getByRole('combobox', { name: 'Поиск быстрых ответов' })).toBeFocused();
    await look('panel');
    await page.keyboard.press('Escape');
    await openLibrary(page);
    await library(page)
      .getByRole('option', { name: /Доставка по России/ })
      .click();
    await expect(page.getByRole('region', { name: 'Ваш текст' })).toBeVisible();
    await look('window');
    expect(found).toEqual([]);
  });
}
