import { expect, type Browser, type Locator } from '@playwright/test';
import type { HubProcess } from '#tests/support/hub-process.ts';
import { PersonPage } from './person-page.ts';

/** A client on the demo shop's page. */
export class VisitorPage extends PersonPage {
  /** Opens the shop in a browser profile of its own, and its chat. */
  static async openShop(browser: Browser, hub: HubProcess): Promise<VisitorPage> {
    const visitor = new VisitorPage(await PersonPage.newPage(browser, 1100));
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
    await this.write(text);
    await expect(this.message(text)).toBeVisible();
  }

  message(text: string): Locator {
    return this.talk.getByText(text, { exact: true });
  }
}
