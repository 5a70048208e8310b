import type { Locator, Page } from '@playwright/test';
import { axe } from '#tests/support/axe.ts';
import { expect, test } from './test.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const writing = (page: Page): Locator => page.getByRole('dialog', { name: 'Новый диалог' });
const search = (page: Page): Locator =>
  page.getByRole('combobox', { name: 'Клиент: имя, телефон или почта' });
const text = (page: Page): Locator => writing(page).getByRole('textbox', { name: 'Сообщение' });

test('somebody new, by the keyboard alone: name, number, channel, words, and the dialog is there', async ({
  open,
}) => {
  const page = await open('nothing-open');
  await page.keyboard.press('Alt+w');
  await expect(search(page)).toBeFocused();
  await page.keyboard.type('Семён Новиков');
  await expect(page.getByRole('option', { selected: true })).toContainText('Новый клиент: Семён Новиков');
  await page.keyboard.press('Enter');
  await expect(writing(page).getByLabel('Имя')).toHaveValue('Семён Новиков');
  await expect(writing(page).getByLabel('Телефон')).toBeFocused();
  await page.keyboard.type('89123456789');
  await expect(writing(page).getByLabel('Телефон')).toHaveValue('8 (912) 345-67-89');
  await expect(writing(page).getByRole('radio', { checked: true })).toHaveAccessibleName(/\+7 495 000-00-01/);
  await expect(writing(page).getByText('Только тем, кто уже писал сюда').first()).toBeVisible();
  await text(page).fill('Здравствуйте! Ваш заказ готов.');
  await page.keyboard.press('Enter');
  await expect(writing(page)).toBeHidden();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Семён Новиков');
  await expect(page.getByRole('log').getByText('Здравствуйте! Ваш заказ готов.')).toBeVisible();
  await expect(page.getByRole('log').getByText('Вы написали первым')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Сообщение' })).toBeFocused();
});

test('sent twice in a hurry it begins one dialog with one new client', async ({ open }) => {
  const page = await open('nothing-open');
  await page.getByRole('button', { name: 'Новый диалог' }).click();
  await search(page).fill('Семён Новиков');
  await page.getByRole('option', { name: /Новый клиент/ }).click();
  await writing(page).getByLabel('Телефон').fill('89123456789');
  await text(page).fill('Здравствуйте!');
  await text(page).evaluate((element) => {
    const { form } = element as HTMLTextAreaElement;
    form?.requestSubmit();
    form?.requestSubmit();
  });
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Семён Новиков');
  const made = await page.evaluate(
    () =>
      [...window.gallery.store.world.contacts.values()].filter(({ name }) => name === 'Семён Новиков').length,
  );
  expect(made).toBe(1);
});

test('what cannot be is said in words before anything is sent', async ({ open }) => {
  const page = await open('nothing-open');
  await page.getByRole('button', { name: 'Новый диалог' }).click();
  await search(page).fill('Семён');
  await page.getByRole('option', { name: /Новый клиент/ }).click();
  await writing(page).getByRole('button', { name: 'Отправить' }).click();
  await expect(writing(page).getByRole('alert')).toHaveText(
    'Ни в одном канале начать нельзя. Поможет телефон или почта.',
  );
  await writing(page).getByLabel('Телефон').fill('12');
  await expect(writing(page).getByText('Такого номера телефона не бывает').first()).toBeVisible();
  await writing(page).getByLabel('Телефон').fill('+7 912 345-67-89');
  await expect(writing(page).getByRole('alert')).toHaveText('Напишите, что прочтёт клиент');
  await writing(page)
    .getByRole('radio', { name: /@shop_bot/ })
    .check();
  await expect(writing(page).getByRole('alert')).toHaveText('Только тем, кто уже писал сюда');
  await writing(page).getByLabel('Почта, если известна').fill('нет');
  await expect(writing(page).getByText('Это не адрес почты').first()).toBeVisible();
});

test('a client who is known is found by name or number; an open dialog is gone to instead', async ({
  open,
}) => {
  const page = await open('main');
  await page.keyboard.press('Alt+w');
  await search(page).fill('Дмитрий');
  await page.keyboard.press('Enter');
  await expect(writing(page).getByText('Дмитрий К.', { exact: true })).toBeVisible();
  await expect(writing(page).getByRole('radio', { checked: true })).toHaveAccessibleName(/@shop_bot/);
  await expect(writing(page).getByText('Здесь уже есть открытый диалог')).toBeVisible();
  await writing(page).getByRole('button', { name: 'Перейти к нему' }).click();
  await expect(writing(page)).toBeHidden();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Дмитрий К.');
});

test('from the card one writes to this very client, elsewhere', async ({ open }) => {
  const page = await open('main');
  await page.getByRole('button', { name: 'Написать этому клиенту в другой канал' }).click();
  await expect(writing(page).getByText('Дмитрий К.', { exact: true })).toBeVisible();
  await expect(text(page)).toBeFocused();
  await writing(page)
    .getByRole('radio', { name: /\+7 495 000-00-01/ })
    .check();
  await text(page).fill('Пишу вам в WhatsApp');
  await text(page).press('Enter');
  await expect(page.getByRole('log').getByText('Пишу вам в WhatsApp')).toBeVisible();
  // The earlier talk is the client's other dialog now.
  await expect(page.getByRole('list', { name: 'Другие диалоги' })).toContainText('И зафиксируем цену.');
});

test('closed by mistake, the window gives back what was written', async ({ open }) => {
  const page = await open('main');
  await page.keyboard.press('Alt+w');
  await search(page).fill('Дмитрий');
  await page.keyboard.press('Enter');
  await text(page).fill('Почти дописал');
  await page.keyboard.press('Escape');
  await expect(writing(page)).toBeHidden();
  await page.keyboard.press('Alt+w');
  await search(page).fill('Дмитрий');
  await page.keyboard.press('Enter');
  await expect(text(page)).toHaveValue('Почти дописал');
});

test('the window has no violation in either step', async ({ open }) => {
  const page = await open('main');
  await page.keyboard.press('Alt+w');
  await search(page).fill('Анна');
  await expect(page.getByRole('option').first()).toBeVisible();
  const first = await axe(page).withTags(RULES).include('[role=dialog]').analyze();
  expect(first.violations.map(({ id }) => id)).toEqual([]);
  await search(page).fill('Кто-то новый');
  await page.getByRole('option', { name: /Новый клиент/ }).click();
  await writing(page).getByRole('button', { name: 'Отправить' }).click();
  const second = await axe(page).withTags(RULES).include('[role=dialog]').analyze();
  expect(second.violations.map(({ id }) => id)).toEqual([]);
});

test('of several numbers one is chosen, and the message goes there; what is too long is said before', async ({
  open,
}) => {
  const page = await open('card-full');
  // WhatsApp does not know him yet.
  await page.evaluate(() => {
    const { store, dialogId } = window.gallery;
    const contact = store.world.contacts.get(store.world.dialogs.get(dialogId(5))?.contactId ?? '');
    const identities = contact?.identities.filter(({ kind }) => kind !== 'whatsapp') ?? [];
    if (contact) store.world.contacts.set(contact.id, { ...contact, identities });
    store.changed();
  });
  await page.getByRole('button', { name: 'Написать этому клиенту в другой канал' }).click();
  await writing(page)
    .getByRole('radio', { name: /\+7 495 000-00-01/ })
    .check();
  await text(page).fill('д'.repeat(5_000));
  await writing(page).getByRole('button', { name: 'Отправить' }).click();
  await expect(writing(page).getByRole('alert')).toHaveText(/Слишком длинно .* не больше 4\s096 знаков/);
  await text(page).fill('Пишу на второй номер\nв две строки');
  const addresses = writing(page).getByRole('group', { name: 'На какой номер или адрес' });
  await expect(addresses.getByRole('radio')).toHaveCount(2);
  await expect(addresses.getByRole('radio', { checked: true })).toHaveAccessibleName('+7 903 111 22 33');
  await addresses.getByRole('radio', { name: '+7 495 123 45 67' }).check();
  await text(page).press('Enter');
  await expect(writing(page)).toBeHidden();
  await expect(page.getByRole('log')).toContainText('в две строки');
  const numbers = await page.evaluate(() =>
    [...window.gallery.store.world.contacts.values()].flatMap(({ identities }) =>
      identities.flatMap(({ kind, externalId }) => (kind === 'whatsapp' ? [externalId] : [])),
    ),
  );
  expect(numbers).toContain('74951234567');
});

test('the hub may know better: what it refuses is said in the window, and the words stay', async ({
  open,
}) => {
  const page = await open('main');
  await page.getByRole('button', { name: 'Написать этому клиенту в другой канал' }).click();
  await writing(page)
    .getByRole('radio', { name: /\+7 495 000-00-01/ })
    .check();
  await text(page).fill('Пишу вам сюда');
  // Meanwhile the line went.
  await page.evaluate(() => {
    const { world } = window.gallery.store;
    for (const [id, { kind }] of world.channels) if (kind === 'whatsapp') world.channels.delete(id);
  });
  await text(page).press('Enter');
  await expect(writing(page).getByRole('alert')).toBeVisible();
  await expect(text(page)).toHaveValue('Пишу вам сюда');
});

test('somebody else is meant: the words stay, and he is looked for again', async ({ open }) => {
  const page = await open('main');
  await page.keyboard.press('Alt+w');
  await search(page).fill('8 (912) 345-67-89');
  await page.getByRole('option', { name: /Новый клиент/ }).click();
  await expect(writing(page).getByLabel('Телефон')).toHaveValue(/912/);
  await expect(writing(page).getByLabel('Имя')).toBeFocused();
  await text(page).fill('Здравствуйте');
  await writing(page).getByRole('button', { name: 'Кому-то другому' }).click();
  await expect(search(page)).toHaveValue('8 (912) 345-67-89');
  await search(page).fill('new@mail.example');
  await page.getByRole('option', { name: /Новый клиент/ }).click();
  await expect(writing(page).getByLabel('Почта, если известна')).toHaveValue('new@mail.example');
  await expect(text(page)).toHaveValue('Здравствуйте');
  await writing(page).getByRole('button', { name: 'Отмена' }).click();
  await expect(writing(page)).toBeHidden();
});

test('Enter makes nobody new while the hub may still know him', async ({ open }) => {
  const page = await open('nothing-open');
  const answer = await page.evaluateHandle(() => {
    const thinking = Promise.withResolvers<void>();
    window.gallery.store.hubThinks = thinking.promise;
    return thinking;
  });
  await page.keyboard.press('Alt+w');
  await page.keyboard.type('Семён Новиков');
  await expect(page.getByRole('option', { name: /Новый клиент/ })).toBeVisible();
  await expect(writing(page).getByText('Спрашиваем сервер')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('option', { selected: true })).toHaveCount(0);
  await expect(search(page)).toBeFocused();
  // Whoever knows better says so.
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('option', { selected: true })).toContainText('Новый клиент');
  await page.keyboard.press('Shift+Home');
  await page.keyboard.type('Семён Н.');
  await expect(page.getByRole('option', { selected: true })).toHaveCount(0);
  await answer.evaluate((thinking) => thinking.resolve());
  await expect(page.getByRole('option', { selected: true })).toContainText('Новый клиент: Семён Н.');
  await page.keyboard.press('Enter');
  await expect(writing(page).getByLabel('Имя')).toHaveValue('Семён Н.');
});

test('without a network those who are here are found, and it is said that others are not', async ({
  open,
}) => {
  const page = await open('card-offline');
  await page.keyboard.press('Alt+w');
  await expect(writing(page).getByText('Введите имя, телефон или почту')).toBeVisible();
  await search(page).fill('Ирина');
  await expect(page.getByRole('option', { name: /Ирина Павлова/ })).toBeVisible();
  await expect(writing(page).getByText(/Только клиенты на этом компьютере/)).toBeVisible();
});

test('a beginning that the hub refused days later is said over everything, with what was written', async ({
  open,
}) => {
  const page = await open('main');
  await page.evaluate(() => {
    const { store, dialogId } = window.gallery;
    const there = { code: 'dialog_open' as const, dialogId: dialogId(1) };
    const intentId = '018bcfe5-6808-7800-8000-0000000000fb';
    const whole = { dialogId: intentId, contactId: null, replyId: null, hidden: false, at: Date.now() };
    store.change({
      refusals: [
        { ...whole, intentId, name: 'dialog.start', text: 'Ваш <b>заказ</b> готов', refusal: there },
      ],
    });
  });
  const alert = page.getByRole('alert').filter({ hasText: 'Ваш <b>заказ</b> готов' });
  await expect(alert).toBeVisible();
  await alert.getByRole('button', { name: 'Перейти к нему' }).click();
  await expect(alert).toHaveCount(0);
  await expect(page.locator('[data-area=transcript]')).toContainText('48213');
});
