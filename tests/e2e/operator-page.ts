import { expect, type Browser, type BrowserContext, type Locator, type Page } from '@playwright/test';
import type { HubProcess } from '#tests/support/hub-process.ts';

/** An operator before the client, acting only through what a person can see and name. */
export class OperatorPage {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly dialogs: Locator;
  readonly transcript: Locator;
  readonly composer: Locator;

  constructor(page: Page) {
    this.page = page;
    this.context = page.context();
    this.dialogs = page.getByRole('listbox', { name: 'Dialogs' });
    this.transcript = page.getByRole('log', { name: 'Conversation' });
    this.composer = page.getByRole('textbox', { name: 'Message' });
  }

  /** Opens the client in a browser profile of its own and signs in as one of the demo people. */
  static async signIn(browser: Browser, hub: HubProcess, login: string): Promise<OperatorPage> {
    const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 800 } });
    const operator = new OperatorPage(await context.newPage());
    await operator.page.goto(hub.ready.clientUrl);
    await operator.fillSignIn(hub, login);
    await expect(operator.dialogs).toBeVisible();
    await expect(operator.page.getByRole('status').filter({ hasText: 'Online' })).toBeVisible();
    return operator;
  }

  async fillSignIn(hub: HubProcess, login: string): Promise<void> {
    const known = hub.ready.logins.find((one) => one.login === login || one.login.startsWith(`${login}@`));
    if (!known)
      throw new Error(`No demo login ${login}: ${hub.ready.logins.map((one) => one.login).join(', ')}`);
    await this.page.getByLabel('Login').fill(known.login);
    await this.page.getByLabel('Password', { exact: true }).fill(known.password);
    await this.page.getByRole('button', { name: 'Sign in' }).click();
  }

  async switchTo(list: 'Unanswered' | 'Mine' | 'All' | 'Closed'): Promise<void> {
    await this.page.getByRole('tab', { name: list }).click();
  }

  dialog(text: string): Locator {
    return this.dialogs.getByRole('option').filter({ hasText: text });
  }

  /** Brings a dialog of the list into view: lists are virtualised, the newest waiting one may lie below the fold. */
  async reveal(text: string): Promise<Locator> {
    const dialog = this.dialog(text);
    await expect(async () => {
      if (!(await dialog.isVisible())) await this.dialogs.press('End');
      await expect(dialog).toBeVisible({ timeout: 500 });
    }).toPass();
    return dialog;
  }

  /** Opens the dialog whose last text this is. */
  async open(text: string): Promise<void> {
    await (await this.reveal(text)).click();
    await expect(this.message(text)).toBeVisible();
  }

  message(text: string): Locator {
    return this.transcript.getByRole('article').filter({ hasText: text });
  }

  button(name: 'Answer' | 'Finish' | 'Mark as read' | 'Send'): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  async reply(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.composer.press('Enter');
  }

  /** The number on a list's tab. */
  async counter(list: 'Unanswered' | 'Mine' | 'All'): Promise<number> {
    const name = await this.page.getByRole('tab', { name: list }).textContent();
    return Number(/\d+/.exec(name ?? '')?.[0] ?? 0);
  }

  connection(state: 'Online' | 'Offline' | 'Reconnecting'): Locator {
    return this.page.getByRole('status').filter({ hasText: state });
  }

  get previousDialogs(): Locator {
    return this.page.getByRole('region', { name: 'Other dialogs' }).getByRole('button');
  }

  /** Which of the texts stand in the transcript, each as often as it does, in the order of the screen. */
  async orderOf(texts: string[]): Promise<string[]> {
    const articles = await this.transcript.getByRole('article').allTextContents();
    return articles.flatMap((article) => texts.filter((text) => article.includes(text)));
  }

  /** Keeps this operator's intents on the way to the hub until the returned function lets them go. */
  async holdIntents(): Promise<() => void> {
    let release: () => void = () => undefined;
    const released = new Promise<void>((done) => (release = done));
    await this.context.route('**/api/intents', async (route) => {
      await released;
      await route.continue();
    });
    return release;
  }
}
