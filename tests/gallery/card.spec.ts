import { axe } from '#tests/support/axe.ts';
import { card, contacts, notes, tags, title } from './card-page.ts';
import { expect, test } from './test.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

test('a client is renamed where his name stands: Enter keeps, Escape leaves, everywhere at once', async ({
  open,
}) => {
  const page = await open('card-full');
  await page.keyboard.press('F2');
  const field = card(page).getByRole('textbox', { name: 'Имя' });
  await expect(field).toBeFocused();
  await field.fill('Дмитрий Кириллов');
  await field.press('Escape');
  await expect(title(page)).toHaveText('Дмитрий К.');
  await expect(card(page).getByRole('button', { name: 'Переименовать клиента' })).toBeFocused();
  await page.keyboard.press('Enter');
  await field.fill('Дмитрий Кириллов');
  await field.press('Enter');
  await expect(title(page)).toHaveText('Дмитрий Кириллов');
  await expect(card(page).getByRole('heading', { level: 2 })).toHaveText('Дмитрий Кириллов');
  await expect(page.getByRole('option', { name: /Дмитрий Кириллов/ })).toBeVisible();
});

test('somebody without a name gets one; an empty name takes it away again', async ({ open }) => {
  const page = await open('card-empty');
  await expect(card(page).getByText('Контакты пока неизвестны')).toBeVisible();
  await card(page).getByRole('button', { name: 'Добавить имя' }).click();
  const field = card(page).getByRole('textbox', { name: 'Имя' });
  await field.fill('Марина');
  await field.press('Enter');
  await expect(title(page)).toHaveText('Марина');
  await page.keyboard.press('F2');
  await field.fill('');
  await field.press('Enter');
  await expect(title(page)).toHaveText('Клиент 5');
});

test('a phone is grouped while it is typed, judged in words, kept, and removed with the way back', async ({
  open,
}) => {
  const page = await open('card-full');
  await expect(contacts(page).getByText('Телефон · из переписки')).toBeVisible();
  await card(page).getByRole('button', { name: 'Добавить телефон' }).click();
  const field = card(page).getByRole('textbox', { name: 'Телефон' });
  await field.pressSequentially('8912');
  await field.press('Enter');
  await expect(card(page).getByRole('alert')).toHaveText('Такого номера телефона не бывает');
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await field.pressSequentially('3456789');
  await expect(field).toHaveValue('8 (912) 345-67-89');
  await field.press('Enter');
  await expect(contacts(page).getByText('+7 912 345 67 89')).toBeVisible();
  await expect(card(page).getByRole('button', { name: 'Добавить телефон' })).toBeFocused();

  const row = contacts(page).getByRole('listitem').filter({ hasText: '+7 912 345 67 89' });
  await row.getByRole('button', { name: 'Убрать +7 912 345 67 89' }).click();
  await expect(row).toHaveCount(0);
  await page.getByRole('button', { name: 'Отменить' }).last().click();
  await expect(row).toBeVisible();

  // What the client said himself stays his word, in its place.
  const all = await contacts(page).getByRole('listitem').allInnerTexts();
  const his = contacts(page).getByRole('listitem').filter({ hasText: 'Телефон · из переписки' });
  await his.getByRole('button', { name: /^Убрать/ }).click();
  await expect(his).toHaveCount(0);
  await page.keyboard.press('Alt+z');
  await expect(his).toBeVisible();
  expect(await contacts(page).getByRole('listitem').allInnerTexts()).toEqual(all);
});

test('an address that is none is said so; one that is there is not kept twice', async ({ open }) => {
  const page = await open('card-full');
  await card(page).getByRole('button', { name: 'Добавить почту' }).click();
  const field = card(page).getByRole('textbox', { name: 'Почта' });
  await field.fill('dmitry at mail');
  await field.press('Enter');
  await expect(card(page).getByRole('alert')).toHaveText('Это не адрес почты');
  await field.fill('Dmitry.K@mail.example');
  await field.press('Enter');
  await expect(card(page).getByRole('alert')).toHaveText('В карточке это уже есть');
  await field.press('Escape');
  await expect(field).toBeHidden();
  await expect(contacts(page).getByText('dmitry.k@mail.example')).toHaveCount(1);
});

test('tags by the keyboard alone: type, Enter, arrows, Backspace', async ({ open }) => {
  const page = await open('card-full');
  await tags(page).getByRole('button', { name: 'Добавить метку' }).click();
  const field = page.getByRole('combobox', { name: 'Новая метка' });
  await expect(field).toBeFocused();
  await field.pressSequentially('vip');
  await field.press('Enter');
  await expect(tags(page).getByText('VIP')).toHaveCount(1);
  await field.pressSequentially('жал');
  await field.press('ArrowDown');
  await expect(page.getByRole('option', { name: 'Жалоба', selected: true })).toBeVisible();
  await field.press('Enter');
  await field.pressSequentially('Совсем новая');
  await field.press('Enter');
  await expect(tags(page).getByRole('listitem')).toContainText([
    'VIP',
    'Постоянный клиент',
    'Опт',
    'Жалоба',
    'Совсем новая',
  ]);
  await field.press('Backspace');
  await expect(tags(page).getByText('Совсем новая')).toHaveCount(0);
  await field.press('Escape');
  await expect(tags(page).getByRole('button', { name: 'Добавить метку' })).toBeFocused();
  await page.keyboard.press('Alt+z');
  await expect(tags(page).getByText('Совсем новая')).toBeVisible();
});

test('fifty tags are shown when they are wanted', async ({ open }) => {
  const page = await open('card-long');
  await expect(tags(page).getByText('Метка 1', { exact: true })).toBeVisible();
  await tags(page).getByRole('button', { name: 'ещё 38' }).click();
  await expect(tags(page).getByText('Метка 50')).toBeVisible();
  const wide = await card(page).evaluate((element) => element.scrollWidth > element.clientWidth);
  expect(wide).toBe(false);
});

test('notes are kept by Enter, changed, deleted, and come back; links in them are only links', async ({
  open,
}) => {
  const page = await open('card-full');
  const field = card(page).getByRole('textbox', { name: 'Добавить заметку' });
  await field.fill('Перезвонить <b>завтра</b>');
  await field.press('Shift+Enter');
  await field.pressSequentially('javascript:alert(1)');
  await field.press('Enter');
  const note = notes(page).getByRole('listitem').first();
  await expect(note).toContainText('Перезвонить <b>завтра</b>');
  await expect(note.getByRole('link')).toHaveCount(0);
  await expect(note).toContainText('Анна Кузнецова');
  await expect(field).toHaveValue('');
  await note.getByRole('button', { name: 'Изменить заметку' }).click();
  await note.getByRole('textbox').fill('Перезвонить в пятницу');
  await note.getByRole('textbox').press('Enter');
  await expect(note).toContainText('Перезвонить в пятницу');
  const whole = await notes(page).getByRole('listitem').allInnerTexts();
  await note.getByRole('button', { name: 'Удалить заметку' }).click();
  await expect(notes(page)).not.toContainText('Перезвонить в пятницу');
  await page.keyboard.press('Alt+z');
  await expect(notes(page)).toContainText('Перезвонить в пятницу');
  expect(await notes(page).getByRole('listitem').allInnerTexts()).toEqual(whole);

  const link = notes(page).getByRole('link');
  await link.click();
  expect(page.url()).toContain('scene=card-full');
  // A colleague's words are his.
  const other = notes(page).getByRole('listitem').filter({ has: link });
  await expect(other.getByRole('button')).toHaveCount(0);
});

test('a note that was begun is there again after a look at another dialog', async ({ open }) => {
  const page = await open('card-full');
  await card(page).getByRole('textbox', { name: 'Добавить заметку' }).fill('Не забыть');
  await page.getByRole('option', { name: /Ольга/ }).click();
  await expect(title(page)).toHaveText('Ольга');
  await expect(card(page).getByRole('textbox', { name: 'Добавить заметку' })).toHaveValue('');
  await page.getByRole('option', { name: /Дмитрий/ }).click();
  await expect(card(page).getByRole('textbox', { name: 'Добавить заметку' })).toHaveValue('Не забыть');
});

test('a change of a note that was begun is there again, too, and takes no keyboard', async ({ open }) => {
  const page = await open('card-full');
  const mine = notes(page).getByRole('listitem').filter({ hasText: 'Просит звонить' });
  const field = notes(page).getByRole('textbox', { name: 'Изменить заметку' });
  await mine.getByRole('button', { name: 'Изменить заметку' }).press('Enter');
  await field.fill('Просит писать');
  await page.getByRole('option', { name: /Ольга/ }).click();
  await expect(title(page)).toHaveText('Ольга');
  await expect(field).toHaveCount(0);
  await page.getByRole('option', { name: /Дмитрий/ }).click();
  await expect(field).toHaveValue('Просит писать');
  await expect(field).not.toBeFocused();
  await field.press('Enter');
  await expect(notes(page)).toContainText('Просит писать');
});

test('sections fold away and remember it', async ({ open }) => {
  const page = await open('card-full');
  const button = card(page).getByRole('button', { name: /^Заметки/ });
  await button.click();
  await expect(button).toHaveAttribute('aria-expanded', 'false');
  await expect(notes(page)).toBeHidden();
  await page.reload();
  await expect(card(page).getByRole('button', { name: /^Заметки/ })).toHaveAttribute(
    'aria-expanded',
    'false',
  );
  // Who wants to write one gets there all the same.
  await page.keyboard.press('Control+k');
  await page.keyboard.type('заметк');
  await page.keyboard.press('Enter');
  await expect(card(page).getByRole('textbox', { name: 'Добавить заметку' })).toBeFocused();
});

test('files of all talks: pictures to look at, hidden ones marked, opened over the window', async ({
  open,
}) => {
  const page = await open('card-full');
  const pictures = card(page).getByRole('list', { name: 'Фото и видео' });
  await expect(pictures.getByRole('button')).toHaveCount(6);
  await expect(pictures.getByRole('button', { name: /скрыто от клиента/ })).toHaveCount(1);
  await expect(pictures.locator('img')).toHaveCount(6);
  await card(page).getByRole('button', { name: 'Показать ещё файлы' }).click();
  await expect(pictures.getByRole('button')).toHaveCount(7);
  const row = card(page)
    .getByRole('list', { name: 'Другие файлы' })
    .getByRole('button', { name: /Счёт.xlsx/ });
  await expect(row).toHaveAccessibleName(/скрыто от клиента/);
  await pictures.getByRole('button').first().click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Escape');
  await expect(pictures.getByRole('button').first()).toBeFocused();
});

test('who may be the same person is offered, seen beside, merged and taken apart again', async ({ open }) => {
  const page = await open('card-duplicate');
  const offer = card(page).getByRole('group', { name: 'Возможно, тот же клиент: Анна К.' });
  await expect(offer).toContainText('Тот же телефон у клиента Анна К.');
  await expect(offer).toContainText('+7 903 111 22 33');
  await expect(offer).toContainText('1 диалог');
  await offer.getByRole('button', { name: 'Объединить…' }).click();
  const window = page.getByRole('dialog', { name: 'Объединить двух клиентов' });
  await expect(window.getByRole('region', { name: 'Анна К.' })).toContainText('Жалоба');
  const result = window.getByRole('region', { name: 'Вместе' });
  await expect(result).toContainText('Дмитрий К.');
  await expect(result).toContainText('Метки: VIP, Постоянный клиент, Опт, Жалоба');
  await expect(result).toContainText('4 диалога');
  await window.getByRole('radio', { name: 'Анна К.' }).check();
  await expect(result).toContainText('Анна К.');
  await window.getByRole('radio', { name: 'Дмитрий К.' }).check();
  await window.getByRole('button', { name: 'Объединить' }).click();
  await expect(window).toBeHidden();
  await expect(offer).toBeHidden();
  await expect(tags(page)).toContainText('Жалоба');
  const merged = card(page).getByRole('list', { name: 'Объединённые клиенты' });
  await expect(merged).toContainText('Объединён с: Анна К.');
  await page.keyboard.press('Alt+z');
  await expect(merged).toBeHidden();
  await expect(tags(page)).not.toContainText('Жалоба');
  await expect(offer).toBeVisible();
});

test('another person is said once and stays said', async ({ open }) => {
  const page = await open('card-duplicate');
  const offer = card(page).getByRole('group', { name: /Возможно, тот же клиент/ });
  await offer.getByRole('button', { name: 'Другой человек' }).click();
  await expect(offer).toBeHidden();
  await page.reload();
  await expect(tags(page)).toContainText('VIP');
  await expect(offer).toBeHidden();
});

test('a merge is undone from the card long after', async ({ open }) => {
  const page = await open('card-duplicate');
  await page.keyboard.press('Control+k');
  await page.keyboard.type('объединить');
  await page.keyboard.press('Enter');
  await page.getByRole('combobox', { name: 'Клиент: имя, телефон или почта' }).fill('Анна К');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByRole('button', { name: 'Объединить' }).click();
  const merged = card(page).getByRole('list', { name: 'Объединённые клиенты' });
  await merged.getByRole('button', { name: 'Отменить объединение: Анна К.' }).click();
  await expect(merged).toBeHidden();
});

test('without a network everything is done all the same, and what is missing is said', async ({ open }) => {
  const page = await open('card-offline');
  await expect(
    card(page).getByText('Более старые хранятся на сервере и появятся, когда будет сеть.'),
  ).toBeVisible();
  await expect(card(page).getByText(/Более старые файлы хранятся на сервере/)).toBeVisible();
  await tags(page).getByRole('button', { name: 'Добавить метку' }).click();
  await page.getByRole('combobox', { name: 'Новая метка' }).fill('Опоздала доставка');
  await page.keyboard.press('Enter');
  await expect(tags(page)).toContainText('Опоздала доставка');
});

test('what was not done to the card is said on the card', async ({ open }) => {
  const page = await open('card-long');
  await tags(page).getByRole('button', { name: 'Добавить метку' }).click();
  await page.getByRole('combobox', { name: 'Новая метка' }).fill('Пятьдесят первая');
  await page.keyboard.press('Enter');
  const alert = card(page).getByRole('alert');
  await expect(alert).toContainText('Не выполнено: Добавить метку. В карточке уже 30 меток');
  await alert.getByRole('button').click();
  await expect(alert).toBeHidden();
});

test('the card is reached, walked through and left by the keyboard', async ({ open }) => {
  const page = await open('card-full');
  await page.keyboard.press('Control+4');
  await expect(page.locator('[data-area=card]')).toBeFocused();
  await page.keyboard.press('F6');
  await expect(page.getByRole('listbox', { name: 'Диалоги' })).toBeFocused();
  const others = card(page).getByRole('list', { name: 'Другие диалоги' }).getByRole('button');
  await others.first().focus();
  await page.keyboard.press('ArrowDown');
  await expect(others.nth(1)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('log')).toContainText('Когда будет распродажа?');
});

test('the card’s windows and open fields have no violation', async ({ open }) => {
  const page = await open('card-duplicate');
  await tags(page).getByRole('button', { name: 'Добавить метку' }).click();
  const open1 = await axe(page).withTags(RULES).include('aside').analyze();
  expect(open1.violations.map(({ id }) => id)).toEqual([]);
  await page.keyboard.press('Escape');
  await card(page).getByRole('button', { name: 'Объединить…' }).click();
  await page.getByRole('dialog').waitFor();
  const window = await axe(page).withTags(RULES).include('[role=dialog]').analyze();
  expect(window.violations.map(({ id }) => id)).toEqual([]);
});
