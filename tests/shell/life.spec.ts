import { cpSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { ShellApp } from '#tests/standin/shell-app.ts';
import { call, expect, test } from './shell-test.ts';

/** Answers every native dialog with its first button (Reload) and records the questions. */
async function answerDialogs(shell: ShellApp): Promise<() => Promise<string[]>> {
  await shell.main(({ dialog }) => {
    const asked: string[] = [];
    (globalThis as unknown as { asked: string[] }).asked = asked;
    dialog.showMessageBox = (...args: unknown[]) => {
      asked.push((args.at(-1) as { message: string }).message);
      return Promise.resolve({ response: 0, checkboxChecked: false });
    };
  });
  return () => shell.main(() => (globalThis as unknown as { asked: string[] }).asked);
}

/** Keeps every native dialog open until `globalThis.answer(button)` is called in the main process. */
async function holdDialogs(shell: ShellApp): Promise<() => Promise<string[]>> {
  await shell.main(({ dialog }) => {
    const globals = globalThis as unknown as { asked: string[]; answer: (response: number) => void };
    globals.asked = [];
    dialog.showMessageBox = (...args: unknown[]) => {
      globals.asked.push((args.at(-1) as { message: string }).message);
      return new Promise((resolve) => {
        globals.answer = (response) => resolve({ response, checkboxChecked: false });
      });
    };
  });
  return () => shell.main(() => (globalThis as unknown as { asked: string[] }).asked);
}

function reloadByMain(shell: ShellApp): Promise<void> {
  return shell.main(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.reload());
}

/** Asked through the main process: Playwright gives a page up once it has crashed. `null` while it is not there. */
function titleByMain(shell: ShellApp): Promise<unknown> {
  return shell
    .main(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript('document.title'),
    )
    .catch(() => null);
}

test('a second start brings the first window to the front and ends', async ({ shell, page }) => {
  await expect(page).toHaveTitle('Otklik');
  await shell.main(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());
  expect(await shell.startAgain()).toBe(0);
  await expect
    .poll(() => shell.main(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible()))
    .toBe(true);
  expect(await shell.main(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});

test('after kill -9 the next start works and has the settings', async ({ start }) => {
  const first = await start();
  await call(await first.window(), 'settings.set', { theme: 'dark' });
  await first.kill();
  const second = await start();
  expect(await call(await second.window(), 'settings.get', {})).toMatchObject({ value: { theme: 'dark' } });
});

test('closing the window ends the program', async ({ shell, page }) => {
  test.skip(process.platform === 'darwin', 'macOS keeps programs without windows running');
  await expect(page).toHaveTitle('Otklik');
  const exited = shell.main(
    ({ app }) => new Promise<string>((resolve) => app.once('will-quit', () => resolve('quits'))),
  );
  await shell.main(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  // Either the answer still arrives or the process is gone already: both mean that it quits.
  expect(await exited.catch(() => 'quits')).toBe('quits');
});

test('a crashed page is offered to be reloaded, and works again', async ({ shell, page }) => {
  await expect(page).toHaveTitle('Otklik');
  const asked = await answerDialogs(shell);
  await shell.main(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
  );
  await expect.poll(asked).toEqual(['The window stopped unexpectedly']);
  await expect.poll(() => titleByMain(shell), { timeout: 15_000 }).toBe('Otklik');
});

test('a damaged installation is said natively; reloading after the repair helps', async ({
  start,
  dist,
  userData,
}) => {
  const own = path.join(userData, 'dist');
  cpSync(dist, own, { recursive: true });
  const shell = await start({ dist: own });
  await expect(await shell.window()).toHaveTitle('Otklik');
  const questions = await holdDialogs(shell);
  rmSync(path.join(own, 'renderer', 'index.html'));
  await reloadByMain(shell);
  await expect.poll(questions).toEqual(['The window could not be loaded']);

  cpSync(path.join(dist, 'renderer'), path.join(own, 'renderer'), { recursive: true });
  await shell.main(() => (globalThis as unknown as { answer: (response: number) => void }).answer(0));
  await expect.poll(() => titleByMain(shell)).toBe('Otklik');
});

test('a page that hangs can be waited for; when it answers again the question goes', async ({
  shell,
  page,
}) => {
  await expect(page).toHaveTitle('Otklik');
  const outcome = await shell.main(async ({ BrowserWindow, dialog }) => {
    const ended: string[] = [];
    dialog.showMessageBox = (...args: unknown[]) => {
      const { message, signal } = args.at(-1) as { message: string; signal: AbortSignal };
      return new Promise((resolve) => {
        signal.addEventListener('abort', () => {
          ended.push(message);
          resolve({ response: 1, checkboxChecked: false });
        });
      });
    };
    const window = BrowserWindow.getAllWindows()[0];
    window?.emit('unresponsive');
    window?.emit('responsive');
    await Promise.resolve();
    return ended;
  });
  expect(outcome).toEqual(['The window does not respond']);
  await expect(page.locator('h1')).toBeVisible();
});

test('a page that hangs can be reloaded, and nothing more is asked', async ({ shell, page }) => {
  await expect(page).toHaveTitle('Otklik');
  await shell.main(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript('document.title = "old"'),
  );
  const questions = await answerDialogs(shell);
  await shell.main(({ BrowserWindow }) => void BrowserWindow.getAllWindows()[0]?.emit('unresponsive'));
  await expect.poll(() => titleByMain(shell)).toBe('Otklik');
  expect(await questions()).toEqual(['The window does not respond']);
});
