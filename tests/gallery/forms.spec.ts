import type { Page } from '@playwright/test';
import { axe } from '#tests/support/axe.ts';
import { expect, test } from './test.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const field = (page: Page) => page.getByRole('textbox', { name: 'Сообщение' });
const ask = (page: Page) => page.getByRole('dialog', { name: 'Форма для клиента' });
const last = (page: Page) => page.getByRole('log').locator('article').last();
const introduction = (page: Page) => ask(page).getByRole('textbox', { name: 'Вступление' });

test('by keyboard: from the palette, with what was typed, another field and a question', async ({ open }) => {
  const page = await open('forms');
  const count = await page.locator('article').count();
  await field(page).focus();
  await page.keyboard.type('Оформим доставку?');
  await page.keyboard.press('Control+KeyK');
  await page.keyboard.type('спросить фор');
  await expect(page.locator('#palette-list [aria-selected=true]')).toContainText('Спросить формой');
  await page.keyboard.press('Enter');
  await expect(introduction(page)).toBeFocused();
  await expect(introduction(page)).toHaveValue('Оформим доставку?');
  // Name and required, phone and required, e-mail.
  for (let i = 0; i < 5; i += 1) await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await expect(ask(page).getByRole('checkbox', { name: 'Эл. почта', exact: true })).toBeChecked();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(ask(page).getByRole('textbox', { name: 'Вопрос 1' })).toBeFocused();
  await page.keyboard.type('На какой этаж?');
  await page.keyboard.press('Enter');
  await expect(ask(page)).toBeHidden();
  const form = last(page).getByRole('group', { name: 'Форма' });
  await expect(last(page)).toContainText('Оформим доставку?');
  await expect(form.getByRole('listitem')).toHaveText([
    'Имя',
    'Телефон',
    'Эл. почта (необязательно)',
    'На какой этаж? (необязательно)',
  ]);
  await expect(form).toContainText('Ждём ответа');
  await expect(page.locator('article')).toHaveCount(count + 1);
  await expect(field(page)).toHaveValue('');
  await expect(field(page)).toBeFocused();
});

test('from the field by its word in either language; the shortest form is two Enters', async ({ open }) => {
  for (const word of ['/форма', '/form']) {
    const page = await open('forms');
    await field(page).focus();
    await page.keyboard.type(word);
    await page.keyboard.press('Enter');
    await expect(introduction(page)).toBeFocused();
    await expect(introduction(page)).toHaveValue('');
    await page.keyboard.press('Enter');
    await expect(last(page)).toContainText('Ответьте, пожалуйста, на несколько вопросов:');
    await expect(last(page).getByRole('listitem')).toHaveText(['Имя', 'Телефон']);
    await expect(field(page)).toBeFocused();
  }
});

test('by its button; Escape sends nothing and leaves what was typed', async ({ open }) => {
  const page = await open('forms');
  const count = await page.locator('article').count();
  await field(page).fill('Подождите');
  await page.getByRole('button', { name: 'Спросить формой' }).click();
  await introduction(page).fill('Другое');
  await page.keyboard.press('Escape');
  await expect(ask(page)).toBeHidden();
  await expect(field(page)).toHaveValue('Подождите');
  await expect(field(page)).toBeFocused();
  expect(await page.locator('article').count()).toBe(count);
});

test('what asks nothing cannot be sent, and says why', async ({ open }) => {
  const page = await open('forms');
  await page.getByRole('button', { name: 'Спросить формой' }).click();
  for (const name of ['Имя', 'Телефон'])
    await ask(page).getByRole('checkbox', { name, exact: true }).uncheck();
  await expect(ask(page).getByRole('status')).toHaveText('Выберите, что спросить');
  await introduction(page).press('Enter');
  await expect(ask(page)).toBeVisible();
});

test('a place of a quick reply that is not filled in does not go out', async ({ open }) => {
  const page = await open('forms');
  const count = await page.locator('article').count();
  await field(page).fill('Здравствуйте, {клиент.имя}!');
  await page.keyboard.press('Control+KeyK');
  await page.keyboard.type('спросить фор');
  await page.keyboard.press('Enter');
  await expect(introduction(page)).toBeFocused();
  const said = ask(page).getByRole('status');
  await expect(said).toHaveText('Имя клиента: неизвестно. Заполните перед отправкой');
  await page.keyboard.press('Enter');
  await expect(ask(page)).toBeVisible();
  await introduction(page).fill('Здравствуйте, Ольга!');
  await expect(said).toBeEmpty();
  await page.keyboard.press('Enter');
  await expect(ask(page)).toBeHidden();
  await expect(last(page)).toContainText('Здравствуйте, Ольга!');
  await expect(page.locator('article')).toHaveCount(count + 1);
});

test('the form is in the language of the talk, or the chosen one', async ({ open }) => {
  const page = await open('forms');
  await field(page).fill('Please:');
  await page.getByRole('button', { name: 'Спросить формой' }).click();
  await expect(ask(page).getByRole('radio', { name: 'English' })).toBeChecked();
  await ask(page).getByRole('button', { name: 'Отправить форму' }).click();
  await expect(last(page).getByRole('listitem')).toHaveText(['Name', 'Phone']);
});

test('where the messenger shows no forms it is said, and goes as words', async ({ open }) => {
  const page = await open('main');
  await page.getByRole('button', { name: 'Спросить формой' }).click();
  const text = ask(page).getByRole('region', { name: /В этом канале форм нет/ });
  await expect(text).toContainText('• Телефон');
  await ask(page).getByRole('checkbox', { name: 'Имя: обязательно' }).uncheck();
  await expect(text).toContainText('• Имя (необязательно)');
  await ask(page).getByRole('button', { name: 'Отправить текстом' }).click();
  await expect(last(page)).toContainText('• Имя (необязательно)');
  await expect(last(page).getByRole('group', { name: 'Форма' })).toHaveCount(0);
});

test('nobody is asked by a form among colleagues, nor where nothing can be written', async ({ open }) => {
  for (const scene of ['hidden', 'closed', 'of-colleague', 'team-direct'] as const) {
    const page = await open(scene);
    await expect(page.getByRole('button', { name: 'Спросить формой' })).toHaveCount(0);
  }
  const page = await open('hidden');
  await field(page).fill('');
  await field(page).focus();
  await page.keyboard.type('/form');
  await expect(page.getByText('Спросить формой')).toHaveCount(0);
});

test('a form in the talk says what it asks and whether it was answered; a sent one is not edited', async ({
  open,
}) => {
  const page = await open('forms');
  const forms = page.getByRole('log').getByRole('group', { name: 'Форма' });
  await expect(forms.nth(0)).toContainText('Ответ получен');
  await expect(forms.nth(2)).toContainText('Ждём ответа');
  // Nobody answers what has not gone.
  await expect(forms.nth(3)).toContainText('Телефон');
  await expect(forms.nth(3)).not.toContainText('Ждём ответа');
  const waiting = page.locator('article', { hasText: 'Последний вопрос:' });
  await waiting.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: 'Ответить' })).toBeVisible();
  await expect(page.getByRole('menuitem', { name: 'Изменить' })).toHaveCount(0);
  await page.getByRole('menuitem', { name: 'Удалить' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Удалить' }).click();
  await expect(page.getByText('Сообщение удалено')).toBeVisible();
  await expect(page.locator('article', { hasText: 'Последний вопрос:' })).toHaveCount(0);
});

test('answers stand with their labels, each to be copied; another name than the known one is offered', async ({
  open,
}) => {
  const page = await open('forms');
  const card = page.getByRole('log').getByRole('group', { name: 'Ответы на форму' }).first();
  await expect(card.locator('dt')).toHaveText(['Имя', 'Телефон', 'Эл. почта', /Размер/]);
  await expect(card).toContainText('Лев Николаевич');
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await card.getByRole('button', { name: 'Копировать 8 (912) 345-67-89' }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('8 (912) 345-67-89');
  await card.getByRole('button', { name: 'Записать как имя клиента' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Лев Николаевич');
  await expect(card.getByRole('button', { name: 'Записать как имя клиента' })).toHaveCount(0);
  // Hostile values are words, and none is wider than the talk.
  const wide = await page.getByRole('log').evaluate((log) => log.scrollWidth > log.clientWidth);
  expect(wide).toBe(false);
});

for (const [language, title, button] of [
  ['ru', 'Форма для клиента', 'Спросить формой'],
  ['en', 'Form for the client', 'Ask by a form'],
] as const)
  test(`the window has no violation, in both themes (${language})`, async ({ open }) => {
    for (const [scene, theme] of [
      ['forms', 'light'],
      ['main', 'dark'],
    ] as const) {
      const page = await open(scene, { language, theme });
      await page.getByRole('button', { name: button }).click();
      const window = page.getByRole('dialog', { name: title });
      await window.getByRole('button', { name: /question|вопрос/ }).click();
      await window.getByRole('textbox').last().fill('?');
      const { violations } = await axe(page).withTags(RULES).include('[role=dialog]').analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    }
  });
