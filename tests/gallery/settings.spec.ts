import { axe } from '#tests/support/axe.ts';
import type { Page } from '@playwright/test';
import { expect, test } from './test.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const settings = (page: Page) => page.getByRole('dialog', { name: /^(Settings|Настройки)$/ });

async function violations(page: Page, role: 'dialog' | 'alertdialog'): Promise<string[]> {
  const found = await axe(page).withTags(RULES).include(`[role=${role}]`).analyze();
  return found.violations.map((violation) => violation.id);
}

test('opens by keyboard and from the menu, and the keyboard goes back where it was', async ({ open }) => {
  const page = await open('main', { language: 'en' });
  await page.getByRole('textbox', { name: 'Message' }).focus();
  await page.keyboard.press('Control+Comma');
  await expect(settings(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('textbox', { name: 'Message' })).toBeFocused();
  await page.getByRole('button', { name: /^Menu/ }).click();
  await page.getByRole('menuitem', { name: 'Settings' }).click();
  await expect(settings(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: /^Menu/ })).toBeFocused();
});

test('language and theme take effect at once, by arrows alone', async ({ open }) => {
  const page = await open('main', { language: 'en' });
  await page.keyboard.press('Control+Comma');
  await page.getByRole('radio', { name: 'English' }).focus();
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByRole('heading', { name: 'Настройки' })).toBeVisible();
  await page.getByRole('radio', { name: 'Светлая' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});

test('says what lies here, and clears it only when asked twice, with what is not touched', async ({
  open,
}) => {
  const page = await open('offline', { language: 'en' });
  await page.keyboard.press('Control+Comma');
  await expect(settings(page)).toContainText('Dialogs5,604');
  await expect(settings(page)).toContainText('On the disk48.3 MB');
  await expect(settings(page)).toContainText('Waiting to be sent2');
  await page.getByRole('button', { name: 'Clear local copy…' }).click();
  const question = page.getByRole('alertdialog', { name: 'Clear the local copy?' });
  await expect(question).toContainText('2 unsent actions wait here and are not touched');
  expect(await violations(page, 'alertdialog')).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(question).toHaveCount(0);
  await expect(settings(page)).toBeVisible();
  // Without a connection it would be gone until there is one.
  await page.getByRole('button', { name: 'Clear local copy…' }).click();
  const clear = question.getByRole('button', { name: 'Clear' });
  await expect(clear).toBeDisabled();
  await expect(clear).toHaveAccessibleDescription(/no connection now/);
});

test('the copy is fetched anew when it was cleared', async ({ open }) => {
  const page = await open('main', { language: 'en' });
  await page.keyboard.press('Control+Comma');
  await page.getByRole('button', { name: 'Clear local copy…' }).click();
  const question = page.getByRole('alertdialog', { name: 'Clear the local copy?' });
  await question.getByRole('button', { name: 'Clear' }).click();
  await expect(settings(page).getByRole('status')).toHaveText('Being fetched: 120 of 5,600');
});

test('how much of the past is kept changes only when it is applied', async ({ open }) => {
  const page = await open('main', { language: 'en' });
  await page.keyboard.press('Control+Comma');
  await expect(page.getByRole('radio', { name: 'Three months' })).toBeChecked();
  await page.getByRole('radio', { name: 'A year' }).check();
  await expect(page.getByText('The copy is fetched again for this')).toBeVisible();
  const kept = () => page.evaluate(async () => (await window.gallery.platform.settings.get()).keep);
  expect(await kept()).toBe('quarter');
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(page.getByText('The copy is fetched again for this')).toHaveCount(0);
  expect(await kept()).toBe('year');
});

for (const theme of ['light', 'dark'] as const)
  for (const language of ['ru', 'en'] as const)
    test(`settings have no violation, ${theme}, ${language}`, async ({ open }, info) => {
      const page = await open('first-sync', { theme, language });
      await page.keyboard.press('Control+Comma');
      await settings(page).waitFor();
      expect(await violations(page, 'dialog')).toEqual([]);
      await page.screenshot({ path: info.outputPath(`settings-${theme}-${language}.png`) });
    });

test('leaving: the choice about the copy is by keyboard, and says what becomes of what is unsent', async ({
  open,
}, info) => {
  const page = await open('offline', { language: 'en' });
  await page.getByRole('button', { name: /^Menu/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out', exact: true }).click();
  const question = page.getByRole('alertdialog', { name: 'Sign out?' });
  // What is unsent is kept by whoever does not look.
  await expect(page.getByRole('radio', { name: /^Keep/ })).toBeChecked();
  await expect(question).toContainText('2 unsent actions have not reached the hub. They stay here');
  await expect(question).toContainText('not encrypted');
  await expect(page.getByRole('button', { name: 'Sign out', exact: true })).toBeVisible();
  expect(await violations(page, 'alertdialog')).toEqual([]);
  await page.screenshot({ path: info.outputPath('sign-out-keeping.png') });
  await page.getByRole('radio', { name: /^Keep/ }).focus();
  await page.keyboard.press('ArrowUp');
  await expect(question).toContainText('2 unsent actions have not reached the hub');
  await expect(question).toContainText('clients will not get them: they are lost for good');
  await expect(page.getByRole('button', { name: 'Sign out without sending' })).toBeVisible();
  expect(await violations(page, 'alertdialog')).toEqual([]);
  await page.screenshot({ path: info.outputPath('sign-out-removing.png') });
});

test('leaving: what was refused and not decided about is counted as well; with nothing of the kind the copy goes', async ({
  open,
}) => {
  const leave = async (scene: 'faster' | 'main') => {
    const page = await open(scene, { language: 'en' });
    await page.getByRole('button', { name: /^Menu/ }).click();
    await page.getByRole('menuitem', { name: 'Sign out', exact: true }).click();
    return page;
  };
  const page = await leave('faster');
  const question = page.getByRole('alertdialog', { name: 'Sign out?' });
  await expect(page.getByRole('radio', { name: /^Keep/ })).toBeChecked();
  await expect(question).toContainText('1 action was not done and waits for your decision. It stays here.');
  await page.getByRole('radio', { name: /^Remove/ }).check();
  await expect(question).toContainText('What you wrote in it is lost for good.');
  await leave('main');
  await expect(page.getByRole('radio', { name: /^Remove/ })).toBeChecked();
  await expect(question).not.toContainText('lost');
});

test('what happened to the local copy is said in words, calmly, and goes when it was read', async ({
  open,
}, info) => {
  const page = await open('healed', { language: 'en' });
  const notices = page.getByRole('region', { name: 'Notices' });
  await expect(notices).toContainText(
    'was lost and is fetched from the hub again. 3 unsent actions were kept',
  );
  await page.screenshot({ path: info.outputPath('healed.png') });
  await notices.getByRole('button', { name: 'Dismiss' }).click();
  await expect(notices).toHaveCount(0);
  await open('storage-full', { language: 'ru' });
  await expect(page.getByRole('alert')).toContainText('не осталось места');
  await page.screenshot({ path: info.outputPath('full.png') });
  await open('storage-broken', { language: 'ru' });
  await expect(page.getByRole('alert')).toContainText('не может хранить локальную копию');
});
