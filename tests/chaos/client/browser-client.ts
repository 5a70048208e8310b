/** The real client in a real browser, worked with as a person does: through what is on the screen. */
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { digestOf, type Digest, type Tables } from '../check/digest.ts';
import { rowsHere, type RowName } from '../check/rows.ts';
import { WORKSPACE, type Employee } from '../hub/company.ts';
import type { Proxy } from '../network/proxy.ts';
import { Random } from '../random.ts';
import { Chromium } from './chromium.ts';
import type { ChaosClient, ClientDeps, Deeds, Said } from './client.ts';
import type { Settled } from './protocol.ts';

/** Milliseconds that a page may take for anything. */
const STEP_MS = 30_000;

export class BrowserClient implements ChaosClient {
  readonly name: string;
  readonly employee: Employee;
  readonly proxy: Proxy;
  readonly #deps: ClientDeps;
  #browser: Chromium | null = null;
  readonly #said: Said[] = [];
  #texts = 0;

  constructor(deps: ClientDeps) {
    this.#deps = deps;
    this.name = deps.name;
    this.employee = deps.employee;
    this.proxy = deps.proxy;
  }

  async open(): Promise<void> {
    this.#browser = await this.#start();
    await this.#enter(this.#browser.page);
  }

  /** A busy machine starts a browser in vain now and then; a person starts it again. */
  async #start(): Promise<Chromium> {
    const profile = path.join(this.#deps.folder, this.name);
    for (let tries = 1; ; tries += 1) {
      try {
        return await Chromium.start(profile);
      } catch (error) {
        if (tries === 3) throw error;
      }
    }
  }

  /** Loads the page, which needs the network, and signs in the first time. */
  async #enter(page: Page): Promise<void> {
    const { hubUrl, password } = this.#deps;
    const dialogs = page.getByRole('listbox', { name: 'Dialogs' });
    const login = page.getByLabel('Login');
    for (;;) {
      try {
        await page.goto(`${hubUrl}/app/`, { timeout: STEP_MS });
        await dialogs.or(login).first().waitFor({ timeout: STEP_MS });
        if (await login.isVisible()) {
          await login.fill(this.employee.login);
          await page.getByLabel('Password', { exact: true }).fill(password);
          await page.getByRole('button', { name: 'Sign in' }).click();
        }
        return await dialogs.waitFor({ timeout: STEP_MS });
      } catch {
        if (page.isClosed()) return;
        await delay(300);
      }
    }
  }

  async act(count: number, seed: number, gapMs: number, isOver: () => boolean): Promise<number> {
    const random = new Random(seed);
    let made = 0;
    while (made < count && !isOver()) {
      // A page that is just killed, frozen or cut off lets some of it fail, as it would a person's.
      if (await this.#step(random).catch(() => false)) {
        made += 1;
        this.#deps.onMade(1);
      }
      await delay(50 + random.next() * gapMs);
    }
    return count - made;
  }

  /** @returns whether something was done */
  async #step(random: Random): Promise<boolean> {
    const page = this.#browser?.page;
    if (!page || page.isClosed()) return delay(300, false);
    const options = page.getByRole('listbox', { name: 'Dialogs' }).getByRole('option');
    const option = options.nth(random.below(Math.min(8, await options.count())));
    const dialogId = await option.getAttribute('data-dialog-id', { timeout: STEP_MS });
    await option.click({ timeout: STEP_MS });
    const dice = random.next();
    if (dice < 0.25) return this.#press(page, dice < 0.2 ? 'Answer' : 'Mark as read');
    if (dice < 0.35) await page.getByRole('switch', { name: 'Hidden message' }).click({ timeout: 2_000 });
    return this.#say(page, dialogId ?? '');
  }

  async #press(page: Page, name: string): Promise<boolean> {
    const button = page.getByRole('button', { name, exact: true });
    if (!(await button.isVisible())) return false;
    await button.click({ timeout: 2_000 });
    return true;
  }

  /** Done when it stands in the conversation: from then on it must not vanish. */
  async #say(page: Page, dialogId: string): Promise<boolean> {
    this.#texts += 1;
    const text = `${this.name} ${this.#texts}.`;
    const composer = page.getByRole('textbox', { name: 'Message' });
    await composer.fill(text, { timeout: 3_000 });
    await composer.press('Enter', { timeout: 3_000 });
    const article = page
      .getByRole('log', { name: 'Conversation' })
      .getByRole('article')
      .filter({ hasText: text })
      .first();
    const id = await article.getAttribute('data-message-id', { timeout: STEP_MS });
    const visibility = await article.getAttribute('data-visibility', { timeout: STEP_MS });
    this.#said.push({ id: id ?? '', dialogId, text, visibility: visibility ?? '' });
    return true;
  }

  async kill(): Promise<void> {
    await this.#browser?.kill();
  }

  async sleep(ms: number): Promise<void> {
    await this.#browser?.freeze(ms);
    this.wake();
  }

  wake(): void {
    const woken = this.#browser?.page.evaluate(() => globalThis.dispatchEvent(new Event('online')));
    woken?.catch(() => undefined);
  }

  /** A browser's clock is the machine's. */
  setClock(): void {}

  async settled(workspaceRev: number): Promise<Settled> {
    const tables = await this.#tables();
    const pending = tables.outbox.filter(({ state }) => !['refused', 'failed'].includes(state.kind)).length;
    const workspace = tables.directory.find(({ kind, id }) => kind === 'workspace' && id === WORKSPACE);
    const place = tables.meta.find(({ key }) => key === 'archive')?.value as { next?: unknown } | undefined;
    const caughtUp = place?.next === null && (workspace?.row.rev ?? 0) >= workspaceRev;
    return { pending, caughtUp, connection: `archive ${JSON.stringify(place)}` };
  }

  async digest(since: number): Promise<Digest> {
    return digestOf(await this.#tables(), this.employee.id, since);
  }

  async rows(name: RowName): Promise<unknown[]> {
    return rowsHere(await this.#tables(), name);
  }

  deeds(): Deeds {
    return { kind: 'seen', said: this.#said };
  }

  async #tables(): Promise<Tables> {
    const page = this.#browser?.page;
    if (!page) throw new Error(`${this.name} is not open`);
    return JSON.parse(await page.evaluate(dumpReplica)) as Tables;
  }

  async close(): Promise<void> {
    await this.kill();
  }
}

/** Runs in the page: all tables of its replica at one moment. */
async function dumpReplica(): Promise<string> {
  const done = <T>(request: IDBRequest<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      request.addEventListener('success', () => resolve(request.result));
      request.addEventListener('error', () => reject(new Error(String(request.error))));
    });
  const names = (await indexedDB.databases()).map(({ name }) => name ?? '');
  const name = names.find((one) => one.startsWith('otklik:') && !one.endsWith(':hot'));
  if (name === undefined) throw new Error('there is no replica yet');
  const db = await done(indexedDB.open(name));
  const stores = [...db.objectStoreNames];
  const transaction = db.transaction(stores, 'readonly');
  const rows = await Promise.all(stores.map((store) => done(transaction.objectStore(store).getAll())));
  db.close();
  return JSON.stringify(Object.fromEntries(stores.map((store, i) => [store, rows[i]])));
}
