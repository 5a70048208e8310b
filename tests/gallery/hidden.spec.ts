import type { Page } from '@playwright/test';
import { handOver } from './handed.ts';
import { expect, test } from './test.ts';

const field = (page: Page) => page.getByRole('textbox', { name: 'Сообщение' });
const mode = (page: Page) => page.getByRole('switch', { name: 'Скрытое сообщение' });
const ground = (page: Page) =>
  page.locator('form[data-mode]').evaluate((form) => getComputedStyle(form).backgroundColor);

test('the mode changes colour, label and button of the composer; what is typed stays', async ({ open }) => {
  const page = await open('main');
  await field(page).fill('Скидку не давать');
  const before = await ground(page);
  await field(page).press('Control+Shift+KeyH');
  await expect(mode(page)).toHaveAttribute('aria-checked', 'true');
  await expect(page.getByText('Клиент этого не увидит')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Отправить скрыто' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Отправить', exact: true })).toHaveCount(0);
  expect(await ground(page)).not.toBe(before);
  await expect(field(page)).toHaveValue('Скидку не давать');
  await expect(field(page)).toBeFocused();
  await mode(page).click();
  await expect(page.getByRole('button', { name: 'Отправить', exact: true })).toBeVisible();
  await expect(field(page)).toHaveValue('Скидку не давать');
  expect(await ground(page)).toBe(before);
});

test('the shortcut goes by the key’s place: a Cyrillic layout changes nothing', async ({ open }) => {
  const page = await open('main');
  await field(page).focus();
  await field(page).evaluate((element) => {
    const key = { key: 'Р', code: 'KeyH', ctrlKey: true, shiftKey: true, bubbles: true, cancelable: true };
    element.dispatchEvent(new KeyboardEvent('keydown', key));
  });
  await expect(mode(page)).toHaveAttribute('aria-checked', 'true');
});

test('a hidden message is sent as one, claims nothing, and the mode stays for the next', async ({ open }) => {
  const page = await open('unanswered');
  await mode(page).click();
  await expect(field(page)).toHaveAccessibleDescription(/только коллегам/);
  await field(page).fill('Кто-нибудь знает этого клиента?');
  await field(page).press('Enter');
  const note = page.locator('article').last();
  await expect(note).toContainText('Кто-нибудь знает');
  await expect(note).toHaveAttribute('data-visibility', 'hidden');
  await expect(page.getByRole('button', { name: 'Ответить' })).toBeVisible();
  await expect(mode(page)).toHaveAttribute('aria-checked', 'true');
  await expect(field(page)).toHaveValue('');
});

test('each dialog has its own mode; none is carried into another', async ({ open }) => {
  const page = await open('main');
  await mode(page).click();
  await field(page).fill('Между нами');
  await page.keyboard.press('Alt+ArrowDown');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ольга');
  await expect(mode(page)).toHaveAttribute('aria-checked', 'false');
  await page.keyboard.press('Alt+ArrowUp');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Дмитрий К.');
  await expect(mode(page)).toHaveAttribute('aria-checked', 'true');
  await expect(field(page)).toHaveValue('Между нами');
});

test('another window never shows a hidden draft as one for the client', async ({ open }) => {
  const page = await open('main');
  await page.evaluate(() => {
    const { store, dialogId } = window.gallery;
    store.world.drafts.set(dialogId(5), { text: 'из другого окна', hidden: true });
    store.changed();
  });
  await expect(field(page)).toHaveValue('из другого окна');
  await expect(page.getByRole('button', { name: 'Отправить скрыто' })).toBeVisible();
});

test('in a colleague’s dialog one may whisper, and nothing else', async ({ open }) => {
  const page = await open('of-colleague');
  await expect(mode(page)).toHaveAttribute('aria-checked', 'true');
  await expect(mode(page)).toHaveAttribute('aria-disabled', 'true');
  await expect(mode(page)).toHaveAccessibleDescription(/только скрытые сообщения/);
  await expect(field(page)).toHaveAccessibleDescription(/Борис Петров.*клиент их не видит/);
  await page.keyboard.press('Control+Shift+KeyH');
  await expect(mode(page)).toHaveAttribute('aria-checked', 'true');
  await field(page).fill('Борис, чек уже у бухгалтерии');
  await field(page).press('Enter');
  await expect(page.locator('article').last()).toHaveAttribute('data-visibility', 'hidden');
});

test('what is whispered in a colleague’s dialog chooses no mode: handed over, it is open to the client', async ({
  open,
}) => {
  const page = await open('of-colleague');
  await field(page).fill('Борис, он ждёт');
  await field(page).press('Enter');
  await expect(page.locator('article').last()).toHaveAttribute('data-visibility', 'hidden');
  // Begun as a whisper, it does not turn to the client under the hand.
  await field(page).fill('Я бы отказал');
  await handOver(page);
  await expect(mode(page)).not.toHaveAttribute('aria-disabled', 'true');
  await expect(mode(page)).toHaveAttribute('aria-checked', 'true');
  await page.reload();
  await field(page).fill('Борис, он всё ждёт');
  await field(page).press('Enter');
  await handOver(page);
  await expect(mode(page)).toHaveAttribute('aria-checked', 'false');
  await field(page).fill('Здравствуйте!');
  await field(page).press('Enter');
  await expect(page.locator('article').last()).toHaveAttribute('data-visibility', 'public');
});

test('words meant for the client do not turn into a whisper when a colleague takes the dialog', async ({
  open,
}) => {
  const page = await open('main');
  await field(page).fill('Добрый день, Дмитрий!');
  await page.evaluate(() => {
    const { store, dialogId } = window.gallery;
    const [mine, his] = [store.world.dialogs.get(dialogId(5)), store.world.dialogs.get(dialogId(7))];
    if (mine !== undefined && his !== undefined)
      store.world.dialogs.set(mine.id, { ...mine, state: his.state });
    store.changed();
  });
  await expect(field(page)).toHaveAccessibleDescription(/Клиенту это не уйдёт/);
  const before = await page.locator('article').count();
  await field(page).press('Enter');
  await expect(field(page)).toHaveValue('Добрый день, Дмитрий!');
  expect(await page.locator('article').count()).toBe(before);
  await field(page).press('Control+Shift+KeyH');
  await field(page).press('Enter');
  await expect(page.locator('article').last()).toHaveAttribute('data-visibility', 'hidden');
});

test('the limit of the channel does not bind what goes through none', async ({ open }) => {
  const page = await open('main');
  await mode(page).click();
  await field(page).fill('я'.repeat(5000));
  await expect(page.getByRole('button', { name: 'Отправить скрыто' })).not.toHaveAttribute(
    'aria-disabled',
    'true',
  );
});

test('a refused hidden message comes back hidden', async ({ open }) => {
  const page = await open('main');
  await page.evaluate(() => {
    const { store, dialogId } = window.gallery;
    const items = store.world.transcripts.get(dialogId(5)) ?? [];
    const last = items.at(-1);
    if (last === undefined) return;
    const message = {
      ...last.message,
      id: `${last.message.id.slice(0, -4)}ffff`,
      seq: last.message.seq + 1,
      visibility: 'hidden' as const,
      body: { kind: 'text' as const, text: 'Он уже жаловался', attachments: [] },
      author: { kind: 'operator' as const, operatorId: store.world.me.id },
    };
    const pending = { kind: 'failed' as const, reason: '503' };
    store.world.transcripts.set(dialogId(5), [...items, { message, pending }]);
    store.changed();
  });
  await page.getByRole('button', { name: 'Изменить' }).click();
  await expect(field(page)).toHaveValue('Он уже жаловался');
  await expect(mode(page)).toHaveAttribute('aria-checked', 'true');
});
