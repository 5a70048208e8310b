import type { Browser, BrowserContext, Locator, Page } from '@playwright/test';

/** Somebody before a page with a talk on it, acting only through what a person can see and name. */
export abstract class PersonPage {
  readonly page: Page;
  readonly context: BrowserContext;
  /** The log of the talk: on the operator's and the visitor's side under the same name. */
  readonly talk: Locator;
  readonly composer: Locator;

  constructor(page: Page) {
    this.page = page;
    this.context = page.context();
    this.talk = page.getByRole('log', { name: 'Conversation' });
    this.composer = page.getByRole('textbox', { name: 'Message' });
  }

  /** @returns an empty page in a browser profile of its own, in English, `width` × 800 px */
  protected static async newPage(browser: Browser, width: number): Promise<Page> {
    const context = await browser.newContext({ locale: 'en-GB', viewport: { width, height: 800 } });
    return await context.newPage();
  }

  /** Writes and presses Enter. */
  protected async write(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.composer.press('Enter');
  }
}
