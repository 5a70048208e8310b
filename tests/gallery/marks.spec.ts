import { axe } from '#tests/support/axe.ts';
import { expect, test } from './test.ts';

test('every mark says what was done, and what the client sees of it', async ({ open }) => {
  const page = await open('deeds');
  const log = page.getByRole('log');
  const one = (text: string) => log.getByRole('article').filter({ hasText: text }).last();
  await expect(one('Вот он, в наличии.').getByRole('button', { name: /^В ответ/ })).toBeVisible();
  await expect(one('Исправленный ответ.')).toContainText('изменено');
  await expect(one('Исправленный ответ.').getByRole('button', { name: /👍 2/ })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await expect(one('Новый текст.')).toContainText('Клиент видит прежний текст');
  await expect(one('Новый текст.').getByRole('button', { name: 'Отправить ещё раз' })).toBeVisible();
  await expect(log.locator('article[data-body=deleted]')).toHaveCount(2);
  await expect(one('Неизвестно, видит ли клиент')).toHaveAttribute('data-body', 'deleted');
  await expect(one('Перезвоните').getByRole('link')).toHaveAttribute('href', 'tel:+79123456789');
});

test('tools stand beside the message under the pointer only, and never outside of the window', async ({
  open,
}) => {
  const page = await open('deeds');
  const articles = page.getByRole('log').getByRole('article');
  const tools = page.getByRole('button', { name: 'Другие действия' });
  await expect(tools).toHaveCount(0);
  for (const text of ['Перезвоните', 'Исправленный ответ.']) {
    await articles.filter({ hasText: text }).last().hover();
    await expect(tools).toHaveCount(1);
    await expect(tools).toBeInViewport({ ratio: 1 });
  }
  await page.mouse.move(0, 0);
  await expect(tools).toHaveCount(0);
});

test('a quotation leads to what it quotes', async ({ open }) => {
  const page = await open('deeds');
  const quotation = page.getByRole('button', { name: /^В ответ/ }).first();
  const quoted = page.getByRole('log').getByRole('article').first();
  await quotation.click();
  await expect(quoted).toBeInViewport();
});

test('menu, question, picker and the delivery doctor have no violation', async ({ open }) => {
  const page = await open('deeds');
  const article = page.getByRole('log').getByRole('article').filter({ hasText: 'Исправленный ответ.' });
  const clean = async (what: string): Promise<void> => {
    expect((await axe(page).include(what).analyze()).violations.map(({ id }) => id)).toEqual([]);
  };
  await article.click({ button: 'right' });
  await clean('[role=menu]');
  await page.getByRole('menuitem', { name: 'Другая реакция…' }).click();
  await page.getByRole('gridcell').first().waitFor();
  await clean('[role=dialog]');
  await page.keyboard.press('Escape');
  await article.click({ button: 'right' });
  await page.getByRole('menuitem', { name: /^Удалить/ }).click();
  await clean('[role=alertdialog]');
  await page.keyboard.press('Escape');
  await article.getByRole('button', { name: /Прочитано/ }).click();
  await clean('[role=dialog]');
});
