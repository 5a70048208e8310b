import { expect, type Locator } from '@playwright/test';
import type { OperatorPage } from './operator-page.ts';

/** The window of quick replies of one operator. */
export class Library {
  readonly operator: OperatorPage;
  readonly window: Locator;
  readonly text: Locator;

  private constructor(operator: OperatorPage) {
    this.operator = operator;
    this.window = operator.page.getByRole('dialog', { name: 'Quick replies' });
    this.text = this.field('Text');
  }

  /** From the keyboard, as everything in it. */
  static async open(operator: OperatorPage): Promise<Library> {
    const library = new Library(operator);
    const { page } = operator;
    await page.keyboard.press('Control+KeyK');
    await page.keyboard.type('quick replies');
    await expect(page.getByRole('option', { selected: true })).toContainText('Quick replies');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('combobox', { name: 'Search quick replies' })).toBeFocused();
    return library;
  }

  field(name: 'Title' | 'Text' | 'Shortcut'): Locator {
    return this.window.getByRole('textbox', { name, exact: true });
  }

  option(words: string): Locator {
    return this.window.getByRole('option').filter({ hasText: words });
  }

  async make(title: string, text: string, shelf: string, shortcut: string): Promise<void> {
    await this.fillNew(title, text, shelf);
    await this.field('Shortcut').fill(shortcut);
    await this.save();
    await expect(this.option(title)).toBeVisible();
  }

  /** Begins a new one, which is not saved yet. */
  async fillNew(title: string, text: string, shelf: string): Promise<void> {
    await this.window.getByRole('button', { name: 'New reply' }).press('Enter');
    await expect(this.field('Title')).toBeFocused();
    await this.operator.page.keyboard.type(title);
    await this.text.fill(text);
    await this.window.getByRole('combobox', { name: 'Who has it' }).selectOption({ label: shelf });
  }

  async save(): Promise<void> {
    await this.text.press('Control+Enter');
  }

  async edit(words: string): Promise<void> {
    const search = this.operator.page.getByRole('combobox', { name: 'Search quick replies' });
    await search.fill(words);
    await expect(this.option(words).first()).toBeVisible();
    await search.press('ArrowDown');
    await search.press('Enter');
    await expect(this.field('Title')).toBeFocused();
  }

  async close(): Promise<void> {
    await this.operator.page.keyboard.press('Escape');
    await expect(this.window).toBeHidden();
  }
}
