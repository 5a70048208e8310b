import type { Page } from '@playwright/test';
import { TEXTS } from '../../src-widget/i18n/texts.ts';
import { expect, type Locale } from './studio.ts';

/** A client in the site chat, in his language. */
export class Visitor {
  readonly page: Page;
  readonly #words: (typeof TEXTS)[Locale];

  constructor(page: Page, language: Locale) {
    this.page = page;
    this.#words = TEXTS[language];
  }

  get composer() {
    return this.page.getByRole('textbox', { name: this.#words.message, exact: true });
  }

  get launcher() {
    return this.page.getByRole('button', { name: this.#words.openChat });
  }

  get close() {
    return this.page.getByRole('button', { name: this.#words.closeChat }).last();
  }

  said(text: string) {
    return this.page.getByRole('log').getByText(text, { exact: true }).last();
  }

  async say(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.composer.press('Enter');
    await expect(this.composer).toHaveValue('');
  }
}
