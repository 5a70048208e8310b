import type { Page } from '@playwright/test';
import { axe } from '#tests/support/axe.ts';
import { expect, test } from './test.ts';

const palette = (page: Page) => page.getByRole('dialog', { name: 'Команды' });
const field = (page: Page) => page.getByRole('combobox', { name: 'Команда, клиент или диалог' });
const options = (page: Page) => palette(page).getByRole('option');
const active = (page: Page) => palette(page).locator('[role=option][aria-selected=true]');
const openPalette = async (page: Page): Promise<void> => {
  await page.keyboard.press('Control+KeyK');
  await expect(field(page)).toBeFocused();
};

test('opens by its keys over anything that is written, and gives the keyboard back', async ({ open }) => {
  const page = await open('main');
  const message = page.getByRole('textbox', { name: 'Сообщение' });
  await message.fill('не дописано');
  await openPalette(page);
  await page.keyboard.press('Escape');
  await expect(palette(page)).toBeHidden();
  await expect(message).toBeFocused();
  await openPalette(page);
  await page.keyboard.press('Control+KeyK');
  await expect(palette(page)).toBeHidden();
  await expect(message).toHaveValue('не дописано');
});

test('does what is written, in either language and on the wrong layout', async ({ open }) => {
  const page = await open('main');
  for (const [typed, theme] of [
    ['ntvyfz', 'dark'],
    ['light', 'light'],
    ['тёмная', 'dark'],
  ] as const) {
    await openPalette(page);
    await page.keyboard.type(typed);
    await page.keyboard.press('Enter');
    await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
  }
});

test('knows the open dialog: its client, its actions, and why one cannot be done', async ({ open }) => {
  const page = await open('of-colleague');
  await openPalette(page);
  await expect(palette(page).getByRole('group', { name: 'Диалог: Ирина Павлова' })).toBeVisible();
  await page.keyboard.type('отметить прочитанным');
  const markRead = options(page).first();
  await expect(markRead).toHaveAttribute('aria-disabled', 'true');
  await expect(markRead).toContainText('Диалог ведёт Борис Петров');
  await page.keyboard.press('Enter');
  await expect(palette(page)).toBeVisible();
});

test('a command that leads the keyboard elsewhere leads it there', async ({ open }) => {
  const page = await open('unanswered');
  await page.getByRole('listbox', { name: 'Диалоги' }).focus();
  await openPalette(page);
  await page.keyboard.type('jndtn');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('log')).toContainText('Вы взяли диалог');
  await expect(page.getByRole('textbox', { name: 'Сообщение' })).toBeFocused();
});

test('goes to a client by a piece of the name or the phone, on the wrong layout too', async ({ open }) => {
  const page = await open('main');
  await openPalette(page);
  await page.keyboard.type('bhbyf'); // ирина
  await expect(options(page).first()).toContainText('Ирина Павлова');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ирина Павлова');
  await openPalette(page);
  await page.keyboard.type('преображ');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Преображенский');
  await expect(page.getByRole('textbox', { name: 'Сообщение' })).toBeFocused();
});

test('begins with what was used last and the dialogs that were open last', async ({ open }) => {
  const page = await open('main');
  await page.getByRole('option', { name: /Ольга/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ольга');
  await openPalette(page);
  await page.keyboard.type('карточку');
  await page.keyboard.press('Enter');
  await openPalette(page);
  const lately = palette(page).getByRole('group', { name: 'Недавнее' });
  await expect(lately.getByRole('option').nth(0)).toContainText('карточку клиента');
  await expect(lately.getByRole('option').nth(1)).toContainText('Дмитрий К.');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Дмитрий К.');
});

test('hands words that no command has to the search', async ({ open }) => {
  const page = await open('main');
  await openPalette(page);
  await page.keyboard.type('велюр');
  await page.keyboard.press('ArrowUp');
  await expect(active(page)).toContainText('Искать в сообщениях «велюр»');
  await page.keyboard.press('Enter');
  const search = page.getByRole('combobox', { name: 'Поиск' });
  await expect(search).toHaveValue('велюр');
  await expect(search).toBeFocused();
});

test('arrows go round; the active option is told to screen readers and is in view', async ({ open }) => {
  const page = await open('main');
  await openPalette(page);
  await page.keyboard.press('ArrowUp');
  await expect(active(page)).toBeInViewport();
  const id = await active(page).getAttribute('id');
  await expect(field(page)).toHaveAttribute('aria-activedescendant', id ?? '');
  await page.keyboard.press('ArrowDown');
  await expect(options(page).first()).toHaveAttribute('aria-selected', 'true');
});

test('nothing of it flickers while one types', async ({ open }) => {
  const page = await open('main');
  await openPalette(page);
  await page.evaluate(() => {
    const seen: number[] = [];
    Object.assign(window, { seen });
    const look = (): void => {
      const list = document.getElementById('palette-list');
      if (list !== null) seen.push(list.querySelectorAll('[role=option]').length);
      requestAnimationFrame(look);
    };
    look();
  });
  await page.keyboard.type('ирина', { delay: 40 });
  await expect(options(page).first()).toContainText('Ирина Павлова');
  const fewest = await page.evaluate(() => Math.min(...(window as unknown as { seen: number[] }).seen));
  // The search is always there, and a client who fits was on the screen with the first letter.
  expect(fewest).toBeGreaterThanOrEqual(2);
});

test('hostile names stay texts', async ({ open }) => {
  const page = await open('hostile');
  await openPalette(page);
  await page.keyboard.type('script');
  expect(await palette(page).locator('script, img').count()).toBe(0);
});

for (const theme of ['light', 'dark'] as const) {
  test(`has no violation of accessibility, at rest and with results: ${theme}`, async ({ open }) => {
    const page = await open('of-colleague', { theme });
    const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    await openPalette(page);
    const atRest = await axe(page).withTags(RULES).include('[role=dialog]').analyze();
    await page.keyboard.type('о');
    await expect(options(page).first()).toBeVisible();
    const found = await axe(page).withTags(RULES).include('[role=dialog]').analyze();
    const violations = [...atRest.violations, ...found.violations];
    expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([]);
  });
}

test('a colleague is found by name and written to; who left is nowhere', async ({ open }) => {
  const page = await open('team');
  await openPalette(page);
  await page.keyboard.type('борис');
  const colleagues = palette(page).getByRole('group', { name: 'Коллеги и линии' });
  await expect(colleagues.getByRole('option')).toHaveCount(1);
  await colleagues.getByRole('option').click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Борис Петров');
  await expect(page.getByRole('textbox').last()).toBeFocused();
});

test('what was given stays first over a reload, and what cannot be done now is not there', async ({
  open,
}) => {
  const page = await open('main');
  await openPalette(page);
  await page.keyboard.type('тёмная');
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.reload();
  await expect(page.getByRole('textbox', { name: 'Сообщение' })).toBeVisible();
  await openPalette(page);
  const lately = palette(page).getByRole('group', { name: 'Недавнее' });
  await expect(lately.getByRole('option').first()).toContainText(/тёмная/i);
  const names = await options(page).allTextContents();
  expect(new Set(names).size).toBe(names.length);
});

test('in English, with how many were found said aloud', async ({ open }) => {
  const page = await open('main', { language: 'en' });
  await page.keyboard.press('Control+KeyK');
  await page.keyboard.type('ирина');
  const said = page.getByRole('dialog').locator('[aria-live=polite]');
  const count = await page.getByRole('dialog').getByRole('option').count();
  await expect(said).toHaveText(new RegExp(`^${count} `));
  await page.keyboard.type(' никого такого нет');
  await expect(page.getByRole('dialog').getByRole('option')).toHaveCount(1);
  await expect(said).toHaveText(/^1 \w+$/);
});
