import type { Locator, Page } from '@playwright/test';
import { expect, test } from './test.ts';

// What is done to single messages from the keyboard, and what becomes of the words in the field meanwhile.

const field = (page: Page): Locator => page.getByRole('textbox', { name: 'Сообщение', exact: true });
const said = (page: Page, text: string): Locator =>
  page.getByRole('log').getByRole('article').filter({ hasText: text }).last();
const bar = (page: Page, name: string): Locator => page.getByRole('group', { name });
const hidden = (page: Page): Locator => page.getByRole('switch', { name: 'Скрытое сообщение' });

/** The keyboard stands on a message. */
async function on(page: Page, text: string): Promise<void> {
  await said(page, text).focus();
  await expect(said(page, text)).toBeFocused();
}

test('arrows walk from the newest back and stop at the ends; Escape leads to the field', async ({ open }) => {
  const page = await open('deeds');
  await page.getByRole('log').focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('log')).toBeFocused();
  await page.keyboard.press('ArrowUp');
  const articles = page.getByRole('log').getByRole('article');
  await expect(articles.last()).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(articles.last()).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(articles.nth(-2)).toBeFocused();
  await expect(articles.nth(-2)).toBeInViewport();
  await page.keyboard.press('Escape');
  await expect(field(page)).toBeFocused();
});

test('R answers: what is answered stands over the field, is kept through a step to another dialog, and goes with the words', async ({
  open,
}) => {
  const page = await open('deeds');
  await field(page).fill('Сейчас наберу');
  await on(page, 'Перезвоните');
  // By the key’s place: on a Russian layout it writes another letter.
  await said(page, 'Перезвоните').evaluate((article) => {
    const key = { key: 'к', code: 'KeyR', bubbles: true, cancelable: true };
    article.dispatchEvent(new KeyboardEvent('keydown', key));
  });
  await expect(bar(page, 'В ответ: Дмитрий К.')).toContainText('Перезвоните');
  await expect(field(page)).toBeFocused();
  await expect(field(page)).toHaveValue('Сейчас наберу');
  await page.keyboard.press('Alt+ArrowDown');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ольга');
  await expect(page.getByRole('group', { name: /^В ответ/ })).toHaveCount(0);
  await page.keyboard.press('Alt+ArrowUp');
  await expect(bar(page, 'В ответ: Дмитрий К.')).toBeVisible();
  await field(page).press('Enter');
  await expect(said(page, 'Сейчас наберу').getByRole('button', { name: /^В ответ/ })).toContainText(
    'Перезвоните',
  );
  await expect(page.getByRole('group', { name: /^В ответ/ })).toHaveCount(0);
});

test('a change that was begun is kept through a step to another dialog', async ({ open }) => {
  const page = await open('deeds');
  await on(page, 'Исправленный ответ.');
  await page.keyboard.press('KeyE');
  await field(page).fill('Исправленный и дополненный');
  await page.keyboard.press('Alt+ArrowDown');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ольга');
  await expect(bar(page, 'Изменение сообщения')).toHaveCount(0);
  await expect(field(page)).toHaveValue(/^Добрый день!/);
  await page.keyboard.press('Alt+ArrowUp');
  await expect(bar(page, 'Изменение сообщения')).toBeVisible();
  await expect(field(page)).toHaveValue('Исправленный и дополненный');
  await field(page).press('Enter');
  await expect(said(page, 'Исправленный и дополненный')).toContainText('изменено');
});

test('Escape gives an answer up before anything else, and the words stay', async ({ open }) => {
  const page = await open('deeds');
  await field(page).fill('Подумаю');
  await on(page, 'Перезвоните');
  await page.keyboard.press('KeyR');
  await expect(bar(page, 'В ответ: Дмитрий К.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(bar(page, 'В ответ: Дмитрий К.')).toHaveCount(0);
  await expect(field(page)).toHaveValue('Подумаю');
  await expect(page.getByRole('region', { name: /Дмитрий К/ })).toBeVisible();
});

test('an own message is changed in the field; the draft waits behind it and comes back either way', async ({
  open,
}) => {
  const page = await open('deeds');
  await field(page).fill('Черновик');
  await on(page, 'Исправленный ответ.');
  await page.keyboard.press('KeyE');
  await expect(bar(page, 'Изменение сообщения')).toBeVisible();
  await expect(field(page)).toHaveValue('Исправленный ответ.');
  await expect(page.getByRole('button', { name: 'Прикрепить файлы' })).toHaveCount(0);
  await expect(hidden(page)).toHaveCount(0);
  // Emptied it cannot be saved: for that there is deleting.
  await field(page).fill('  ');
  await expect(page.getByRole('button', { name: 'Сохранить', exact: true })).toHaveAttribute(
    'aria-disabled',
    'true',
  );
  await page.getByRole('button', { name: 'Не изменять' }).click();
  await expect(field(page)).toHaveValue('Черновик');
  await expect(said(page, 'Исправленный ответ.')).toBeVisible();

  await on(page, 'Исправленный ответ.');
  await page.keyboard.press('KeyE');
  await field(page).fill('Ещё раз исправленный.');
  await field(page).press('Enter');
  await expect(said(page, 'Ещё раз исправленный.')).toContainText('изменено');
  await expect(field(page)).toHaveValue('Черновик');
});

test('the arrow up in an empty field takes one’s newest message, and only in an empty one', async ({
  open,
}) => {
  const page = await open('main');
  await field(page).fill('Моё последнее');
  await field(page).press('Enter');
  await expect(said(page, 'Моё последнее')).toHaveAttribute('data-delivery', 'delivered');
  await field(page).fill('пишу');
  await field(page).press('ArrowUp');
  await expect(bar(page, 'Изменение сообщения')).toHaveCount(0);
  await field(page).fill('');
  await field(page).press('ArrowUp');
  await expect(field(page)).toHaveValue('Моё последнее');
  await field(page).press('Escape');
  await expect(field(page)).toHaveValue('');
});

test('deleting asks, with the safe answer under the keyboard; what was being answered is given up with it', async ({
  open,
}) => {
  const page = await open('deeds');
  await on(page, 'Исправленный ответ.');
  await page.keyboard.press('KeyR');
  await expect(bar(page, 'В ответ: Вы')).toBeVisible();
  await on(page, 'Исправленный ответ.');
  await page.keyboard.press('Delete');
  const question = page.getByRole('alertdialog', { name: 'Удалить сообщение?' });
  await expect(question).toContainText('Оно исчезнет и у клиента');
  await page.keyboard.press('Escape');
  await expect(said(page, 'Исправленный ответ.')).toBeVisible();
  await on(page, 'Исправленный ответ.');
  await page.keyboard.press('Delete');
  await question.getByRole('button', { name: 'Удалить' }).click();
  await expect(page.getByRole('log').getByText('Исправленный ответ.')).toHaveCount(0);
  await expect(page.getByRole('log').locator('article[data-body=deleted]')).toHaveCount(3);
  await expect(page.getByRole('group', { name: /^В ответ/ })).toHaveCount(0);
});

test('a colleague deletes what is being answered: it is answered no more', async ({ open }) => {
  const page = await open('deeds');
  await field(page).fill('Отвечаю');
  await on(page, 'Новый текст.');
  await page.keyboard.press('KeyR');
  await expect(bar(page, 'В ответ: Вы')).toContainText('Новый текст.');
  await page.evaluate(() => {
    const { store, dialogId } = window.gallery;
    const items = store.world.transcripts.get(dialogId(5)) ?? [];
    const gone = { kind: 'deleted' as const, at: Date.now(), by: store.world.me.id };
    const next = items.map((item) =>
      item.message.body.kind === 'text' && item.message.body.text === 'Новый текст.'
        ? { ...item, message: { ...item.message, body: gone } }
        : item,
    );
    store.world.transcripts.set(dialogId(5), next);
    store.changed();
  });
  await expect(page.getByRole('group', { name: /^В ответ/ })).toHaveCount(0);
  await expect(field(page)).toHaveValue('Отвечаю');
});

test('letters on the client’s words do what may be done and nothing else', async ({ open }) => {
  const page = await open('deeds');
  await on(page, 'Перезвоните');
  for (const key of ['KeyE', 'Delete', 'Control+KeyR']) await page.keyboard.press(key);
  await expect(page.getByRole('alertdialog')).toHaveCount(0);
  await expect(bar(page, 'Изменение сообщения')).toHaveCount(0);
  await expect(page.getByRole('group', { name: /^В ответ/ })).toHaveCount(0);
  await page.keyboard.press('Enter');
  const menu = page.getByRole('menu', { name: 'Сообщение' });
  await expect(menu.getByRole('menuitem', { name: /^Ответить/ })).toBeVisible();
  for (const name of ['Изменить', 'Удалить', 'Отправить ещё раз'])
    await expect(menu.getByRole('menuitem', { name: new RegExp(`^${name}`) })).toHaveCount(0);
});

test('what could not be sent is no message yet: E takes it back into the field, and nothing else is done to it', async ({
  open,
}) => {
  const page = await open('deliveries');
  await on(page, 'Отказано.');
  for (const key of ['KeyR', 'Enter', 'Delete']) await page.keyboard.press(key);
  await expect(page.getByRole('group', { name: /^В ответ/ })).toHaveCount(0);
  await expect(page.getByRole('menu')).toHaveCount(0);
  await expect(page.getByRole('alertdialog')).toHaveCount(0);
  await page.keyboard.press('KeyE');
  await expect(field(page)).toBeFocused();
  await expect(field(page)).toHaveValue('Отказано.');
  await expect(bar(page, 'Изменение сообщения')).toHaveCount(0);
});

test('a reaction is set from the menu, seen by its sign, and taken back by it', async ({ open }) => {
  const page = await open('deeds');
  await on(page, 'Перезвоните');
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Реакция 🔥' }).click();
  const fire = said(page, 'Перезвоните').getByRole('button', { name: '🔥 1: Вы' });
  await expect(fire).toHaveAttribute('aria-pressed', 'true');
  // Another one takes its place: everybody has one.
  await said(page, 'Перезвоните').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Реакция 🙏' }).click();
  await expect(fire).toHaveCount(0);
  await said(page, 'Перезвоните').getByRole('button', { name: '🙏 1: Вы' }).click();
  await expect(said(page, 'Перезвоните').getByRole('group', { name: 'Реакции' })).toHaveCount(0);
});

test('what is opened from the menu of a message gives the keyboard back to it', async ({ open }) => {
  const page = await open('main');
  const sent = page.getByRole('log').locator('article[data-delivery=read]').last();
  await sent.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Доставка…' }).press('Enter');
  const doctor = page.getByRole('dialog', { name: 'Доставка' });
  await expect(doctor).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(doctor).toHaveCount(0);
  await expect(sent).toBeFocused();
  await sent.getByRole('button', { name: /^Прочитано/ }).click();
  await expect(doctor).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(sent).toBeFocused();

  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Другая реакция…' }).press('Enter');
  await expect(page.getByRole('searchbox', { name: 'Поиск эмодзи' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(sent).toBeFocused();
});

test('who answers a hidden message speaks to colleagues, and then as before', async ({ open }) => {
  const page = await open('deeds');
  await hidden(page).click();
  await field(page).fill('Скидку не давать');
  await field(page).press('Enter');
  await hidden(page).click();
  await expect(hidden(page)).toHaveAttribute('aria-checked', 'false');
  await on(page, 'Скидку не давать');
  await page.keyboard.press('KeyR');
  await expect(page.getByText('Скрыто: клиент не видит того, на что вы отвечаете')).toBeVisible();
  await expect(hidden(page)).toHaveAttribute('aria-checked', 'true');
  await expect(hidden(page)).toHaveAttribute('aria-disabled', 'true');
  await page.keyboard.press('Control+Shift+KeyH');
  await field(page).fill('Поняла');
  await field(page).press('Enter');
  await expect(said(page, 'Поняла')).toHaveAttribute('data-visibility', 'hidden');
  await expect(hidden(page)).toHaveAttribute('aria-checked', 'false');
});

test('what cannot be stored is said in the machine’s words, and goes when it is waved away', async ({
  open,
}) => {
  const page = await open('deeds', { language: 'en' });
  const english = page.getByRole('textbox', { name: 'Message', exact: true });
  await page.evaluate(() => {
    window.gallery.store.failSends = true;
  });
  await said(page, 'Перезвоните').focus();
  await page.keyboard.press('KeyR');
  await english.fill('On my way');
  await english.press('Enter');
  await expect(page.getByText('could not be stored on this computer')).toBeVisible();
  // The words come back with what they answer.
  await expect(english).toHaveValue('On my way');
  await expect(page.getByRole('group', { name: /^Reply to/ })).toBeVisible();
});

test('a change that cannot be stored stands in the field again, as it was typed, and can be tried once more', async ({
  open,
}) => {
  const page = await open('deeds', { language: 'en' });
  const english = page.getByRole('textbox', { name: 'Message', exact: true });
  const fails = (value: boolean) =>
    page.evaluate((fail) => {
      window.gallery.store.failSends = fail;
    }, value);
  await fails(true);
  await english.focus();
  await page.keyboard.press('ArrowUp');
  const before = await english.inputValue();
  await english.fill(`${before} (mended)`);
  await english.press('Enter');
  await expect(page.getByText('could not be stored on this computer')).toBeVisible();
  await expect(english).toHaveValue(`${before} (mended)`);
  await expect(page.getByRole('button', { name: 'Save' })).toBeVisible();
  await fails(false);
  await english.press('Enter');
  await expect(said(page, `${before} (mended)`)).toBeVisible();
  await expect(english).toHaveValue('');
});
