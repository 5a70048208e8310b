import type { Locator, Page } from '@playwright/test';

/** The table of dialogs, in Russian. */

export const grid = (page: Page): Locator => page.getByRole('grid', { name: 'Таблица диалогов' });
export const lines = (page: Page): Locator => grid(page).locator('[role=row][data-dialog-id]');
export const column = (page: Page, name: string): Locator => page.getByRole('columnheader', { name });
export const active = (page: Page): Locator => grid(page).locator('[data-active]');
export const found = (page: Page): Locator => page.getByRole('status').filter({ hasText: /диалог/ });
export const saved = (page: Page): Locator => page.getByRole('button', { name: /^Сохранённые фильтры/ });
/** Columns in their order. */
export const heads = (page: Page): Promise<string[]> => grid(page).getByRole('columnheader').allInnerTexts();
/** How many lines there are, the head aside. */
export const count = async (page: Page): Promise<number> =>
  Number(await grid(page).getAttribute('aria-rowcount')) - 1;
