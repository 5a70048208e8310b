import { expect, type Browser, type BrowserContext, type Locator, type Page } from '@playwright/test';
import type { HubProcess } from '#tests/support/hub-process.ts';

/** A client on the demo shop's page, acting only through what a person can see and name. */
export class VisitorPage {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly chat: Locator;
  readonly composer: Locator;

  constructor(page: Page) {
    this.page = page;
    this.context = page.context();
    this.chat = page.getByRole('log', { name: 'Conversation' });
    this.composer = page.getByRole('textbox', { name: 'Message' });
  }

  /** Opens the shop in a browser profile of its own, and its chat. */
  static async openShop(browser: Browser, hub: HubProcess): Promise<VisitorPage> {
    const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1100, height: 800 } });
    const visitor = new VisitorPage(await context.newPage());
    if (!hub.ready.shopUrl) throw new Error('The hub names no demo shop');
    await visitor.page.goto(hub.ready.shopUrl);
    await visitor.openChat();
    return visitor;
  }

  async openChat(): Promise<void> {
    await expect(this.page.getByRole('button', { name: /Open chat|Close chat/ }).first()).toBeVisible();
    // The panel stays open across reloads; then there is nothing to press.
    if (!(await this.composer.isVisible())) {
      await this.page.getByRole('button', { name: 'Open chat' }).click();
    }
    await expect(this.composer).toBeVisible();
  }

  async say(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.composer.press('Enter');
    await expect(this.message(text)).toBeVisible();
  }

  message(text: string): Locator {
    return this.chat.getByText(text, { exact: true });
  }
}
