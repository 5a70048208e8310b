import type { Page } from '@playwright/test';
import { axe } from '#tests/support/axe.ts';
import { expect, test } from './test.ts';

const list = (page: Page) => page.getByRole('listbox', { name: 'Диалоги' });
const chosen = (page: Page) => list(page).locator('[role=option][data-chosen]');
const bar = (page: Page) => page.getByRole('toolbar', { name: 'Выбранные диалоги' });
const toast = (page: Page) => page.locator('[data-toast]');

test('x, Shift with arrows, Ctrl+A and Esc choose from the keyboard, in every layout', async ({ open }) => {
  const page = await open('main');
  await list(page).focus();
  await page.keyboard.press('Home');
  await list(page).evaluate((element) => {
    const key = { key: 'ч', code: 'KeyX', bubbles: true, cancelable: true };
    element.dispatchEvent(new KeyboardEvent('keydown', key));
  });
  await expect(bar(page)).toContainText('Выбран 1 диалог');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(bar(page)).toContainText('Выбрано 3 диалога');
  await page.keyboard.press('Shift+ArrowUp');
  await expect(bar(page)).toContainText('Выбрано 2 диалога');
  await expect(list(page)).toHaveAttribute('aria-multiselectable', 'true');
  await expect(list(page).locator('[role=option][aria-selected=true]')).toHaveCount(2);
  await page.keyboard.press('Control+KeyA');
  await expect(bar(page)).toContainText('Выбрано 44 диалога');
  await page.keyboard.press('Escape');
  await expect(bar(page)).toBeHidden();
  await expect(list(page)).toBeFocused();
});

test('Ctrl and Shift with the pointer choose, a plain press opens and leaves the choice', async ({
  open,
}) => {
  const page = await open('main');
  const row = (n: number) => list(page).getByRole('option').nth(n);
  await row(0).click({ modifiers: ['Control'] });
  await row(3).click({ modifiers: ['Shift'] });
  await expect(chosen(page)).toHaveCount(4);
  await row(1).click({ modifiers: ['Control'] });
  await expect(chosen(page)).toHaveCount(3);
  await row(2).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ольга');
  await expect(chosen(page)).toHaveCount(3);
  await row(4).hover();
  await row(4).locator('[data-choose]').click();
  await expect(chosen(page)).toHaveCount(4);
});

test('whose client still waits is asked when they are finished, not when they are drawn', async ({
  open,
}) => {
  const page = await open('main');
  await page.evaluate(() => {
    const { store } = window.gallery;
    const { dialogs } = store.world;
    for (const [id, dialog] of dialogs) dialogs.set(id, { ...dialog, waitingSince: null });
    store.changed();
  });
  const row = (n: number) => list(page).getByRole('option').nth(n);
  await row(0).click({ modifiers: ['Control'] });
  await row(1).click({ modifiers: ['Control'] });
  await expect(chosen(page)).toHaveCount(2);
  // The replica knows it, and nothing has been drawn anew yet.
  await page.evaluate(() => {
    const { dialogs } = window.gallery.store.world;
    for (const [id, dialog] of dialogs) dialogs.set(id, { ...dialog, waitingSince: 1 });
  });
  await bar(page).getByRole('button', { name: 'Завершить выбранные' }).click();
  await expect(page.getByRole('alertdialog')).toContainText('2 клиента всё ещё ждут ответа');
});

test('marks all as read, says how many were so already, and takes it back', async ({ open }) => {
  const page = await open('main');
  await list(page).focus();
  await page.keyboard.press('Control+KeyA');
  await bar(page).getByRole('button', { name: 'Отметить выбранные прочитанными' }).click();
  await expect(toast(page)).toContainText(/Отмечено прочитанными: \d+ из 44/);
  await expect(toast(page)).toContainText('уже были такими');
  await expect(bar(page)).toBeHidden();
  const waiting = () =>
    page.evaluate(
      () =>
        [...window.gallery.store.world.dialogs.values()].filter(
          (one) => one.waitingSince !== null && one.state.status === 'active',
        ).length,
    );
  const left = await waiting();
  await page.keyboard.press('Alt+KeyZ');
  await expect(toast(page).last()).toContainText('Отменено');
  expect(await waiting()).toBeGreaterThan(left);
});

test('finishing over waiting clients asks; what a colleague has is said with his name and stays chosen', async ({
  open,
}) => {
  const page = await open('of-colleague');
  await list(page).focus();
  await page.keyboard.press('Home');
  // The first rows of All: free ones, own ones, and one of Boris.
  await page.keyboard.press('KeyX');
  for (let i = 0; i < 3; i += 1) await page.keyboard.press('Shift+ArrowDown');
  await expect(bar(page)).toContainText('Выбрано 4 диалога');
  await bar(page).getByRole('button', { name: 'Завершить выбранные' }).click();
  const question = page.getByRole('alertdialog', { name: 'Завершить 4 диалога?' });
  await expect(question).toContainText('клиента всё ещё ждут ответа');
  await question.getByRole('button', { name: 'Завершить выбранные' }).click();
  await expect(toast(page)).toContainText('Завершено: 3 из 4');
  await expect(toast(page)).toContainText('Нет: 1. Диалог ведёт Борис Петров');
  await expect(chosen(page)).toHaveCount(1);
  await expect(chosen(page)).toContainText('Ирина Павлова');
  await toast(page).getByRole('button', { name: 'Отменить' }).click();
  await expect(toast(page)).toContainText('Отменено: 3 диалога');
});

test('a word of the hub that comes later mends what was said', async ({ open }) => {
  const page = await open('main');
  await list(page).focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('KeyX');
  await page.keyboard.press('Shift+ArrowDown');
  await bar(page).getByRole('button', { name: 'Закрепить выбранные' }).click();
  await expect(toast(page)).toContainText('2 диалога закреплены');
  await page.evaluate(() => {
    const { store } = window.gallery;
    const [dialog] = [...store.world.dialogs.values()].filter((one) => one.pinnedBy.length > 0);
    if (dialog === undefined) return;
    const refusal = { code: 'forbidden' } as const;
    const id = `${dialog.id.slice(0, -4)}0abc`;
    const notice = {
      intentId: id,
      name: 'dialog.pin' as const,
      dialogId: dialog.id,
      replyId: null,
      contactId: null,
      text: null,
      hidden: true,
      refusal,
      at: Date.now(),
    };
    store.change({ refusals: [notice] });
  });
  await expect(toast(page)).toContainText('Закреплено: 1 из 2');
});

test('transfer, snooze and the palette work on the chosen', async ({ open }) => {
  const page = await open('main');
  await list(page).focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('KeyX');
  await page.keyboard.press('Control+KeyK');
  await page.keyboard.type('отложить выб');
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Завтра утром' }).press('Enter');
  await expect(toast(page)).toContainText('1 диалог отложен');
  await list(page).focus();
  await page.keyboard.press('End');
  await page.keyboard.press('KeyX');
  await bar(page).getByRole('button', { name: 'Передать выбранные' }).click();
  const choice = page.getByRole('dialog', { name: 'Передать 1 диалог' });
  await choice.getByRole('combobox', { name: 'Коллега или линия' }).fill('Борис');
  const boris = choice.getByRole('option', { selected: true }).filter({ hasText: 'Борис Петров' });
  // As for one dialog: how it stands with him, and how much he has.
  await expect(boris).toContainText(/открыт/);
  await page.keyboard.press('Enter');
  const form = page.getByRole('dialog', { name: 'Передать 1 диалог: Борис Петров' });
  await form.getByLabel('Почему').fill('Смена кончилась');
  await form.getByRole('button', { name: 'Передать' }).click();
  await expect(toast(page).last()).toContainText('1 диалог передан');
});

for (const theme of ['light', 'dark'] as const) {
  test(`the bar, its toast and its questions have no violation: ${theme}`, async ({ open }) => {
    const page = await open('main', { theme });
    const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const look = async () => (await axe(page).withTags(RULES).analyze()).violations;
    await list(page).focus();
    await page.keyboard.press('KeyX');
    await bar(page).getByRole('button', { name: 'Закрепить выбранные' }).click();
    await expect(toast(page)).toBeVisible();
    await list(page).focus();
    await page.keyboard.press('Shift+ArrowDown');
    const found = await look();
    await bar(page).getByRole('button', { name: 'Передать выбранные' }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    found.push(...(await look()));
    expect(found.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([]);
  });
}
