import { card, contacts, notes, tags, title } from './card-page.ts';
import { expect, test } from './test.ts';

test('numbers and addresses are copied as they are shown, and the keyboard goes on to the next when one is gone', async ({
  open,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const page = await open('card-full');
  const copied = (): Promise<string> => page.evaluate(() => navigator.clipboard.readText());
  await contacts(page).getByRole('button', { name: 'Копировать +7 903 111 22 33' }).press('Enter');
  await expect(contacts(page).getByRole('button', { name: 'Скопировано' })).toBeVisible();
  expect(await copied()).toBe('+7 903 111 22 33');
  await expect(contacts(page).getByRole('button', { name: 'Скопировано' })).toHaveCount(0);

  await contacts(page).getByRole('button', { name: 'Убрать +7 903 111 22 33' }).press('Enter');
  await expect(contacts(page).getByRole('button', { name: 'Копировать +7 495 123 45 67' })).toBeFocused();
  // What a messenger says of him is not for us to take away.
  const messengers = contacts(page)
    .getByRole('listitem')
    .filter({ hasText: /bot|495 000/ });
  expect(await messengers.count()).toBeGreaterThan(0);
  await expect(messengers.getByRole('button', { name: /^Убрать/ })).toHaveCount(0);
});

test('a field that is left keeps what is right, leaves what is empty, and keeps hold of what is wrong', async ({
  open,
}) => {
  const page = await open('card-full');
  const field = card(page).getByRole('textbox', { name: 'Почта' });
  const add = card(page).getByRole('button', { name: 'Добавить почту' });
  await add.click();
  await title(page).click();
  await expect(field).toBeHidden();
  await add.click();
  await field.fill('не почта');
  await page.keyboard.press('Tab');
  await expect(card(page).getByRole('alert')).toHaveText('Это не адрес почты');
  await expect(field).toHaveValue('не почта');
  await field.fill('  Новая@Почта.РФ ');
  await page.keyboard.press('Tab');
  await expect(field).toBeHidden();
  await expect(contacts(page)).toContainText('новая@почта.рф');
  // Numbers of other countries, and letters that are no number.
  const phone = card(page).getByRole('textbox', { name: 'Телефон' });
  await card(page).getByRole('button', { name: 'Добавить телефон' }).click();
  await phone.fill('позвонить маме');
  await phone.press('Enter');
  await expect(card(page).getByRole('alert')).toHaveText('Такого номера телефона не бывает');
  await phone.fill('+44 20 7946 0958');
  await phone.press('Enter');
  await expect(contacts(page)).toContainText('+44 20 7946 0958');
});

test('tags: a comma ends one, what he has is not set twice, Escape and leaving end it; one is taken away and comes back', async ({
  open,
}) => {
  const page = await open('card-full');
  const field = page.getByRole('combobox', { name: 'Новая метка' });
  const all = tags(page).getByRole('list').getByRole('listitem').locator('bdi');
  await tags(page).getByRole('button', { name: 'Добавить метку' }).click();
  await field.pressSequentially('первая,вторая,');
  await field.fill('ПЕРВАЯ');
  await field.press('Enter');
  await field.fill('  ');
  await field.press('Enter');
  await expect(field).toBeHidden();
  await expect(all).toHaveText(['VIP', 'Постоянный клиент', 'Опт', 'первая', 'вторая']);

  await tags(page).getByRole('button', { name: 'Добавить метку' }).click();
  await field.fill('недо');
  await field.press('Escape');
  await expect(all).toHaveCount(5);
  await tags(page).getByRole('button', { name: 'Добавить метку' }).click();
  await field.fill('<i>третья</i>');
  await title(page).click();
  await expect(all.last()).toHaveText('<i>третья</i>');
  expect(await tags(page).locator('i').count()).toBe(0);

  await tags(page).getByRole('button', { name: 'Убрать метку «VIP»' }).press('Enter');
  await expect(all.first()).toHaveText('Постоянный клиент');
  await expect(tags(page).getByRole('button', { name: 'Убрать метку «Постоянный клиент»' })).toBeFocused();
  await page.keyboard.press('Alt+z');
  await expect(tags(page).getByText('VIP')).toBeVisible();
});

test('a note in the changing is left by Escape, and never emptied by mistake; a long one is cut until it is asked for', async ({
  open,
}) => {
  const page = await open('card-full');
  const mine = notes(page).getByRole('listitem').filter({ hasText: 'Просит звонить' });
  await mine.getByRole('button', { name: 'Изменить заметку' }).press('Enter');
  const field = notes(page).getByRole('textbox', { name: 'Изменить заметку' });
  await field.fill('   ');
  await field.press('Enter');
  await expect(field).toHaveValue('   ');
  await field.press('Escape');
  await expect(mine).toBeVisible();
  await expect(mine.getByRole('button', { name: 'Изменить заметку' })).toBeFocused();
  // Unchanged, it is no change: nobody reads that it was edited.
  await page.keyboard.press('Enter');
  await field.press('Enter');
  await expect(mine).not.toContainText('изменено');

  await open('card-long');
  const long = notes(page).getByRole('listitem');
  const height = async (): Promise<number> => (await long.boundingBox())?.height ?? 0;
  const cut = await height();
  await long.getByRole('button', { name: 'Показать целиком' }).click();
  expect(await height()).toBeGreaterThan(cut);
  await long.getByRole('button', { name: 'Свернуть' }).click();
  expect(await height()).toBe(cut);
});

test('a link in a note goes outside by the list of what may, and the window stays where it is', async ({
  open,
}) => {
  const page = await open('card-full');
  const link = notes(page).getByRole('link');
  const opened = (): Promise<string[]> => page.evaluate(() => window.gallery.platform.opened);
  await link.click({ button: 'middle' });
  await link.click({ modifiers: ['Control'] });
  await expect.poll(opened).toEqual(['https://docs.example/d/48213', 'https://docs.example/d/48213']);
  await page.evaluate(() => {
    window.gallery.platform.openExternal = () => Promise.reject(new Error('denied'));
  });
  await link.click();
  await expect(link).toHaveAttribute('title', 'Не удалось открыть ссылку');
  expect(page.context().pages()).toHaveLength(1);
});

test('a computer that stores nothing more says so on the card, and the next deed may go well', async ({
  open,
}) => {
  const page = await open('card-full');
  const full = (is: boolean): Promise<void> =>
    page.evaluate((fail) => {
      window.gallery.store.failSends = fail;
    }, is);
  await full(true);
  await tags(page).getByRole('button', { name: 'Убрать метку «Опт»' }).click();
  const alert = card(page).getByRole('alert');
  await expect(alert).toContainText('QuotaExceededError');
  await expect(tags(page).getByText('Опт')).toBeVisible();
  await full(false);
  await tags(page).getByRole('button', { name: 'Убрать метку «Опт»' }).click();
  await expect(alert).toHaveCount(0);
  await expect(tags(page).getByText('Опт')).toHaveCount(0);
});

test('what the hub refused is said with its reason and with the words that were not kept', async ({
  open,
}) => {
  const page = await open('card-full');
  await page.evaluate(() => {
    const { store, dialogId } = window.gallery;
    const contactId = store.world.dialogs.get(dialogId(5))?.contactId ?? '';
    const whole = { dialogId: contactId, contactId, replyId: null, hidden: true, at: Date.now() };
    const [first, second] = ['018bcfe5-6808-7800-8000-0000000000fc', '018bcfe5-6808-7800-8000-0000000000fd'];
    store.change({
      refusals: [
        {
          ...whole,
          intentId: first ?? '',
          name: 'contact.note',
          text: '<b>Не сохранилась</b>',
          refusal: { code: 'contact_full', part: 'notes', most: 100 },
        },
        {
          ...whole,
          intentId: second ?? '',
          name: 'contact.rename',
          text: null,
          refusal: { code: 'not_found' },
        },
      ],
    });
  });
  const alerts = card(page).getByRole('alert');
  await expect(alerts).toHaveCount(2);
  await expect(alerts.first()).toContainText('Добавить заметку');
  await expect(alerts.first()).toContainText('<b>Не сохранилась</b>');
  await expect(alerts.last()).toContainText('Переименовать клиента');
  await alerts.first().getByRole('button').click();
  await expect(alerts).toHaveCount(1);
  await alerts.first().getByRole('button').click();
  await expect(alerts).toHaveCount(0);
});

test('an old talk that is not on this computer is read over the window', async ({ open }) => {
  const page = await open('far-dialogs');
  const others = card(page).getByRole('list', { name: 'Другие диалоги' }).getByRole('button');
  await others.last().click();
  const window = page.getByRole('dialog', { name: /^Дмитрий К\., / });
  await expect(window.getByRole('article').first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(window).toHaveCount(0);
  await expect(title(page)).toHaveText('Дмитрий К.');
});

test('nobody is merged with himself, and somebody who is not to be had is said', async ({ open }) => {
  const page = await open('card-full');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('объединить');
  await page.keyboard.press('Enter');
  const search = page.getByRole('combobox', { name: 'Клиент: имя, телефон или почта' });
  await search.fill('Дмитрий');
  await expect(page.getByText('Никого с таким именем нет')).toBeVisible();
  await expect(page.getByRole('option', { name: /Новый клиент/ })).toHaveCount(0);
  await search.fill('Ирина');
  await expect(page.getByRole('option', { name: /Ирина Павлова/ })).toBeVisible();
  await page.evaluate(() => {
    const { world } = window.gallery.store;
    for (const [id, { name }] of world.contacts) if (name === 'Ирина Павлова') world.contacts.delete(id);
  });
  await search.press('Enter');
  await expect(page.getByRole('alert')).toHaveText(
    'Этого клиента сейчас не получить. Попробуйте, когда будет сеть.',
  );
});

test('what is said of a deed lies beside the talk, however long it is', async ({ open }) => {
  const page = await open('card-full');
  const field = card(page).getByRole('textbox', { name: 'Добавить заметку' });
  await field.fill('Позвонить после обеда, спросить про доставку в два адреса и про счёт');
  await field.press('Enter');
  await notes(page).getByRole('button', { name: 'Удалить заметку' }).first().press('Enter');
  const toast = page.locator('[data-toast]');
  await expect(toast).toContainText('Позвонить после обеда');
  const [said, talk] = [
    await toast.boundingBox(),
    await page.locator('[data-area=transcript]').boundingBox(),
  ];
  expect((said?.x ?? 0) + (said?.width ?? 0)).toBeLessThanOrEqual(talk?.x ?? 0);
});

for (const stays of ['Дмитрий К.', 'Анна К.'])
  test(`whoever merges by the keyboard has it on the card afterwards: ${stays} stays`, async ({ open }) => {
    const page = await open('card-duplicate');
    const menu = card(page).getByRole('button', { name: 'Что сделать с клиентом' });
    await menu.press('Enter');
    await page.getByRole('menuitem', { name: 'Объединить с другим клиентом' }).press('Enter');
    await page.getByRole('combobox', { name: 'Клиент: имя, телефон или почта' }).fill('Анна К');
    await expect(page.getByRole('option', { name: /Анна К/ })).toBeVisible();
    await page.keyboard.press('Enter');
    const window = page.getByRole('dialog', { name: 'Объединить двух клиентов' });
    await window.getByRole('radio', { name: stays }).press('Space');
    await window.getByRole('button', { name: 'Объединить' }).press('Enter');
    await expect(title(page)).toHaveText(stays);
    const place = stays === 'Дмитрий К.' ? menu : card(page).locator('[data-area=card]');
    await expect(place).toBeFocused();
  });

test('in English, counted as English counts', async ({ open }) => {
  const page = await open('card-duplicate', { language: 'en' });
  const english = page.getByRole('complementary', { name: 'Client card' });
  const offer = english.getByRole('group', { name: /Possibly the same client/ });
  await expect(offer).toContainText('1 dialog');
  await offer.getByRole('button', { name: 'Merge…' }).click();
  const window = page.getByRole('dialog', { name: 'Merge two clients' });
  await expect(window.getByRole('region', { name: 'Together' })).toContainText('4 dialogs');
  await expect(window.getByRole('region', { name: 'Together' })).toContainText('4 notes');
});
