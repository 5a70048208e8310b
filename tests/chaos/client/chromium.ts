import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { chromium, type Page } from 'playwright-core';
import { browserArgs, findBrowser } from '#tests/browser/find.ts';

/** A Chromium with a profile on the disk, started so that all of it can be killed or frozen at once. */
export class Chromium {
  readonly page: Page;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, page: Page) {
    this.#child = child;
    this.page = page;
  }

  /** @param profile folder that outlives it */
  static async start(profile: string): Promise<Chromium> {
    const flags = [
      '--headless=new',
      '--no-sandbox',
      '--remote-debugging-port=0',
      '--lang=en-GB',
      '--window-size=1280,800',
    ];
    const child = spawn(
      findBrowser().executablePath,
      [...browserArgs, ...flags, `--user-data-dir=${profile}`, 'about:blank'],
      {
        stdio: ['ignore', 'ignore', 'pipe'],
        // Otherwise the machine's, which the pages' words would follow.
        env: { ...process.env, LANG: 'en_GB.UTF-8', LC_ALL: 'en_GB.UTF-8' },
        // A group of its own: its processes are many.
        detached: true,
      },
    );
    const address = await new Promise<string>((resolve, reject) => {
      let heard = '';
      child.stderr?.on('data', (chunk: Buffer) => {
        heard = (heard + chunk.toString()).slice(-5_000);
        const found = /DevTools listening on (ws:\S+)/.exec(heard)?.[1];
        if (found) resolve(found);
      });
      child.once('exit', () => reject(new Error(`Chromium did not start:\n${heard}`)));
    });
    try {
      const browser = await chromium.connectOverCDP(address, { timeout: 60_000 });
      const context = browser.contexts()[0] ?? (await browser.newContext());
      const page = context.pages()[0] ?? (await context.newPage());
      page.setDefaultTimeout(30_000);
      return new Chromium(child, page);
    } catch (error) {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      throw error;
    }
  }

  async kill(): Promise<void> {
    if (!this.#alive) return;
    const exited = once(this.#child, 'exit');
    this.#signal('SIGKILL');
    await exited;
  }

  async freeze(ms: number): Promise<void> {
    this.#signal('SIGSTOP');
    await delay(ms);
    this.#signal('SIGCONT');
  }

  get #alive(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  #signal(signal: NodeJS.Signals): void {
    if (this.#alive && this.#child.pid !== undefined) process.kill(-this.#child.pid, signal);
  }
}
