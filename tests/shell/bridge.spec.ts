import type { Page } from '@playwright/test';
import path from 'node:path';
import type { OtklikBridge } from '#shared/bridge/api.ts';
import { callChannels, eventChannels } from '#shared/bridge/channels.ts';
import type { ElectronModules } from '#tests/standin/shell-app.ts';
import { call, expect, test } from './shell-test.ts';

const hub = 'https://hub.example';

/** Lets the page keep what the shell tells it from now on. */
function listen(page: Page): Promise<void> {
  return page.evaluate((names) => {
    const globals = globalThis as unknown as { otklik: OtklikBridge; events: unknown[] };
    globals.events = [];
    for (const name of names) globals.otklik.on(name, (payload) => globals.events.push({ name, payload }));
  }, eventChannels);
}

function eventsOf(page: Page): Promise<{ name: string; payload: unknown }[]> {
  return page.evaluate(
    () => (globalThis as unknown as { events: { name: string; payload: unknown }[] }).events,
  );
}

test.beforeEach(async ({ page }) => {
  await expect(page.locator('html')).toHaveAttribute('data-module', 'ran');
});

test('the page gets exactly the calls of the contract', async ({ page }) => {
  const names = await page.evaluate(() => {
    const { otklik } = globalThis as unknown as { otklik: { calls: object } };
    return [Object.keys(otklik), Object.keys(otklik.calls)];
  });
  expect(names).toEqual([['calls', 'on'], [...callChannels]]);
});

test('arguments that do not fit are refused with a code, and the refusal does not repeat them', async ({
  page,
}) => {
  const wrong: [string, unknown][] = [
    ['counter.set', { count: -1 }],
    ['counter.set', { count: '5' }],
    ['counter.set', undefined],
    ['secrets.set', { hub: 'https://hub.example/path', secret: 'top-secret' }],
    ['secrets.set', { hub, secret: 'x'.repeat(100_000) }],
    ['secrets.get', { hub: 'file:///etc' }],
    ['secrets.get', { hub, extra: true }],
    ['settings.set', { theme: 'pink' }],
    ['settings.set', { unknown: 1 }],
    ['app.info', null],
    ['links.openExternal', { url: 5 }],
  ];
  for (const [channel, args] of wrong) {
    const answer = await call(page, channel, args);
    expect(answer, channel).toMatchObject({ ok: false, error: { code: 'invalid_arguments' } });
    expect(JSON.stringify(answer)).not.toContain('top-secret');
  }
});

test('a window that is not ours is refused, though it has the same preload script', async ({
  shell,
  page,
  dist,
}) => {
  await call(page, 'secrets.set', { hub, secret: 'token' });
  const askFromForeignWindow = async (
    { BrowserWindow }: ElectronModules,
    preload: string,
  ): Promise<unknown> => {
    const foreign = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
    await foreign.loadURL('data:text/html,<title>foreign</title>');
    const answer: unknown = await foreign.webContents.executeJavaScript(
      "window.otklik.calls['secrets.get']({ hub: 'https://hub.example' })",
    );
    foreign.destroy();
    return answer;
  };
  const answer = await shell.main(askFromForeignWindow, path.join(dist, 'main', 'preload.cjs'));
  expect(answer).toMatchObject({ ok: false, error: { code: 'forbidden' } });
  expect(await call(page, 'secrets.get', { hub })).toEqual({ ok: true, value: 'token' });
});

test('events reach the page: sleep, focus, settings', async ({ shell, page }) => {
  await listen(page);
  await shell.main(({ powerMonitor }) => powerMonitor.emit('resume'));
  await call(page, 'settings.set', { theme: 'dark' });
  await expect
    .poll(async () => (await eventsOf(page)).map(({ name }) => name))
    .toEqual(expect.arrayContaining(['power.resumed', 'settings.changed']));
  const changed = (await eventsOf(page)).find(({ name }) => name === 'settings.changed');
  expect(changed?.payload).toMatchObject({ theme: 'dark' });
});

test('an event that is not in the contract cannot be subscribed to', async ({ page }) => {
  const refused = await page.evaluate(() => {
    const { otklik } = globalThis as unknown as { otklik: { on(name: string, listener: () => void): void } };
    try {
      otklik.on('secrets.set', () => undefined);
      return false;
    } catch {
      return true;
    }
  });
  expect(refused).toBe(true);
});

test('the theme that was chosen governs the page and native parts', async ({ shell, page }) => {
  const dark = () => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
  await call(page, 'settings.set', { theme: 'dark' });
  await expect.poll(dark).toBe(true);
  expect(await shell.main(({ nativeTheme }) => nativeTheme.themeSource)).toBe('dark');
  await call(page, 'settings.set', { theme: 'light' });
  await expect.poll(dark).toBe(false);
});

test('the menu speaks the chosen language', async ({ shell, page }) => {
  const labels = () => shell.main(({ Menu }) => Menu.getApplicationMenu()?.items.map((item) => item.label));
  await call(page, 'settings.set', { language: 'ru' });
  await expect.poll(labels).toEqual(expect.arrayContaining(['Правка', 'Вид', 'Окно']));
  await call(page, 'settings.set', { language: 'en' });
  await expect.poll(labels).toEqual(expect.arrayContaining(['Edit', 'View', 'Window']));
});

test('the counter goes to the badge', async ({ shell, page }) => {
  test.skip(process.platform === 'win32', 'Windows has no badge count');
  expect(await call(page, 'counter.set', { count: 7 })).toEqual({ ok: true, value: null });
  // On Linux only docks with the Unity protocol have a badge; Electron then answers 0.
  const badge = await shell.main(({ app }) => app.getBadgeCount());
  expect(shell.kind === 'standin' ? [7] : [0, 7]).toContain(badge);
});
