import type { Page } from '@playwright/test';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { createHttp } from '#renderer/data/transport/http.ts';
import { createHubApi, type HubApi } from '#renderer/data/transport/hub-api.ts';
import { OperatorPage } from '#tests/e2e/operator-page.ts';
import { builtPrograms } from '#tests/standin/launch-shell.ts';
import type { ShellApp } from '#tests/standin/shell-app.ts';
import { HubProcess } from '#tests/support/hub-process.ts';
import { expect, test as base } from './shell-test.ts';

// An operator's work in the real shell with the real client and a real hub.

interface OperatorFixtures {
  readonly hub: HubProcess;
  /** Starts the shell as `npm start` does, with the hub named; the same again is a restart. */
  readonly startFor: (hub: string) => Promise<{ shell: ShellApp; anna: OperatorPage }>;
}

const test = base.extend<OperatorFixtures>({
  hub: async ({ browserName: _ }, provide) => {
    // The stand-in shows the page under this origin; Electron's own is always admitted.
    const hub = await HubProcess.start({ RATE_LIMITS: 'off', CLIENT_ORIGINS: 'http://otklik.localhost' });
    await provide(hub);
    await hub.stop();
  },
  startFor: async ({ start }, provide) =>
    provide(async (hub) => {
      const shell = await start({ dist: builtPrograms, env: { OTKLIK_HUB: hub } });
      return { shell, anna: new OperatorPage(await shell.window()) };
    }),
});

/** Signs in and answers the session token, which only the hub's answer carries. */
async function signIn(anna: OperatorPage, hub: HubProcess): Promise<string> {
  const answered = anna.page.waitForResponse(
    (response) => response.url().endsWith('/api/session') && response.request().method() === 'POST',
  );
  await anna.fillSignIn(hub, 'anna');
  const { token } = (await (await answered).json()) as { token: string };
  await expect(anna.dialogs).toBeVisible();
  await expect(anna.connection('Online')).toBeVisible();
  return token;
}

/** A dialog that waits for its first answer, and its last words, by which it can be told from all others. */
async function aQuestion(api: HubApi): Promise<{ dialogId: string; asked: string }> {
  const dialogs = (await api.snapshotPage(null)).bundles.map(({ dialog }) => dialog);
  const words = dialogs.map((dialog) => dialog.lastMessage?.preview ?? '');
  const found = dialogs.find(
    ({ state, lastMessage }) =>
      state.status === 'queued' && words.filter((text) => text === lastMessage?.preview).length === 1,
  );
  return { dialogId: found?.id ?? '', asked: found?.lastMessage?.preview ?? '' };
}

async function messagesOf(api: HubApi, dialogId: string): Promise<string[]> {
  const { messages } = await api.history(dialogId, null);
  return messages.flatMap(({ body }) => (body.kind === 'text' ? [body.text] : []));
}

/** Which of the texts lie in files below the folder as they are. */
function plainTexts(folder: string, text: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => {
    const file = path.join(folder, name);
    const stat = statSync(file, { throwIfNoEntry: false });
    return stat?.isFile() === true && readFileSync(file).includes(text);
  });
}

const badge = (shell: ShellApp): Promise<number> => shell.main(({ app }) => app.getBadgeCount());

/** The address as the form offers it. */
const offeredHub = (page: Page) => page.getByRole('textbox', { name: 'Address of the hub' });

test('the hub that the shell was started for is offered; signed in, the operator sees her dialogs and counters', async ({
  hub,
  startFor,
  userData,
}) => {
  const { shell, anna } = await startFor(`${hub.ready.url}/`);
  await expect(offeredHub(anna.page)).toHaveValue(hub.ready.url);
  const token = await signIn(anna, hub);

  await expect(anna.dialogs.getByRole('option').first()).toBeVisible();
  const waiting = await anna.counter('Unanswered');
  expect(waiting).toBeGreaterThan(0);
  if (shell.kind === 'standin') await expect.poll(() => badge(shell)).toBe(waiting);
  await expect(anna.page).toHaveTitle(new RegExp(`${waiting}`));

  const { version } = await createHubApi(createHttp({ origin: hub.ready.url, token: null })).hubInfo();
  expect(await shell.main(({ app }) => app.getVersion())).toBe(version);
  await shell.close();
  expect(plainTexts(userData, token)).toEqual([]);
});

test('started again with the hub down she is still signed in, reads, answers; the answer arrives once when the hub is back', async ({
  hub,
  startFor,
}) => {
  const first = await startFor(hub.ready.url);
  const token = await signIn(first.anna, hub);
  const api = createHubApi(createHttp({ origin: hub.ready.url, token }));
  const { dialogId, asked } = await aQuestion(api);
  await first.anna.open(asked);
  await first.shell.close();
  await hub.kill();

  const { shell, anna } = await startFor(hub.ready.url);
  await expect(anna.connection('Offline').or(anna.connection('Reconnecting'))).toBeVisible();
  await anna.open(asked);
  const answer = `Written while the hub was down ${Date.now()}`;
  await anna.reply(answer);
  await expect(anna.message(answer)).toHaveAttribute('data-delivery', 'pending');
  // The answer must survive this, too.
  await shell.kill();

  const third = await startFor(hub.ready.url);
  await hub.restart();
  await expect(third.anna.connection('Online')).toBeVisible();
  await expect.poll(() => messagesOf(api, dialogId)).toContain(answer);
  await third.anna.switchTo('Mine');
  await third.anna.open(answer);
  await expect(third.anna.message(answer)).toHaveCount(1);
  await expect(third.anna.message(answer)).not.toHaveAttribute('data-delivery', 'pending');
  expect((await messagesOf(api, dialogId)).filter((text) => text === answer)).toEqual([answer]);
});

test('an address that is none is ignored, and the log says so', async ({ startFor, userData }) => {
  const { anna } = await startFor('file:///etc/passwd');
  await expect(offeredHub(anna.page)).toHaveValue('');
  expect(readFileSync(path.join(userData, 'logs', 'main.log'), 'utf8')).toContain('OTKLIK_HUB is ignored');
});
