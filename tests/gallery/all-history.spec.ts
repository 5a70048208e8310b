import type { Locator, Page } from '@playwright/test';
import { expect, test } from './test.ts';

const log = (page: Page): Locator => page.getByRole('log', { name: 'Переписка' });
const choice = (page: Page): Locator => page.getByRole('group', { name: 'Что показывать' });
const parts = (page: Page): Locator => log(page).locator('[data-past-dialog]');

/** Until nothing has scrolled or grown for some frames. */
function atRest(page: Page): Promise<void> {
  return log(page).evaluate(async (element) => {
    const place = (): string => `${element.scrollTop} ${element.scrollHeight}`;
    for (let still = 0, last = place(); still < 4;) {
      await new Promise((done) => requestAnimationFrame(done));
      still = place() === last ? still + 1 : 0;
      last = place();
    }
  });
}

/** The message in the middle of the screen and where it stands. */
function middle(page: Page): Promise<{ id: string; top: number }> {
  return log(page).evaluate((element) => {
    const box = element.getBoundingClientRect();
    const hit = [...element.querySelectorAll('article')].find(
      (article) => article.getBoundingClientRect().bottom > box.top + box.height / 2,
    );
    return { id: hit?.dataset['messageId'] ?? '', top: hit?.getBoundingClientRect().top ?? 0 };
  });
}

const topOf = (page: Page, id: string): Promise<number> =>
  page.locator(`[data-message-id="${id}"]`).evaluate((article) => article.getBoundingClientRect().top);

/** Asked of what may not be there yet, without waiting for it. */
const inSight = (element: Locator): Promise<boolean> =>
  element.evaluateAll((all) => all.some((one) => one.getBoundingClientRect().bottom > 0));

async function toTheTop(page: Page, end: Locator, jumps: number[] = []): Promise<void> {
  await log(page).hover();
  for (let i = 0; i < 40 && !(await inSight(end)); i += 1) {
    const before = await middle(page);
    await page.mouse.wheel(0, -700);
    await atRest(page);
    const at = await topOf(page, before.id);
    await expect(log(page)).toHaveAttribute('aria-busy', 'false');
    await atRest(page);
    jumps.push(Math.abs((await topOf(page, before.id)) - at));
  }
  await expect(end).toBeInViewport();
}

test('the choice between this dialog and all of them is kept', async ({ open }) => {
  const page = await open('main');
  await expect(choice(page)).toContainText('3 диалога');
  await expect(parts(page)).toHaveCount(0);
  const before = await log(page).getByText('И зафиксируем цену.').boundingBox();
  await page.keyboard.press('Alt+a');
  await expect(choice(page).getByRole('button', { name: /Вся история/ })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await expect(parts(page).first()).toBeAttached();
  // What one was reading stays where it was, but for the line that says where one writes.
  const after = await log(page).getByText('И зафиксируем цену.').boundingBox();
  expect(Math.abs((after?.y ?? 0) - (before?.y ?? 0))).toBeLessThanOrEqual(34);
  await page.getByRole('option', { name: /Ольга/ }).click();
  await expect(choice(page)).toHaveCount(0);
  await page.getByRole('option', { name: /Дмитрий/ }).click();
  await expect(choice(page).getByRole('button', { name: /Вся история/ })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await choice(page).getByRole('button', { name: 'Этот диалог' }).click();
  await expect(parts(page)).toHaveCount(0);
});

test('one scroll through all dialogs, each under what it was, and nothing jumps', async ({ open }) => {
  const page = await open('all-history');
  await expect(log(page).getByText('И зафиксируем цену.')).toBeInViewport();
  const jumps: number[] = [];
  await toTheTop(page, log(page).getByText('Первый диалог этого клиента'), jumps);
  expect(Math.max(...jumps)).toBeLessThanOrEqual(1);
  const names = await parts(page).evaluateAll((all) =>
    all.map((part) => part.querySelector('header p')?.textContent ?? ''),
  );
  expect(names).toHaveLength(6);
  expect(names[0]).toContain('завершён');
  expect(names[0]).toContain('Борис Петров');
  // Each message once, by rising time of the dialogs.
  const ids = await log(page)
    .getByRole('article')
    .evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset['messageId']));
  expect(new Set(ids).size).toBe(ids.length);
});

test('it is always said into which dialog one writes, and the others are only read', async ({ open }) => {
  const page = await open('all-history');
  await expect(page.getByText('Вы пишете в:')).toBeVisible();
  await expect(page.getByText('@shop_bot · Заказы').last()).toBeVisible();
  const past = parts(page).last();
  await past.getByRole('article').first().hover();
  await expect(past.getByRole('button', { name: 'Ответить' })).toHaveCount(0);
  await past.getByRole('button', { name: 'Открыть' }).click();
  await expect(page.getByRole('textbox', { name: 'Сообщение' })).toBeFocused();
  // What began later is led to, and does not stand under what is written into an earlier one.
  await page.getByRole('button', { name: '1 более новый диалог' }).click();
  await expect(log(page).getByText('И зафиксируем цену.')).toBeInViewport();
});

test('without a network what is here is here, and what is not is said where it is missing', async ({
  open,
}) => {
  const page = await open('all-history-offline');
  const gap = log(page).locator('[data-gap]');
  await toTheTop(page, log(page).getByText(/Более ранние диалоги могут быть на сервере/));
  await expect(gap.first()).toContainText('появятся, когда будет сеть');
  await expect(gap.getByRole('button')).toHaveCount(0);
  // With the network each gap is filled by a press.
  await page.evaluate(() => {
    const { store } = window.gallery;
    store.change({ status: { ...store.world.status, connection: { kind: 'online' } } });
  });
  const load = log(page).getByRole('button', { name: 'Загрузить' });
  await expect(load.first()).toBeVisible();
  const count = await log(page).getByRole('article').count();
  await load.last().click();
  await expect(async () => {
    expect(await log(page).getByRole('article').count()).toBeGreaterThan(count);
  }).toPass();
});

test('arrows walk from message to message across dialogs', async ({ open }) => {
  const page = await open('all-history');
  await expect(parts(page).first()).toBeAttached();
  await log(page).focus();
  for (let i = 0; i < 14; i += 1) await page.keyboard.press('ArrowUp');
  const inPast = await page.evaluate(() => document.activeElement?.closest('[data-past-dialog]') !== null);
  expect(inPast).toBe(true);
  // Nothing is deleted or answered from here.
  await page.keyboard.press('Delete');
  await page.keyboard.press('r');
  await expect(page.getByRole('alertdialog')).toHaveCount(0);
});
