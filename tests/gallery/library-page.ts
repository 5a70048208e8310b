import type { Page } from '@playwright/test';
import { expect } from './test.ts';

/** The window of quick replies, in Russian. */

export const library = (page: Page) => page.getByRole('dialog', { name: 'Быстрые ответы' });
/** In the list, and not in one of the fields in which something is selected. */
export const chosen = (page: Page) => library(page).locator('[role=option][aria-selected=true]');
export const inLibrary = (page: Page, name: string) =>
  library(page).getByRole('textbox', { name, exact: true });

export async function openLibrary(page: Page): Promise<void> {
  await page.keyboard.press('Control+KeyK');
  await page.keyboard.type('быстрые ответы');
  await page.keyboard.press('Enter');
  await expect(library(page)).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'Поиск быстрых ответов' })).toBeFocused();
}

/** Looks for a reply in the window and leads the keyboard into it. */
export async function edit(page: Page, words: string): Promise<void> {
  const search = page.getByRole('combobox', { name: 'Поиск быстрых ответов' });
  await search.fill(words);
  await search.press('ArrowDown');
  await expect(chosen(page)).toContainText(words);
  await search.press('Enter');
  await expect(inLibrary(page, 'Название')).toBeFocused();
}

/** Chooses a file to import, as somebody does in the system's own window. */
export async function chooseFile(page: Page, name: string, content: string | Buffer): Promise<void> {
  await page.locator('input[type=file][accept*=csv]').setInputFiles({
    name,
    mimeType: 'text/plain',
    buffer: Buffer.from(content),
  });
}
