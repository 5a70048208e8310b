import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { call, expect, test } from './shell-test.ts';

const hub = 'https://hub.example';
const token = 'session-token-8f1d2c3b4a';

/** Every file below a folder whose bytes contain the text. */
function filesWith(folder: string, text: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((file) => existsSync(file) && statSync(file).isFile() && readFileSync(file).includes(text));
}

test('a session survives a restart and never lies on the disk as plain text', async ({ start, userData }) => {
  const first = await start();
  const page = await first.window();
  const set = (await call(page, 'secrets.set', { hub, secret: token })) as { value: string };
  await first.close();
  expect(filesWith(userData, token)).toEqual([]);

  const second = await start();
  const kept = await call(await second.window(), 'secrets.get', { hub });
  // A system without a key store (a bare Linux) keeps it in memory only, and has said so.
  expect(kept).toEqual({ ok: true, value: set.value === 'encrypted' ? token : null });
  expect(await call(await second.window(), 'secrets.get', { hub: 'https://other.example' })).toMatchObject({
    value: null,
  });
});

test('a deleted session is gone', async ({ shell, page, start }) => {
  await call(page, 'secrets.set', { hub, secret: token });
  expect(await call(page, 'secrets.delete', { hub })).toEqual({ ok: true, value: null });
  expect(await call(page, 'secrets.get', { hub })).toEqual({ ok: true, value: null });
  await shell.close();
  expect(await call(await (await start()).window(), 'secrets.get', { hub })).toEqual({
    ok: true,
    value: null,
  });
});

test('without a key store the session stays in memory and this is said', async ({ start, userData }) => {
  const first = await start({ env: { OTKLIK_STANDIN_KEYCHAIN: 'none' } });
  test.skip(first.kind === 'electron', 'the key store of a real system cannot be taken away');
  const page = await first.window();
  expect(await call(page, 'secrets.persistence', {})).toEqual({ ok: true, value: 'memory' });
  expect(await call(page, 'secrets.set', { hub, secret: token })).toEqual({ ok: true, value: 'memory' });
  expect(await call(page, 'secrets.get', { hub })).toEqual({ ok: true, value: token });
  await first.close();
  expect(filesWith(userData, token)).toEqual([]);
});

test('a session that can no longer be decrypted means signing in again, not a failure', async ({
  start,
  userData,
}) => {
  const first = await start();
  await call(await first.window(), 'secrets.set', { hub, secret: token });
  await first.close();
  writeFileSync(
    path.join(userData, 'secrets.json'),
    JSON.stringify({
      tokens: { [hub]: Buffer.from('from another computer, long enough').toString('base64') },
    }),
  );
  const second = await start();
  expect(await call(await second.window(), 'secrets.get', { hub })).toEqual({ ok: true, value: null });
});

test('settings survive a restart', async ({ start }) => {
  const hubs = [{ origin: hub, login: 'anna', lastUsedAt: 1_700_000_000_000 }];
  const first = await start();
  await call(await first.window(), 'settings.set', { theme: 'dark', language: 'ru', hubs, keep: 'year' });
  await first.close();
  const second = await start();
  expect(await call(await second.window(), 'settings.get', {})).toEqual({
    ok: true,
    value: { theme: 'dark', language: 'ru', hubs, keep: 'year' },
  });
});

for (const [what, text, theme] of [
  ['cut off', '{"theme":"dark","hu', 'system'],
  ['damaged in one field', JSON.stringify({ theme: 'dark', language: 'klingon', hubs: [] }), 'dark'],
  ['of the wrong shape', '[]', 'system'],
] as const) {
  test(`a settings file that is ${what} is healed and kept as a backup`, async ({ start, userData }) => {
    writeFileSync(path.join(userData, 'settings.json'), text);
    const shell = await start();
    expect(await call(await shell.window(), 'settings.get', {})).toMatchObject({
      ok: true,
      value: { theme, language: 'system' },
    });
    const backup = readdirSync(userData).find((name) => name.startsWith('settings.broken-'));
    expect(backup).toBeDefined();
    expect(readFileSync(path.join(userData, backup ?? ''), 'utf8')).toBe(text);
    const log = readFileSync(path.join(userData, 'logs', 'main.log'), 'utf8');
    expect(log).toContain('settings.json was damaged');
  });
}

test('what the page stores survives a restart', async ({ start }) => {
  const first = await start();
  const page = await first.window();
  await page.evaluate(async () => {
    localStorage.setItem('draft', 'kept');
    const request = indexedDB.open('shell-test', 1);
    await new Promise((resolve, reject) => {
      request.addEventListener('upgradeneeded', () => request.result.createObjectStore('rows'));
      request.addEventListener('success', resolve);
      request.addEventListener('error', reject);
    });
    const write = request.result.transaction('rows', 'readwrite', { durability: 'strict' });
    write.objectStore('rows').put('row', 1);
    await new Promise((resolve) => write.addEventListener('complete', resolve));
  });
  await first.close();

  const second = await start();
  const kept = await (
    await second.window()
  ).evaluate(async () => {
    const request = indexedDB.open('shell-test', 1);
    await new Promise((resolve) => request.addEventListener('success', resolve));
    const read = request.result.transaction('rows').objectStore('rows').get(1);
    await new Promise((resolve) => read.addEventListener('success', resolve));
    return [localStorage.getItem('draft'), read.result as unknown];
  });
  expect(kept).toEqual(['kept', 'row']);
});
