import type { Locator, Page } from '@playwright/test';
import { axe } from '#tests/support/axe.ts';
import { expect, test } from './test.ts';

const bell = (page: Page): Locator => page.getByRole('button', { name: 'Уведомления', exact: true });
const panel = (page: Page): Locator => page.getByRole('dialog', { name: 'Уведомления' });
const notice = (page: Page, kind: string): Locator => panel(page).locator(`[data-notice=${kind}]`);

test('the bell counts what is new, the panel has all of it, newest first, today’s apart', async ({
  open,
}) => {
  const page = await open('notices');
  await expect(bell(page)).toHaveAccessibleDescription('6 новых уведомлений');
  await bell(page).click();
  const kinds = panel(page).locator('[data-notice]');
  await expect(kinds).toHaveCount(14);
  await expect(kinds.first()).toContainText('Вас упоминает Борис Петров');
  await expect(panel(page).getByRole('region', { name: 'Раньше' })).toContainText('Отложенный диалог');
  await expect(notice(page, 'invited').locator('b')).toHaveCount(0);
  await expect(notice(page, 'invited')).toContainText('<b onmouseover=alert(1)>');
  for (const theme of ['light', 'dark']) {
    await page.evaluate((name) => (document.documentElement.dataset['theme'] = name), theme);
    const found = await axe(page).include('[role=dialog]').analyze();
    expect(found.violations.map(({ id }) => id)).toEqual([]);
  }
});

test('by the keyboard: opened, gone through, a dialog opened by it, which is seen by that', async ({
  open,
}) => {
  const page = await open('notices');
  await page.keyboard.press('Alt+KeyN');
  await expect(panel(page)).toBeVisible();
  await expect(notice(page, 'mentioned')).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(notice(page, 'offered')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(panel(page)).toBeHidden();
  await expect(page.getByRole('region', { name: /Ольга/ })).toBeVisible();
  await expect(bell(page)).toHaveAccessibleDescription('5 новых уведомлений');
});

test('a dialog that is not here any more is said to be so', async ({ open }) => {
  const page = await open('notices');
  await bell(page).click();
  await notice(page, 'taken_over').click();
  await expect(notice(page, 'taken_over').getByRole('alert')).toHaveText('Диалог вам больше не доступен');
});

test('all at once, and one by being before the person', async ({ open }) => {
  const page = await open('notices');
  await bell(page).click();
  await panel(page).getByRole('button', { name: 'Отметить все просмотренными' }).click();
  await expect(bell(page)).toHaveAccessibleDescription('Новых уведомлений нет');
  const again = await open('notices');
  await again.getByRole('tab', { name: 'Все', exact: true }).click();
  await again.getByRole('option', { name: /Преображенский/ }).click();
  await expect(bell(again)).toHaveAccessibleDescription('5 новых уведомлений');
});

test('nobody has told anything yet', async ({ open }) => {
  const page = await open('main', { language: 'en' });
  const english = page.getByRole('button', { name: 'Notices', exact: true });
  await expect(english).toHaveAccessibleDescription('No new notices');
  await english.click();
  await expect(page.getByRole('dialog', { name: 'Notices' })).toContainText('Nothing to report');
});

test('the keys reach both ends and stop there; Escape gives the keyboard back to the bell', async ({
  open,
}) => {
  const page = await open('notices');
  await bell(page).press('Enter');
  const all = panel(page).locator('[data-notice]');
  await page.keyboard.press('End');
  await expect(all.last()).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(all.last()).toBeFocused();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowUp');
  await expect(all.first()).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(panel(page)).toBeHidden();
  await expect(bell(page)).toBeFocused();
});

test('one that comes while the panel is open stands first and leaves the keyboard where it is', async ({
  open,
}) => {
  const page = await open('notices');
  await bell(page).press('Enter');
  await page.keyboard.press('ArrowDown');
  await expect(notice(page, 'invited')).toBeFocused();
  await page.evaluate(() => {
    const { store } = window.gallery;
    const [newest] = store.world.notices;
    if (!newest) return;
    const id = `${newest.id.slice(0, -4)}ffff`;
    const more = {
      ...newest,
      id,
      kind: 'senior_came' as const,
      text: 'Уже смотрю',
      at: Date.now(),
      seenAt: null,
    };
    store.change({ notices: [more, ...store.world.notices] });
  });
  await expect(panel(page).locator('[data-notice]').first()).toContainText('Уже смотрю');
  await expect(notice(page, 'invited')).toBeFocused();
  await expect(bell(page)).toHaveAccessibleDescription('7 новых уведомлений');
});
