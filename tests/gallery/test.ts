import { test as base, type Page } from '@playwright/test';
import type { SceneName } from './scenes.ts';
import { openGallery, type Gallery } from './serve.ts';

interface View {
  language?: 'ru' | 'en';
  theme?: 'light' | 'dark';
  size?: { width: number; height: number };
  platform?: 'electron' | 'browser';
}

/** Opens a scene and waits until it stands. */
export type Open = (scene: SceneName, view?: View) => Promise<Page>;

/** Specs over the gallery: the real window with a fixture behind it. Any error in the console fails the test. */
export const test = base.extend<{ open: Open; complaints: string[] }, { gallery: Gallery }>({
  gallery: [
    // Playwright reads the fixtures it needs from this pattern.
    async ({}, use) => {
      const gallery = await openGallery();
      await use(gallery);
      await gallery.close();
    },
    { scope: 'worker' },
  ],
  /** What the console said; a test that provokes errors empties it. */
  async complaints({}, use) {
    await use([]);
  },
  async open({ page, gallery, complaints }, use) {
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    await use(async (scene, view = {}) => {
      const { language = 'ru', theme = 'light', platform = 'electron' } = view;
      const { size = { width: 1280, height: 800 } } = view;
      await page.setViewportSize(size);
      await page.goto(
        `${gallery.url}?scene=${scene}&language=${language}&theme=${theme}&platform=${platform}`,
      );
      await page
        .getByRole(scene.startsWith('sign-in') ? 'form' : 'tablist')
        .or(page.locator('form'))
        .first()
        .waitFor();
      await page.evaluate(() => document.fonts.ready);
      return page;
    });
    base.expect(complaints).toEqual([]);
  },
});

export const expect = base.expect;
