import type { BrowserContext } from '@playwright/test';
import path from 'node:path';

const folder = path.resolve('node_modules/@fontsource/noto-color-emoji');
const ORIGIN = 'http://fonts.test';

/**
 * People have emoji fonts, bare machines that take pictures have none: the product's font lists name this one.
 * The whole font in one file: Chromium draws nothing from the divided ones.
 */
export async function bringEmoji(context: BrowserContext): Promise<void> {
  await context.route(`${ORIGIN}/**`, (route) =>
    route.fulfill({
      path: path.join(folder, new URL(route.request().url()).pathname),
      headers: { 'access-control-allow-origin': '*' },
    }),
  );
  await context.addInitScript((href) => {
    addEventListener('DOMContentLoaded', () => {
      const link = document.createElement('link');
      link.rel = 'stylesheet';
      link.href = href;
      document.head.append(link);
    });
  }, `${ORIGIN}/emoji-400.css`);
}
