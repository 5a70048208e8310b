import type { Page } from '@playwright/test';
import { expect, test } from './test.ts';

const log = (page: Page) => page.getByRole('log', { name: 'Переписка' });

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

/** A message of the client arrives while somebody reads. */
function arrives(page: Page, text: string): Promise<void> {
  return page.evaluate((said) => {
    const { store, dialogId } = window.gallery;
    const id = dialogId(5);
    const items = store.world.transcripts.get(id) ?? [];
    const last = items.at(-1)?.message;
    const client = items.find((item) => item.message.author.kind === 'client')?.message;
    if (last === undefined || client === undefined) throw new Error('the scene has no messages');
    const message = {
      ...client,
      id: crypto.randomUUID(),
      seq: last.seq + 1,
      at: Date.now(),
      body: { kind: 'text' as const, text: said, attachments: [] },
    };
    store.world.transcripts.set(id, [...items, { message, pending: null }]);
    store.changed();
  }, text);
}

test('opens at the newest message', async ({ open }) => {
  const page = await open('history');
  await expect(page.getByText('Сообщение 600.')).toBeInViewport();
  await expect(page.getByRole('button', { name: /К последним/ })).toBeHidden();
});

test('Home leads to the beginning, through messages that were never on the screen, and End back', async ({
  open,
}) => {
  const page = await open('main');
  await page.evaluate(() => {
    const { store, dialogId } = window.gallery;
    const [first] = store.world.transcripts.get(dialogId(4)) ?? [];
    if (first === undefined) throw new Error('the scene has no messages');
    const items = Array.from({ length: 50 }, (_, i) => {
      // Hours apart: each is a block of its own, whose height is guessed until it is seen.
      const at = first.message.at - (50 - i) * 7_200_000;
      const body = { kind: 'text' as const, text: `Строка\n`.repeat(1 + (i % 9)), attachments: [] };
      return { message: { ...first.message, id: crypto.randomUUID(), seq: i + 1, at, body }, pending: null };
    });
    store.world.transcripts.set(dialogId(4), items);
    store.changed();
  });
  await page.getByRole('option', { name: /Ольга/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ольга');
  await log(page).focus();
  await page.keyboard.press('Home');
  await expect(page.getByText('Начало диалога')).toBeInViewport();
  await atRest(page);
  await expect(page.getByText('Начало диалога')).toBeInViewport();
  await page.keyboard.press('End');
  await expect(page.getByRole('button', { name: /К последним/ })).toBeHidden();
  // Whoever turns back on the way up is not led on.
  await page.keyboard.press('Home');
  await page.keyboard.press('End');
  await atRest(page);
  await expect(page.getByRole('button', { name: /К последним/ })).toBeHidden();
});

test('going up brings older messages, first of the replica, then of the hub, and nothing jumps', async ({
  open,
}) => {
  const page = await open('history');
  await expect(page.getByText('Сообщение 600.')).toBeInViewport();
  const jumps: number[] = [];
  await log(page).hover();
  for (let i = 0; i < 60; i += 1) {
    await page.mouse.wheel(0, -900);
    await atRest(page);
    const before = await middle(page);
    // Pages that are on their way arrive and are laid out above.
    await expect(log(page)).toHaveAttribute('aria-busy', 'false');
    await atRest(page);
    jumps.push(Math.abs((await topOf(page, before.id)) - before.top));
    if (await page.getByText('Начало диалога').isVisible()) break;
  }
  await expect(page.getByText('Сообщение 1.', { exact: false }).first()).toBeAttached();
  expect(Math.max(...jumps)).toBeLessThanOrEqual(1);
});

test('at the end a new message is seen at once; above it is counted and moves nothing', async ({ open }) => {
  const page = await open('history');
  await arrives(page, 'Первое новое');
  await expect(page.getByText('Первое новое')).toBeInViewport();
  await log(page).hover();
  await page.mouse.wheel(0, -2500);
  await expect(page.getByRole('button', { name: /К последним/ })).toBeVisible();
  await atRest(page);
  const before = await middle(page);
  await arrives(page, 'Второе новое');
  await arrives(page, 'Третье новое');
  await expect(page.getByRole('button', { name: 'К последним: 2 новых сообщения' })).toBeVisible();
  await atRest(page);
  expect(Math.abs((await topOf(page, before.id)) - before.top)).toBeLessThanOrEqual(1);
  await page.getByRole('button', { name: 'К последним: 2 новых сообщения' }).click();
  await expect(page.getByText('Третье новое')).toBeInViewport();
  await expect(page.getByRole('button', { name: /К последним/ })).toBeHidden();
});

test('five thousand messages: scrolling stays smooth and the window small again at the end', async ({
  open,
}) => {
  const page = await open('history-5000');
  await expect(page.getByText('Сообщение 5000.')).toBeInViewport();
  await log(page).hover();
  // Not by the wheel: its animation would still be running when the button is pressed.
  await expect
    .poll(async () => {
      await log(page).evaluate((element) => element.scrollBy({ top: -20_000, behavior: 'instant' }));
      return page.locator('article').count();
    })
    .toBeGreaterThan(400);
  await page.getByRole('button', { name: /К последним/ }).click();
  await expect(page.getByText('Сообщение 5000.')).toBeInViewport();
  await expect.poll(() => page.locator('article').count()).toBeLessThan(120);
});

test('every message says its way in data and in words', async ({ open }) => {
  const page = await open('deliveries');
  const states = await page
    .locator('article[data-delivery]')
    .evaluateAll((articles) => articles.map((article) => article.getAttribute('data-delivery')));
  expect(states.slice(-8)).toEqual([
    'sent',
    'delivered',
    'unknown',
    'failed',
    'pending',
    'pending',
    'failed',
    'failed',
  ]);
  await expect(page.locator('article[data-delivery=delivered]').last()).toContainText('Доставлено ·');
  const refused = page.locator('article').filter({ hasText: 'Отказано.' });
  await expect(refused).toContainText('Не отправлено. Диалог ведёт Борис Петров.');
  await refused.getByRole('button', { name: 'Изменить' }).click();
  await expect(refused).toBeHidden();
  const field = page.getByRole('textbox', { name: 'Сообщение' });
  await expect(field).toHaveValue('Отказано.');
  await expect(field).toBeFocused();
});

test('hidden messages are marked, events are not articles', async ({ open }) => {
  const page = await open('main');
  const hidden = page.locator('article[data-visibility=hidden]');
  await expect(hidden).toHaveCount(1);
  await expect(hidden).toContainText('клиент его не видит');
  await expect(page.locator('article').filter({ hasText: 'взяли диалог' })).toHaveCount(0);
  await expect(log(page)).toContainText('Вы взяли диалог');
});

test('hostile names and texts are only text', async ({ open }) => {
  const page = await open('hostile');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('<b onmouseover=alert(1)>Bobby</b>');
  await expect(log(page)).toContainText('<img src=x onerror=alert(1)> javascript:alert(1)');
  await expect(log(page).locator('img, script, b, a')).toHaveCount(0);
});

test('links go outside by the platform and the page stays', async ({ open }) => {
  const page = await open('main');
  const address = page.url();
  await page.getByRole('link', { name: 'info@shop.example' }).click();
  await page.getByRole('link', { name: '+7 495 123-45-67' }).click({ button: 'middle' });
  await page.getByRole('link', { name: /sofa/ }).click({ modifiers: ['Control'] });
  expect(await page.evaluate(() => window.gallery.platform.opened)).toEqual([
    'mailto:info@shop.example',
    'tel:+74951234567',
    'https://shop.example/sofa/nord?utm_source=chat',
  ]);
  expect(page.url()).toBe(address);
  expect(page.context().pages()).toHaveLength(1);
});

test('ten thousand characters are folded and unfolded in place', async ({ open }) => {
  const page = await open('long-text');
  const article = page.locator('article').first();
  const unfold = article.getByRole('button', { name: /Показать целиком/ });
  expect((await article.innerText()).length).toBeLessThan(1300);
  await unfold.click();
  expect((await article.innerText()).length).toBeGreaterThan(9_900);
  await expect(article.getByRole('button', { name: /Свернуть/ })).toHaveAttribute('aria-expanded', 'true');
});

test('"New messages" stands aside of the day’s name and goes with the answer', async ({ open }) => {
  const page = await open('unanswered');
  const divider = page.getByRole('separator', { name: 'Новые сообщения' });
  const words = divider.getByText('Новые сообщения');
  await expect(words).toBeInViewport();
  const [text, day] = await Promise.all([
    words.boundingBox(),
    page.getByRole('log').getByText('Сегодня').boundingBox(),
  ]);
  expect((text?.x ?? 0) + (text?.width ?? 0)).toBeLessThan(day?.x ?? 0);
  await page.keyboard.press('Alt+m');
  await expect(divider).toBeVisible();
  await page.getByRole('textbox', { name: 'Сообщение' }).fill('Здравствуйте!');
  await page.keyboard.press('Enter');
  await expect(divider).toBeHidden();
});

test('the name of the day lies over no text: what is scrolled away goes under its strip as a whole', async ({
  open,
}) => {
  const page = await open('history');
  const talk = page.getByRole('log');
  await talk.focus();
  await page.keyboard.press('PageUp');
  const stuck = await talk.evaluate((scroller) => {
    const { top } = scroller.getBoundingClientRect();
    const strips = [...scroller.querySelectorAll('[data-day-strip]')];
    const strip = strips.find((one) => Math.abs(one.getBoundingClientRect().top - top) < 1);
    const articles = [...scroller.querySelectorAll('article')].map((one) => one.getBoundingClientRect());
    const box = strip?.getBoundingClientRect();
    return {
      left: (box?.left ?? Infinity) - Math.min(...articles.map(({ left }) => left)),
      right: Math.max(...articles.map(({ right }) => right)) - (box?.right ?? 0),
      ground: strip && getComputedStyle(strip).backgroundColor,
      scroller: getComputedStyle(scroller.parentElement ?? scroller).backgroundColor,
    };
  });
  expect(stuck.left).toBeLessThanOrEqual(0);
  expect(stuck.right).toBeLessThanOrEqual(0);
  expect(stuck.ground).toBe(stuck.scroller);
  expect(stuck.ground).toMatch(/^rgb\(/);
});

test('nobody types in a dialog that has just been finished', async ({ open }) => {
  const page = await open('typing');
  await expect(page.getByText('Ольга печатает')).toBeVisible();
  await page.keyboard.press('Alt+m');
  await page.keyboard.press('Alt+End');
  await expect(page.getByText('Ольга печатает')).toBeHidden();
});
