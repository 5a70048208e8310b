import type { Page } from '@playwright/test';
import { CHANNELS, PASSWORD } from '#server/seed/company.ts';
import type { ListName } from '#shared/domain/lists.ts';
import { expect, type Studio } from './studio.ts';

/** Who sits before the window, and in whose line: the demo company's talks are in the language of the line. */
export const CAST = {
  ru: { me: 'anna', channel: CHANNELS.shop.id },
  en: { me: 'emma', channel: CHANNELS.wholesale.id },
} as const;

/** The operator's window in one language. */
export class Desk {
  readonly studio: Studio;
  readonly page: Page;

  constructor(studio: Studio, page: Page) {
    this.studio = studio;
    this.page = page;
  }

  get rows() {
    return this.page.getByRole('listbox', { name: this.studio.words('dialogs.label') }).getByRole('option');
  }

  get composer() {
    return this.page.getByRole('textbox', { name: this.studio.words('composer.label'), exact: true });
  }

  async signIn(address: string, login: string): Promise<void> {
    const t = this.studio.words.bind(this.studio);
    await this.page.goto(address);
    await this.page.getByLabel(t('signIn.login')).fill(login);
    await this.page.getByLabel(t('signIn.password'), { exact: true }).fill(PASSWORD);
    await this.page.getByRole('button', { name: t('signIn.submit') }).click();
    await this.rows.first().waitFor();
    await this.page
      .getByRole('status')
      .filter({ hasText: t('status.online') })
      .waitFor();
  }

  async list(name: ListName): Promise<void> {
    await this.page.getByRole('tab', { name: this.studio.words(`list.${name}`) }).click();
    await this.rows.first().waitFor();
  }

  /** Opens the dialog whose row shows the words; the row may lie below the fold of a long list. */
  async open(words: string): Promise<void> {
    const row = this.rows.filter({ hasText: words }).first();
    const listbox = this.page.getByRole('listbox');
    await listbox.evaluate((list) => list.scrollTo(0, 0));
    await expect(async () => {
      if (!(await row.isVisible())) await listbox.evaluate((list) => list.scrollBy(0, list.clientHeight / 2));
      await row.click({ timeout: 500 });
    }).toPass({ timeout: 15_000 });
    await this.page.getByRole('article').first().waitFor();
  }

  async write(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.composer.press('Enter');
    await expect(this.composer).toHaveValue('');
  }

  action(name: 'answer' | 'finish') {
    return this.page.getByRole('button', { name: this.studio.words(`action.${name}`), exact: true });
  }

  readonly take = (name: string, bring?: () => Promise<void>): Promise<void> =>
    this.studio.take(this.page, name, bring);
}
