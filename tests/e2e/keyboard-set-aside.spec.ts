import type { Locator } from '@playwright/test';
import { expect, test } from './hub-fixture.ts';
import { OperatorPage } from './operator-page.ts';
import { VisitorPage } from './visitor-page.ts';

/** Scenario H3: a desk is put in order without a mouse, and after each step the keyboard is where one goes on. */

const DAY_MS = 24 * 3_600_000;

const toast = ({ page }: OperatorPage): Locator => page.getByRole('region', { name: 'What was done' });

test('put off until a time of one’s own and taken up again; spam and back', async ({ browser, hub }) => {
  const [anna, visitor] = await Promise.all([
    OperatorPage.signIn(browser, hub, 'anna'),
    VisitorPage.openShop(browser, hub),
  ]);
  const { page } = anna;
  const presses = await anna.countPointerPresses();
  const question = `Later, please ${Date.now()}`;
  await visitor.say(question);
  await anna.enterByKeyboard(question);
  await expect(anna.composer).toBeFocused();

  await test.step('put off', async () => {
    await page.keyboard.press('Alt+KeyS');
    const until = page.getByRole('dialog', { name: 'Snooze until' });
    await anna.tabTo(until.getByLabel('Date and time'));
    const day = new Date(Date.now() + 3 * DAY_MS).toISOString().slice(0, 10);
    await page.keyboard.type(`${day} 09:40`);
    await page.keyboard.press('Enter');
    await expect(until).toHaveCount(0);
    await expect(toast(anna)).toContainText(/Put off until .*0?9:40/);
    await expect(anna.dialog(question)).toHaveCount(0);
    await expect(anna.composer).toBeFocused();
  });

  await test.step('taken up again by the word after a slash', async () => {
    await page.keyboard.type('/wake');
    await expect(page.getByRole('option', { selected: true }).filter({ hasText: '/wake' })).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(anna.transcript).toContainText('You took the dialog up again');
    await expect(anna.composer).toBeFocused();
    await expect(anna.composer).toHaveValue('');
    await anna.reveal(question);
    await anna.page.keyboard.press('Control+Digit3');
  });

  await test.step('spam: the safe answer comes first, and Escape leads back', async () => {
    const sure = page.getByRole('alertdialog', { name: 'Mark as spam?' });
    await anna.command('Spam');
    await expect(sure.getByRole('button', { name: 'Cancel' })).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(sure).toHaveCount(0);
    await expect(anna.composer).toBeFocused();
    await anna.command('Spam');
    await expect(sure.getByRole('button', { name: 'Cancel' })).toBeFocused();
    await page.keyboard.press('Tab');
    await expect(sure.getByRole('button', { name: 'Mark as spam' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(sure).toHaveCount(0);
    await expect(anna.dialog(question)).toHaveCount(0);
    await expect(anna.composer).toBeFocused();
  });

  await test.step('and back: by the list of closed ones', async () => {
    await page.keyboard.press('Alt+Digit4');
    await anna.enterByKeyboard(question);
    await expect(anna.composer).toBeFocused();
    await anna.command('Open again');
    await expect(anna.transcript).toContainText('You opened the dialog again');
    await expect(anna.composer).toBeFocused();
    await expect(anna.composer).toBeEditable();
    await page.keyboard.type('Sorry for that');
    await page.keyboard.press('Enter');
    await expect(visitor.message('Sorry for that')).toBeVisible();
  });
  expect(await presses()).toBe(0);
});
