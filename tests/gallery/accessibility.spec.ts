import { axe } from '#tests/support/axe.ts';
import { expect, test } from './test.ts';
import { SCENES, type SceneName } from './scenes.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

for (const scene of Object.keys(SCENES) as SceneName[]) {
  // Five thousand messages say nothing to axe that two hundred do not, and take it a minute.
  if (scene === 'history-5000') continue;
  test(`${scene}: no violation, in both themes`, async ({ open }) => {
    const page = await open(scene);
    const light = await axe(page).withTags(RULES).analyze();
    await page.evaluate(() => {
      document.documentElement.dataset['theme'] = 'dark';
    });
    const dark = await axe(page).withRules(['color-contrast']).analyze();
    const found = [...light.violations, ...dark.violations].map(
      ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`,
    );
    expect(found).toEqual([]);
  });
}

test('open menu and dialogs have no violation', async ({ open }) => {
  const page = await open('main');
  await page.getByRole('button', { name: /^Меню/ }).click();
  await page.getByRole('menu').waitFor();
  const inMenu = await axe(page).withTags(RULES).include('[role=menu]').analyze();
  expect(inMenu.violations.map((violation) => violation.id)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.keyboard.press('F1');
  await page.getByRole('dialog').waitFor();
  const inDialog = await axe(page).withTags(RULES).include('[role=dialog]').analyze();
  expect(inDialog.violations.map((violation) => violation.id)).toEqual([]);
});

test('everything is still there at 200 % zoom of the smallest window', async ({ open }) => {
  // Zoom halves the CSS pixels: 960×600 at 200 % is 480×300.
  const page = await open('main', { size: { width: 640, height: 400 } });
  await expect(page.getByRole('textbox', { name: 'Сообщение' })).toBeInViewport();
  await expect(page.getByRole('button', { name: 'Завершить' })).toBeInViewport();
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  expect(sideways).toBe(false);
});

test('with reduced motion nothing moves', async ({ open, page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await open('typing');
  const duration = await page
    .locator('.typing-dot')
    .first()
    .evaluate((dot) => getComputedStyle(dot).animationDuration);
  expect(Number.parseFloat(duration)).toBeLessThan(0.001);
});
