import type { Page } from '@playwright/test';
import { axe } from '#tests/support/axe.ts';
import { expect, test } from './test.ts';

const field = (page: Page) => page.getByRole('textbox', { name: 'Сообщение' });
const commands = (page: Page) => page.getByRole('listbox', { name: 'Команды поля сообщения' });
const colleagues = (page: Page) => page.getByRole('listbox', { name: 'Коллеги' });
const active = (page: Page) => page.locator('form [role=option][aria-selected=true]');

test('a slash at the beginning shows what can be done; arrows and Enter do it', async ({ open }) => {
  const page = await open('unanswered');
  await field(page).focus();
  await page.keyboard.type('/');
  await expect(commands(page)).toBeVisible();
  await expect(active(page)).toContainText('Ответить');
  const first = (await active(page).getAttribute('id')) ?? '';
  await expect(field(page)).toHaveAttribute('aria-activedescendant', first);
  await page.keyboard.press('ArrowDown');
  await expect(field(page)).not.toHaveAttribute('aria-activedescendant', first);
  const second = (await active(page).getAttribute('id')) ?? '';
  await expect(field(page)).toHaveAttribute('aria-activedescendant', second);
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('log')).toContainText('Вы взяли диалог');
  await expect(field(page)).toHaveValue('');
});

test('the word is found in both languages and on the wrong layout; Tab chooses too', async ({ open }) => {
  const page = await open('main');
  for (const word of ['/заметка', '/note', '/pfvtnrf']) {
    await field(page).focus();
    await page.keyboard.type(word);
    await expect(active(page)).toContainText('Скрытое сообщение');
    await page.keyboard.press('Tab');
    await expect(field(page)).toHaveValue('');
    await expect(field(page)).toBeFocused();
  }
  await expect(page.getByRole('switch', { name: 'Скрытое сообщение' })).toHaveAttribute(
    'aria-checked',
    'true',
  );
});

test('no letter is eaten, and a word that is no command goes out as it stands', async ({ open }) => {
  const page = await open('main');
  await field(page).focus();
  await page.keyboard.type('/завтра в 10');
  await expect(commands(page)).toBeHidden();
  await expect(field(page)).toHaveValue('/завтра в 10');
  await field(page).fill('');
  await page.keyboard.type('/start');
  await page.keyboard.press('Enter');
  await expect(page.locator('article').last()).toContainText('/start');
});

test('Esc puts the list away, so that the word of a command can be sent as a text', async ({ open }) => {
  const page = await open('main');
  await field(page).focus();
  await page.keyboard.type('/finish');
  await expect(commands(page)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(commands(page)).toBeHidden();
  await expect(field(page)).toHaveValue('/finish');
  await page.keyboard.press('Enter');
  await expect(page.locator('article').last()).toContainText('/finish');
  await expect(page.getByRole('log')).not.toContainText('Вы завершили диалог');
});

test('what cannot be done now says why and does nothing', async ({ open }) => {
  const page = await open('of-colleague');
  await field(page).focus();
  await page.keyboard.type('/завершить');
  await expect(active(page)).toHaveAttribute('aria-disabled', 'true');
  await expect(active(page)).toContainText('Диалог ведёт Борис Петров');
  await page.keyboard.press('Enter');
  await expect(field(page)).toHaveValue('/завершить');
  await expect(page.getByRole('log')).not.toContainText('Вы завершили диалог');
});

test('@ names colleagues in hidden messages only, by any part of the name, on the wrong layout too', async ({
  open,
}) => {
  const page = await open('main');
  await field(page).focus();
  await page.keyboard.type('@бор');
  await expect(colleagues(page)).toBeHidden();
  await field(page).fill('');
  await page.keyboard.press('Control+Shift+KeyH');
  await page.keyboard.type('Спросите @gtnh');
  await expect(active(page)).toContainText('Борис Петров');
  await page.keyboard.press('Enter');
  await expect(field(page)).toHaveValue('Спросите @Борис Петров ');
  await page.keyboard.type('про чек');
  await page.keyboard.press('Enter');
  const note = page.locator('article').last();
  await expect(note.locator('[data-mention]')).toHaveText('@Борис Петров');
  await expect(note).toContainText('Спросите @Борис Петров про чек');
  const mentions = await page.evaluate(() => {
    const { store, dialogId } = window.gallery;
    return store.world.transcripts.get(dialogId(5))?.at(-1)?.message.mentions;
  });
  expect(mentions).toHaveLength(1);
});

test('a name in the middle of a text is put where it was typed', async ({ open }) => {
  const page = await open('main');
  await page.keyboard.press('Control+Shift+KeyH');
  await field(page).fill('до  после');
  await field(page).evaluate((element: HTMLTextAreaElement) => element.setSelectionRange(3, 3));
  await page.keyboard.type('@вер');
  await page.keyboard.press('Enter');
  await page.keyboard.type('и ');
  await expect(field(page)).toHaveValue('до @Вера Константинопольская-Благовещенская и после');
});

test('an @ that leads to nobody is a letter, and Enter sends', async ({ open }) => {
  const page = await open('main');
  await page.keyboard.press('Control+Shift+KeyH');
  await field(page).focus();
  await page.keyboard.type('почта @zzz');
  await expect(colleagues(page)).toBeHidden();
  await page.keyboard.press('Enter');
  await expect(page.locator('article').last()).toContainText('почта @zzz');
});

for (const theme of ['light', 'dark'] as const) {
  test(`both lists have no violation of accessibility: ${theme}`, async ({ open }) => {
    const page = await open('of-colleague', { theme });
    const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    await field(page).fill('/');
    await expect(commands(page)).toBeVisible();
    const slash = await axe(page).withTags(RULES).analyze();
    await field(page).fill('');
    await field(page).focus();
    await page.keyboard.type('@');
    await expect(colleagues(page)).toBeVisible();
    const at = await axe(page).withTags(RULES).analyze();
    const violations = [...slash.violations, ...at.violations];
    expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([]);
  });
}
