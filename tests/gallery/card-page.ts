import type { Locator, Page } from '@playwright/test';

/** The client's card, in Russian. */

export const card = (page: Page): Locator => page.getByRole('complementary', { name: 'Карточка клиента' });
export const contacts = (page: Page): Locator => card(page).getByRole('list', { name: 'Контакты' });
export const tags = (page: Page): Locator => card(page).getByRole('group', { name: 'Метки' });
export const notes = (page: Page): Locator => card(page).getByRole('list', { name: 'Заметки' });
export const title = (page: Page): Locator => page.getByRole('heading', { level: 1 });
