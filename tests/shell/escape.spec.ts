import type { Page } from '@playwright/test';
import type { ShellApp } from '#tests/standin/shell-app.ts';
import { call, expect, test } from './shell-test.ts';

/** Records instead of opening; the list lives in the main process. */
async function recordOpened(shell: ShellApp): Promise<() => Promise<string[]>> {
  await shell.main(({ shell: desktop }) => {
    const opened: string[] = [];
    (globalThis as unknown as { opened: string[] }).opened = opened;
    desktop.openExternal = (url) => {
      opened.push(url);
      return Promise.resolve();
    };
  });
  return () => shell.main(() => (globalThis as unknown as { opened: string[] }).opened);
}

function open(page: Page, url: string): Promise<boolean> {
  return page.evaluate((target) => window.open(target) === null, url);
}

test.beforeEach(async ({ page }) => {
  await expect(page).toHaveTitle('Otklik');
});

test('a page cannot be navigated away', async ({ shell, page }) => {
  await page.locator('#same-window').click();
  await page.evaluate(() => {
    location.href = 'https://evil.example/by-script';
  });
  // The refusal has no event of its own; a call that is answered afterwards proves that the page is alive.
  await expect.poll(() => call(page, 'app.info', {})).toMatchObject({ ok: true });
  expect(page.url()).toBe(`${shell.origin}/`);
  await expect(page.locator('h1')).toBeVisible();
});

test('window.open makes no window; a web address goes to the browser of the person', async ({
  shell,
  page,
}) => {
  const opened = await recordOpened(shell);
  expect(await open(page, 'https://shop.example/a b')).toBe(true);
  await expect.poll(opened).toEqual(['https://shop.example/a%20b']);
  expect(await shell.main(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});

test('links go outside only by an allowed scheme', async ({ shell, page }) => {
  const opened = await recordOpened(shell);
  await page.locator('#file').click();
  await page.locator('#https').click();
  await page.locator('#mailto').click();
  await expect.poll(opened).toEqual(['https://shop.example/order?id=1', 'mailto:anna@shop.example']);
});

test('dangerous schemes are refused with a code and never reach the system', async ({ shell, page }) => {
  const opened = await recordOpened(shell);
  const hostile = [
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'smb://evil.example/share',
    'ms-msdt:/id',
    'app://otklik/',
    'https://bank.example@evil.example/',
    'not an address',
    '',
  ];
  for (const url of hostile) {
    expect(await call(page, 'links.openExternal', { url }), url).toMatchObject({
      ok: false,
      error: { code: 'forbidden' },
    });
    await open(page, url).catch(() => undefined);
  }
  expect(await call(page, 'links.openExternal', { url: 'tel:+79001234567' })).toEqual({
    ok: true,
    value: null,
  });
  expect(await opened()).toEqual(['tel:+79001234567']);
});

test('permissions are denied except the few that are needed', async ({ page }) => {
  const states = await page.evaluate(async () => {
    const state = (name: string) =>
      navigator.permissions.query({ name: name as PermissionName }).then((status) => status.state);
    return {
      geolocation: await state('geolocation'),
      clipboardRead: await state('clipboard-read'),
      camera: await state('camera'),
    };
  });
  expect(states).toEqual({
    geolocation: 'denied',
    clipboardRead: 'denied',
    camera: 'denied',
  });
});
