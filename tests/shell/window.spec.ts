import { call, expect, test } from './shell-test.ts';

test('one window opens, shows the page from its own origin and is a secure context', async ({
  shell,
  page,
}) => {
  await expect(page).toHaveTitle('Otklik');
  await expect(page.locator('html')).toHaveAttribute('data-module', 'ran');
  expect(page.url()).toBe(`${shell.origin}/`);
  expect(await page.evaluate(() => [isSecureContext, typeof navigator.locks, typeof indexedDB])).toEqual([
    true,
    'object',
    'object',
  ]);
  expect(await shell.main(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});

test('the main process knows the page by its app:// address', async ({ shell, page }) => {
  await expect(page).toHaveTitle('Otklik');
  const url = await shell.main(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL());
  expect(url).toBe('app://otklik/');
});

test('the page has no powers of Node or Electron', async ({ page }) => {
  const found = await page.evaluate(() =>
    ['require', 'process', 'module', 'Buffer', 'ipcRenderer', 'electron'].filter(
      (name) => name in globalThis,
    ),
  );
  expect(found).toEqual([]);
});

test('the window is created sandboxed and isolated', async ({ shell, page }) => {
  await expect(page).toHaveTitle('Otklik');
  const preferences = await shell.main(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
      getLastWebPreferences(): object;
    };
    return contents.getLastWebPreferences();
  });
  expect(preferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    webviewTag: false,
  });
});

test('the page cannot change what the preload script gave it', async ({ page }) => {
  const changed = await page.evaluate(() => {
    const globals = globalThis as unknown as Record<string, { calls: Record<string, unknown> }>;
    const before = globals['otklik'];
    try {
      globals['otklik'] = { calls: {} };
    } catch {
      // Strict mode throws, sloppy mode ignores: both are a refusal.
    }
    try {
      Object.assign(before?.calls ?? {}, { 'app.info': () => 'forged' });
    } catch {
      // As above.
    }
    return globals['otklik'] !== before || String(before?.calls['app.info']).includes('forged');
  });
  expect(changed).toBe(false);
});

test('a strict Content-Security-Policy comes with the page and stops inline scripts and eval', async ({
  page,
}) => {
  const policy = await page.evaluate(() =>
    fetch('/').then((answer) => answer.headers.get('content-security-policy')),
  );
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self'");
  expect(policy).toMatch(/script-src 'self' 'wasm-unsafe-eval'(;|$)/);
  await expect(page.locator('html')).not.toHaveAttribute('data-inline');
  const ran = await page.evaluate(async () => {
    const refused = new Set<string>();
    // The handler is refused last, when the picture's error would call it: nothing is left that could still run.
    const handlerRefused = new Promise<void>((done) =>
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
        refused.add(effectiveDirective);
        if (effectiveDirective === 'script-src-attr') done();
      }),
    );
    const element = document.createElement('script');
    element.textContent = 'document.documentElement.dataset.injected = "ran"';
    document.body.append(element);
    document.body.insertAdjacentHTML(
      'beforeend',
      '<img src="x:" onerror="document.body.dataset.handler = 1">',
    );
    await handlerRefused;
    return {
      refused: [...refused].toSorted(),
      injected: document.documentElement.dataset['injected'],
      handler: document.body.dataset['handler'],
    };
  });
  expect(ran).toEqual({ refused: ['img-src', 'script-src-attr', 'script-src-elem'] });
});

test('no foreign frame, script or picture is loaded', async ({ page }) => {
  const blocked = await page.evaluate(async () => {
    const seen: string[] = [];
    const allSeen = new Promise<void>((done) =>
      document.addEventListener('securitypolicyviolation', (event) => {
        if (seen.push(event.effectiveDirective) === 3) done();
      }),
    );
    const frame = document.createElement('iframe');
    frame.src = 'https://evil.example/';
    const script = document.createElement('script');
    script.src = 'https://evil.example/x.js';
    const image = new Image();
    image.src = 'https://evil.example/pixel.png';
    document.body.append(frame, script, image);
    await allSeen;
    return seen.toSorted();
  });
  expect(blocked).toEqual(['frame-src', 'img-src', 'script-src-elem']);
});

test('files outside of the renderer cannot be reached', async ({ page }) => {
  const statuses = await page.evaluate(() =>
    Promise.all(
      [
        '/..%2fmain%2fmain.mjs',
        '/..%2f..%2f..%2f..%2f..%2fetc%2fpasswd',
        '/%2e%2e/main/main.mjs',
        '/..%5cmain%5cmain.mjs',
        '/../main/main.mjs',
        '/%00.html',
        '/missing.js',
      ].map((path) => fetch(path).then((answer) => answer.status)),
    ),
  );
  expect(new Set(statuses)).toEqual(new Set([404]));
});

test('addresses of screens get the index, scripts their type', async ({ page }) => {
  const types = await page.evaluate(() =>
    Promise.all(
      ['/dialogs/42', '/page.js'].map((path) =>
        fetch(path).then((answer) => answer.headers.get('content-type')),
      ),
    ),
  );
  expect(types).toEqual(['text/html; charset=utf-8', 'text/javascript; charset=utf-8']);
});

test('the place of the window survives a restart', async ({ start }) => {
  const wanted = { x: 140, y: 90, width: 1010, height: 640 };
  const first = await start();
  await first.window();
  await first.main(
    ({ BrowserWindow }, bounds) => BrowserWindow.getAllWindows()[0]?.setBounds(bounds),
    wanted,
  );
  await first.close();

  const second = await start();
  await second.window();
  expect(
    await second.main(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getNormalBounds()),
  ).toEqual(wanted);
});

test('a place on a screen that is no longer there is not used', async ({ start }) => {
  const first = await start();
  await first.window();
  const lost = { x: 90_000, y: 90_000, width: 1000, height: 700 };
  await first.main(({ BrowserWindow }, bounds) => BrowserWindow.getAllWindows()[0]?.setBounds(bounds), lost);
  await first.close();

  const second = await start();
  await second.window();
  const reachable = await second.main(({ BrowserWindow, screen }) => {
    const bounds = BrowserWindow.getAllWindows()[0]?.getNormalBounds();
    const { workArea } = screen.getPrimaryDisplay();
    return (
      bounds !== undefined &&
      bounds.x < workArea.x + workArea.width &&
      bounds.y < workArea.y + workArea.height
    );
  });
  expect(reachable).toBe(true);
});

test('the window has the background of the chosen theme before its page paints, and follows a change', async ({
  start,
}) => {
  const first = await start();
  const background = () =>
    first.main(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBackgroundColor());
  const page = await first.window();
  await call(page, 'settings.set', { theme: 'dark' });
  await expect.poll(background).toBe('#101B1C');
  await call(page, 'settings.set', { theme: 'light' });
  await expect.poll(background).toBe('#F3F6F5');
  await call(page, 'settings.set', { theme: 'dark' });
  await first.close();

  const second = await start();
  await second.window();
  expect(
    await second.main(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBackgroundColor()),
  ).toBe('#101B1C');
});
