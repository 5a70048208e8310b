import { axe } from '#tests/support/axe.ts';
import { expect, test } from './test.ts';

test('the team has a place of its own, with a number that is not the clients’', async ({ open }) => {
  const page = await open('team-calls');
  const tab = page.getByRole('button', { name: 'Команда', exact: true });
  await expect(tab).toHaveAccessibleDescription('3 непрочитанных сообщения');
  await expect(tab).not.toHaveAttribute('aria-current', 'page');
  const unanswered = page.getByRole('tab', { name: 'Неотвеченные' });
  const before = await unanswered.textContent();
  await tab.click();
  await expect(tab).toHaveAttribute('aria-current', 'page');
  for (const name of ['Неотвеченные', 'Мои', 'Все', 'Закрытые'])
    await expect(page.getByRole('tab', { name })).toHaveAttribute('aria-selected', 'false');
  await expect(unanswered).toHaveText(before ?? '');
  const list = page.getByRole('listbox', { name: 'Разговоры команды' });
  await expect(list.getByRole('group', { name: 'Линии' }).getByRole('option')).toHaveCount(2);
  // Those one talks with first, the one who left among them.
  await expect(list.getByRole('group', { name: 'Коллеги' }).getByRole('option').first()).toHaveAccessibleName(
    /Борис Петров.*2 непрочитанных сообщения/,
  );
  // A list of clients is one press away, as it was.
  await page.getByRole('tab', { name: 'Мои' }).click();
  await expect(page.getByRole('listbox', { name: 'Диалоги' })).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Сообщение', exact: true })).toBeVisible();
});

test('nothing in a talk of the team looks or works as if a client were there', async ({ open }) => {
  const page = await open('team-direct');
  const talk = page.getByRole('region', { name: 'Разговор команды: Борис Петров' });
  await expect(talk).toBeVisible();
  await expect(page.getByRole('main').getByText('Команда', { exact: true })).toBeVisible();
  for (const name of ['Ответить', 'Завершить', 'Передать', 'Пригласить', 'Забрать'])
    await expect(page.getByRole('button', { name, exact: true })).toHaveCount(0);
  await expect(page.getByRole('switch')).toHaveCount(0);
  await expect(page.getByRole('textbox', { name: 'Сообщение', exact: true })).toHaveCount(0);
  const field = page.getByRole('textbox', { name: 'Сообщение коллегам' });
  await expect(field).toHaveAccessibleDescription(/Это читаете только вы и Борис Петров/);
  // A slash is a letter here: there are no commands of dialogs.
  await field.fill('/');
  await expect(page.getByRole('listbox', { name: 'Команды поля ввода' })).toHaveCount(0);
  await field.fill('Трек отправила');
  await page.getByRole('button', { name: 'Отправить коллеге' }).click();
  const said = page.getByRole('article').filter({ hasText: 'Трек отправила' });
  await expect(said).toHaveAttribute('data-visibility', 'hidden');
  await expect(said).not.toContainText('Скрытое');
  await expect(field).toHaveValue('');
});

test('looking at a talk reads it, and its “new” stays where it was while one looks', async ({ open }) => {
  const page = await open('team-direct');
  const row = page.getByRole('option', { name: /Борис Петров/ });
  await expect(row).not.toHaveAccessibleName(/непрочитан/);
  await expect(page.getByRole('separator', { name: 'Новые сообщения' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Команда', exact: true })).toHaveAccessibleDescription(
    '1 непрочитанное сообщение',
  );
});

test('a name, an answer and a reaction in the talk of a line', async ({ open }) => {
  const page = await open('team-line');
  const log = page.getByRole('log', { name: 'Переписка' });
  await expect(log.locator('[data-mention]')).toHaveText('@Анна Кузнецова');
  const field = page.getByRole('textbox', { name: 'Сообщение коллегам' });
  await field.pressSequentially('@Вер');
  await page.getByRole('listbox', { name: 'Коллеги' }).getByRole('option').first().waitFor();
  await field.press('Enter');
  await expect(field).toHaveValue(/@Вера Константинопольская/);
  await field.fill('');
  const first = log.getByRole('article').first();
  await first.focus();
  await page.keyboard.press('KeyR');
  await field.fill('Поняла');
  await field.press('Enter');
  await expect(log.getByRole('article').last()).toContainText('с понедельника');
  await expect(first.getByRole('button', { name: /👍/ })).toHaveAttribute('aria-pressed', 'true');
});

test('of a colleague who has left all is there to be read, and why nothing can be written', async ({
  open,
}) => {
  const page = await open('team-left');
  const field = page.getByRole('textbox', { name: 'Сообщение коллегам' });
  await expect(field).toHaveAttribute('readonly', '');
  await expect(field).toHaveAccessibleDescription(/больше не работает здесь/);
  await expect(page.getByRole('article')).toContainText('Пароль от кабинета');
});

test('Escape leads back to the clients, from the field too, and what was written stays', async ({ open }) => {
  const page = await open('team-direct');
  const field = page.getByRole('textbox', { name: 'Сообщение коллегам' });
  await field.fill('недописанное');
  // First it gives up what is nearer.
  await page.keyboard.press('ArrowUp');
  await field.press('Escape');
  await expect(page.getByRole('listbox', { name: 'Диалоги' })).toBeVisible();
  await page.keyboard.press('Alt+Digit6');
  await expect(field).toHaveValue('недописанное');
});

test('the palette finds colleagues beside clients and says what it leads to', async ({ open }) => {
  const page = await open('main');
  await page.keyboard.press('Control+KeyK');
  await page.keyboard.type('вера');
  await page.getByRole('option', { name: /^Написать: Вера/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: /^Вера/ })).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Сообщение коллегам' })).toBeFocused();
});

test('words of the team are found in a section of their own', async ({ open }) => {
  const page = await open('team-calls');
  await page.keyboard.press('Control+KeyF');
  await page.keyboard.type('доставка');
  const found = page.getByRole('group', { name: 'Разговоры команды' }).getByRole('option');
  await expect(found).toContainText('Заказы');
  await found.click();
  await expect(page.getByRole('heading', { level: 1, name: 'Заказы' })).toBeVisible();
});

for (const [scene, language] of [
  ['team-direct', 'ru'],
  ['team-line', 'en'],
  ['team-hostile', 'ru'],
  ['team-left', 'en'],
  ['team', 'ru'],
] as const)
  test(`${scene} in ${language}: nothing is cut off in a narrow window, no violation in either theme`, async ({
    open,
  }) => {
    const page = await open(scene, { language });
    for (const theme of ['light', 'dark']) {
      await page.evaluate((name) => (document.documentElement.dataset['theme'] = name), theme);
      const { violations } = await axe(page).analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 120))])).toEqual(
        [],
      );
      await page.screenshot({ path: `test-results/team/${scene}-${language}-${theme}.png` });
    }
    await page.setViewportSize({ width: 640, height: 400 });
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    expect(sideways).toBe(false);
  });
