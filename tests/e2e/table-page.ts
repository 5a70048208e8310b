import { expect, type Browser, type Locator } from '@playwright/test';
import type { HubProcess } from '#tests/support/hub-process.ts';
import { OperatorPage } from './operator-page.ts';

/** The table of dialogs (scenarios D1, D2), as people use it. */
export class TablePage {
  readonly who: OperatorPage;
  readonly grid: Locator;

  constructor(who: OperatorPage) {
    this.who = who;
    this.grid = who.page.getByRole('grid', { name: 'Table of dialogs' });
  }

  async open(): Promise<void> {
    await this.who.page.keyboard.press('Alt+Digit5');
    await expect(this.grid).toBeVisible();
  }

  line(text: string): Locator {
    return this.grid.locator('[role=row][data-dialog-id]').filter({ hasText: text });
  }

  get words(): Locator {
    return this.who.page.getByRole('searchbox', { name: /^Words/ });
  }

  get saved(): Locator {
    return this.who.page.getByRole('button', { name: /^Saved filters/ });
  }

  chip(name: RegExp): Locator {
    return this.who.page.getByRole('button', { name });
  }

  async keepAs(name: string, sharing?: 'The whole company'): Promise<void> {
    await this.saved.click();
    await this.who.page.getByRole('menuitem', { name: 'Save as…' }).click();
    const window = this.who.page.getByRole('dialog', { name: 'Save the filter' });
    await window.getByLabel('Name').fill(name);
    if (sharing) await window.getByRole('radio', { name: sharing }).check();
    await window.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(this.saved).toContainText(name);
  }

  /** How many lines there are, the head aside. */
  async expectLines(count: number): Promise<void> {
    await expect(this.grid).toHaveAttribute('aria-rowcount', String(count + 1));
  }

  /** Columns in their order. */
  async columns(): Promise<string[]> {
    return await this.grid.getByRole('columnheader').allInnerTexts();
  }

  /** Opens what a field of the filter asks, does something in it, and closes it. */
  async ask(field: RegExp, how: (popover: Locator) => Promise<void>): Promise<void> {
    await this.chip(field).click();
    const popover = this.who.page.getByRole('dialog');
    await how(popover);
    await expect(async () => {
      if (await popover.isVisible()) await this.who.page.keyboard.press('Escape');
      await expect(popover).toHaveCount(0, { timeout: 1_000 });
    }).toPass();
  }

  async choose(name: string): Promise<void> {
    const item = this.who.page.getByRole('menuitem', { name });
    await expect(async () => {
      if (!(await item.isVisible())) {
        await this.who.page.keyboard.press('Escape');
        await this.saved.click();
      }
      // A menu that is still closing shows it, too, and takes it away from under the pointer.
      await item.click({ timeout: 2_000 });
    }).toPass();
  }
}

export async function tableOf(browser: Browser, hub: HubProcess, login: string): Promise<TablePage> {
  const table = new TablePage(await OperatorPage.signIn(browser, hub, login));
  await table.open();
  return table;
}
