import type { Page } from '@playwright/test';
import { CyrillicKeyboard } from './cyrillic-keyboard.ts';
import { expect, test } from './hub-fixture.ts';
import { OperatorPage } from './operator-page.ts';
import { VisitorPage } from './visitor-page.ts';

/** To the next dialog; the shown one may be the last of its list: then the next one stands above. */
async function leaveShown(page: Page, keyboard: CyrillicKeyboard): Promise<void> {
  const left = await page.locator('[data-dialog-id]:has(h1)').getAttribute('data-dialog-id');
  const shown = page.locator(`[data-dialog-id="${left}"]:has(h1)`);
  await keyboard.press('ArrowDown', 'ArrowDown', 'Alt');
  const hasNext = await shown.waitFor({ state: 'hidden', timeout: 2_000 }).then(
    () => true,
    () => false,
  );
  if (!hasNext) await keyboard.press('ArrowUp', 'ArrowUp', 'Alt');
  await expect(shown).toBeHidden();
}

/** Scenario H3: from the question to the next client without a mouse, on a Russian keyboard. */
test('the whole work is done from a Russian keyboard', async ({ browser, hub }) => {
  const visitor = await VisitorPage.openShop(browser, hub);
  const anna = await OperatorPage.signIn(browser, hub, 'anna');
  const boris = hub.ready.logins.find((one) => one.login === 'boris')?.name ?? '';
  const { page } = anna;
  const keyboard = await CyrillicKeyboard.of(page);
  const field = page.getByRole('textbox', { name: 'Сообщение' });
  const log = page.getByRole('log', { name: 'Переписка' });
  const active = page.locator('[role=option][aria-selected=true]');
  const word = `улун${Date.now()}`;
  await visitor.say(`Есть ли ${word}?`);
  const pressed = await anna.countPointerPresses();

  await test.step('the palette speaks either language', async () => {
    await keyboard.press('KeyK', 'л', 'Control');
    await page.keyboard.type('русский');
    await page.keyboard.press('Enter');
    await expect(page.locator('html')).toHaveAttribute('lang', 'ru');
  });

  await test.step('finds the question and opens it', async () => {
    await keyboard.press('KeyK', 'л', 'Control');
    await page.keyboard.type(word);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await expect(page.locator('[data-found-dialog]').first()).toContainText(word);
    await page.keyboard.press('Enter');
    await expect(log).toContainText(word);
  });

  await test.step('answers', async () => {
    await keyboard.press('Enter', 'Enter', 'Control');
    await expect(log).toContainText('Вы взяли диалог');
    await expect(field).toBeFocused();
    await page.keyboard.type('Да, есть.');
    await page.keyboard.press('Enter');
    await expect(visitor.message('Да, есть.')).toBeVisible();
  });

  await test.step('writes to a colleague in the same talk, by a command and by name', async () => {
    await keyboard.press('Backslash', '/', 'Shift');
    await page.keyboard.type('зам');
    await expect(active.filter({ hasText: 'Скрытое сообщение' })).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: 'Отправить скрыто' })).toBeVisible();
    await page.keyboard.type(`@${boris.slice(0, 3)}`);
    await expect(active.filter({ hasText: boris })).toBeVisible();
    await page.keyboard.press('Enter');
    await page.keyboard.type('глянь остатки');
    await page.keyboard.press('Enter');
    const note = log.getByRole('article').filter({ hasText: 'глянь остатки' });
    await expect(note).toHaveAttribute('data-visibility', 'hidden');
    await expect(note.locator('[data-mention]')).toHaveText(`@${boris}`);
    await keyboard.press('KeyH', 'Р', 'Control', 'Shift');
    await expect(page.getByRole('button', { name: 'Отправить', exact: true })).toBeVisible();
  });

  await test.step('finishes, and goes on to the next', async () => {
    await keyboard.press('End', 'End', 'Alt');
    await expect(log).toContainText('Вы завершили диалог');
    // The results of the search stand in the list's place until they are left.
    await keyboard.press('KeyF', 'а', 'Control');
    await page.keyboard.press('Escape');
    await keyboard.press('Digit1', '1', 'Alt');
    await leaveShown(page, keyboard);
  });

  await expect(visitor.talk).not.toContainText('глянь остатки');
  expect(await pressed()).toBe(0);
});
