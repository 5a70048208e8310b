import type { Page } from '@playwright/test';
import { expect, test } from './test.ts';

async function fill(page: Page, login: string, password: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Логин' }).fill(login);
  await page.getByLabel('Пароль', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Войти' }).click();
}

test('in a browser the page’s own hub is taken and the address is out of the way', async ({ open }) => {
  const page = await open('sign-in');
  await expect(page.getByRole('textbox', { name: 'Логин' })).toBeFocused();
  await expect(page.getByLabel('Адрес сервера')).toBeHidden();
  await fill(page, 'anna', 'demo');
  await expect(page.getByRole('listbox', { name: 'Диалоги' })).toBeVisible();
});

test('in the desktop shell the address is asked, with those used before', async ({ open }) => {
  const page = await open('sign-in-desktop');
  await expect(page.getByLabel('Адрес сервера')).toHaveValue('https://hub.example.com');
  await expect(page.getByLabel('Логин')).toHaveValue('anna');
  await page.getByRole('button', { name: 'test-hub.example.com:8443', exact: true }).click();
  await expect(page.getByLabel('Логин')).toHaveValue('anna.test');
  await page.getByLabel('Адрес сервера').fill('not an address');
  await page.getByLabel('Пароль', { exact: true }).fill('x');
  await page.getByRole('button', { name: 'Войти' }).click();
  await expect(page.getByText('Это не похоже на адрес')).toBeVisible();
  await expect(page.getByLabel('Адрес сервера')).toBeFocused();
});

for (const [login, words] of [
  ['unreachable', 'не отвечает'],
  ['nothub', 'не сервер Отклика'],
  ['stranger', 'не принимает эту страницу'],
  ['old', 'Обновите Отклик'],
  ['oldhub', 'Попросите администратора'],
  ['wrong', 'Неверный логин или пароль'],
] as const) {
  test(`${login}: said in words, nothing typed is lost`, async ({ open }) => {
    const page = await open('sign-in');
    await fill(page, login, 'secret');
    await expect(page.getByRole('alert').filter({ hasText: words })).toBeAttached();
    await expect(page.getByLabel('Логин')).toHaveValue(login);
    await expect(page.getByLabel('Пароль', { exact: true })).toHaveValue('secret');
  });
}

test('what was wrong is selected: the next try replaces it', async ({ open }) => {
  const page = await open('sign-in');
  await fill(page, 'wrong', 'secret');
  await expect(page.getByRole('alert').filter({ hasText: 'Неверный логин' })).toBeAttached();
  await expect(page.getByLabel('Пароль', { exact: true })).toBeFocused();
  await page.keyboard.type('x');
  await expect(page.getByLabel('Пароль', { exact: true })).toHaveValue('x');
  await page.getByRole('button', { name: 'Другой' }).click();
  await expect(page.getByLabel('Адрес сервера')).toBeFocused();
  await page.keyboard.type('hub.example.com');
  await expect(page.getByLabel('Адрес сервера')).toHaveValue('hub.example.com');
});

test('too many tries count the seconds down', async ({ open }) => {
  const page = await open('sign-in');
  await fill(page, 'many', 'x');
  await expect(page.getByText(/Повторите через 4\d секунд/).last()).toBeVisible();
  const seconds = async () =>
    Number(
      /через (\d+)/.exec(
        await page.locator('form [aria-hidden=true]').filter({ hasText: 'через' }).innerText(),
      )?.[1],
    );
  const before = await seconds();
  await expect.poll(seconds).toBeLessThan(before);
});

test('missing fields are named and focused', async ({ open }) => {
  const page = await open('sign-in');
  await page.getByRole('button', { name: 'Войти' }).click();
  await expect(page.getByText('Введите логин')).toBeVisible();
  await expect(page.getByLabel('Логин')).toBeFocused();
});

test('the password can be looked at, and Caps Lock is said', async ({ open }) => {
  const page = await open('sign-in');
  const field = page.getByLabel('Пароль', { exact: true });
  await field.fill('secret');
  await page.getByRole('button', { name: 'Показать пароль' }).click();
  await expect(field).toHaveAttribute('type', 'text');
  await field.evaluate((element) => {
    const event = new KeyboardEvent('keydown', {
      key: 'A',
      bubbles: true,
      modifierCapsLock: true,
    });
    element.dispatchEvent(event);
  });
  await expect(page.getByText('Включён Caps Lock')).toBeVisible();
});
