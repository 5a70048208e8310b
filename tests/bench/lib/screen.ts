/** The product's own page, served by the hub, in a browser with its profile on the disk. */
import type { BrowserContext, Page } from 'playwright-core';
import type { HubProcess } from '#tests/support/hub-process.ts';
import { ADMIN_LOGIN, PASSWORD } from '../data/company.ts';
import { installProbe, installWatch, PROBE_KEY, type ScreenProbe } from '../page/screen-probe.ts';
import type { Lab } from './lab.ts';

/** The store grows while anything is still on its way; quiet for so long means all is there. */
const QUIET_MS = 3_000;
const EMPTY_MS = 5_000;
const MOST_MS = 20 * 60_000;

export class Screen {
  readonly page: Page;
  readonly context: BrowserContext;

  private constructor(context: BrowserContext, page: Page) {
    this.context = context;
    this.page = page;
  }

  static async open(lab: Lab, hub: HubProcess, profile: string): Promise<Screen> {
    const context = await lab.browser(profile);
    const page = context.pages()[0] ?? (await context.newPage());
    await page.addInitScript(installProbe, PROBE_KEY);
    await page.addInitScript(installWatch, PROBE_KEY);
    await page.goto(hub.ready.clientUrl);
    return new Screen(context, page);
  }

  /** Signs in and waits until the replica does not grow any more. */
  async signIn(): Promise<void> {
    await this.page.getByLabel('Login').fill(ADMIN_LOGIN);
    await this.page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await this.page.getByRole('button', { name: 'Sign in' }).click();
    const online = this.page.getByRole('status').filter({ hasText: 'Online' });
    await online.waitFor({ timeout: MOST_MS });
    await this.#quiet();
  }

  async call<Name extends keyof ScreenProbe>(
    name: Name,
    ...input: Parameters<ScreenProbe[Name]>
  ): Promise<Awaited<ReturnType<ScreenProbe[Name]>>> {
    const result: unknown = await this.page.evaluate(
      ([key, what, values]) => {
        const probe = (
          globalThis as unknown as Record<string, Record<string, (...of: unknown[]) => unknown>>
        )[key];
        return probe?.[what]?.(...values);
      },
      [PROBE_KEY, name, input] as const,
    );
    return result as Awaited<ReturnType<ScreenProbe[Name]>>;
  }

  /** Chooses a list by its place among the tabs: unanswered, mine, all, closed. */
  async list(name: 'All' | 'Unanswered' | 'Closed'): Promise<void> {
    await this.page.getByRole('tab', { name }).click();
    await this.page.getByRole('option').first().waitFor();
  }

  /** Shows a list and tells whether anything is in it; an empty one says so within a moment. */
  async hasRows(name: 'Closed'): Promise<boolean> {
    await this.page.getByRole('tab', { name }).click();
    const row = this.page.getByRole('option').first();
    return await row.waitFor({ timeout: EMPTY_MS }).then(
      () => true,
      () => false,
    );
  }

  async close(): Promise<void> {
    await this.context.close();
  }

  async #quiet(): Promise<void> {
    const deadline = Date.now() + MOST_MS;
    let last = -1;
    while (Date.now() < deadline) {
      const now = await this.page.evaluate(async () => (await navigator.storage.estimate()).usage ?? 0);
      if (now === last) return;
      last = now;
      await this.page.waitForTimeout(QUIET_MS);
    }
    throw new Error('The replica does not come to rest');
  }
}
