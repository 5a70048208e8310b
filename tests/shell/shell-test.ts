/** `test` with the desktop shell: the built main process and preload, and a small page instead of the renderer. */
import { test as base } from '@playwright/test';
import type { Page } from '@playwright/test';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { OtklikBridge } from '#shared/bridge/api.ts';
import { builtPrograms, launchShell } from '#tests/standin/launch-shell.ts';
import type { LaunchOptions, ShellApp } from '#tests/standin/shell-app.ts';

export { expect } from '@playwright/test';

interface ShellFixtures {
  /** Data folder of this test, empty at its start. */
  readonly userData: string;
  /** Starts the shell on `userData`, as often as the test likes; what still runs at the end is ended. */
  readonly start: (options?: Partial<LaunchOptions>) => Promise<ShellApp>;
  readonly shell: ShellApp;
  readonly page: Page;
}

export const test = base.extend<ShellFixtures, { readonly dist: string }>({
  dist: [
    async ({ browserName: _ }, provide) => {
      const dist = mkdtempSync(path.join(tmpdir(), 'otklik-shell-dist-'));
      mkdirSync(path.join(dist, 'main'));
      for (const file of ['main.mjs', 'preload.cjs']) {
        cpSync(path.join(builtPrograms, 'main', file), path.join(dist, 'main', file));
      }
      cpSync(path.join(import.meta.dirname, 'page'), path.join(dist, 'renderer'), { recursive: true });
      await provide(dist);
      rmSync(dist, { recursive: true, force: true });
    },
    { scope: 'worker' },
  ],
  userData: async ({ browserName: _ }, provide) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'otklik-shell-'));
    await provide(folder);
    rmSync(folder, { recursive: true, force: true });
    rmSync(`${folder}-keychain`, { recursive: true, force: true });
  },
  start: async ({ dist, userData }, provide) => {
    const running: ShellApp[] = [];
    await provide(async (options = {}) => {
      const shell = await launchShell({ userData, dist, ...options });
      running.push(shell);
      return shell;
    });
    await Promise.all(running.map((shell) => shell.close()));
  },
  shell: async ({ start }, provide) => provide(await start()),
  page: async ({ shell }, provide) => provide(await shell.window()),
});

/** Calls the bridge as the page's own scripts would. Arguments are `unknown`: a hostile page has no types. */
export function call(page: Page, channel: string, args: unknown): Promise<unknown> {
  return page.evaluate(
    ([name, argument]) => {
      const { otklik } = globalThis as unknown as { otklik: OtklikBridge };
      const calls: Record<string, (args: never) => Promise<unknown>> = otklik.calls;
      return calls[name]?.(argument as never);
    },
    [channel, args] as const,
  );
}
