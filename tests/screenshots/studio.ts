import type { BrowserContextOptions, BrowserContext, Page } from '@playwright/test';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { catalogs, type Locale, type MessageKey } from '#renderer/i18n/messages.ts';
import { bringEmoji } from './emoji.ts';

export type { Locale } from '#renderer/i18n/messages.ts';
export const LANGUAGES: readonly Locale[] = ['ru', 'en'];

interface Size {
  width: number;
  height: number;
}
export const DESKTOP: readonly Size[] = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
];
export const PHONE: readonly Size[] = [{ width: 390, height: 844 }];

const folder = path.resolve('screenshots');

/** Pictures in one language: a screen is brought into its state once and taken in both themes and every size. */
export class Studio {
  readonly language: Locale;
  readonly context: BrowserContext;
  readonly sizes: readonly Size[];

  private constructor(language: Locale, context: BrowserContext, sizes: readonly Size[]) {
    this.language = language;
    this.context = context;
    this.sizes = sizes;
  }

  static async open(
    make: (options: BrowserContextOptions) => Promise<BrowserContext>,
    language: Locale,
    sizes = DESKTOP,
  ): Promise<Studio> {
    const context = await make({
      locale: language === 'ru' ? 'ru-RU' : 'en-GB',
      viewport: sizes[0] ?? null,
      // The page's policy forbids fonts from elsewhere; the picture needs one.
      bypassCSP: true,
      reducedMotion: 'reduce',
      hasTouch: sizes === PHONE,
      isMobile: sizes === PHONE,
    });
    await bringEmoji(context);
    return new Studio(language, context, sizes);
  }

  /** The client's words in this language; those with parameters are looked for by other means. */
  words(key: MessageKey): string {
    return catalogs[this.language][key];
  }

  /**
   * @param name of the file; the folder says language, theme and size
   * @param bring opens what a window of another size closes, such as a menu at a place
   */
  async take(page: Page, name: string, bring?: () => Promise<void>): Promise<void> {
    for (const size of this.sizes) {
      await page.setViewportSize(size);
      await bring?.();
      for (const theme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme: theme });
        await settle(page);
        const place = path.join(folder, `${this.language}-${theme}-${size.width}x${size.height}`);
        mkdirSync(place, { recursive: true });
        await page.screenshot({ path: path.join(place, `${name}.png`), animations: 'disabled' });
      }
    }
    // What is done next, such as scrolling, is done in the window of the next picture.
    await page.setViewportSize(this.sizes[0] ?? { width: 1280, height: 800 });
  }
}

/** Two frames after the change: lists have measured themselves anew and fonts of new glyphs have come. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    await frame();
    await frame();
    await document.fonts.ready;
    await frame();
  });
}

/** One hub for all pictures. */
export { expect, test } from '#tests/e2e/hub-fixture.ts';
