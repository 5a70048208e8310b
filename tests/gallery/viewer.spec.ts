import type { Locator, Page } from '@playwright/test';
import { expect, test } from './test.ts';

const tray = (page: Page): Locator => page.getByRole('list', { name: 'Файлы к отправке' });
const send = (page: Page): Locator => page.getByRole('button', { name: 'Отправить', exact: true });
const field = (page: Page): Locator => page.getByRole('textbox', { name: 'Сообщение', exact: true });
const viewer = (page: Page): Locator => page.getByRole('dialog');
const log = (page: Page): Locator => page.getByRole('log', { name: 'Переписка' });

test('the viewer says where it is, stops at both ends, and gives the keyboard back to the picture', async ({
  open,
}) => {
  const page = await open('files');
  const picture = log(page).getByRole('button', { name: 'Открыть упаковка.jpg' });
  await picture.press('Enter');
  await expect(viewer(page)).toContainText('1 из');
  await expect(viewer(page).getByRole('button', { name: 'Предыдущий файл' })).toHaveCount(0);
  await page.keyboard.press('ArrowLeft');
  await expect(viewer(page).getByRole('img', { name: 'упаковка.jpg' })).toBeVisible();
  await expect(viewer(page).getByRole('button', { name: 'Сохранить все 3 файла сообщения' })).toBeVisible();
  await viewer(page).getByRole('button', { name: 'Следующий файл' }).click();
  await expect(viewer(page).getByRole('img', { name: 'чек.jpg' })).toBeVisible();
  await viewer(page).getByRole('button', { name: 'Закрыть' }).click();
  await expect(viewer(page)).toHaveCount(0);
  await expect(picture).toBeFocused();
});

test('a text is plain words, and arrows up and down scroll in it instead of leaving it', async ({ open }) => {
  const page = await open('files');
  await log(page)
    .getByRole('button', { name: /^Открыть <img src=x onerror=alert\(1\)>\.txt/ })
    .press('Enter');
  const words = viewer(page).getByRole('region', { name: '<img src=x onerror=alert(1)>.txt' });
  await expect(words).toBeFocused();
  await expect(words).toContainText('Оплатить до пятницы');
  await page.keyboard.press('ArrowDown');
  await expect(words).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await expect(words).toHaveCount(0);
});

test('a video that this browser does not know says so and can be saved', async ({ open, complaints }) => {
  const page = await open('files');
  await log(page).getByRole('button', { name: 'Открыть чек.jpg' }).press('Enter');
  for (let i = 0; i < 5; i += 1) await page.keyboard.press('ArrowRight');
  await expect(viewer(page)).toContainText('обзор.mp4');
  await expect(viewer(page).getByRole('status')).toHaveText('Здесь его не воспроизвести, только сохранить');
  await expect(viewer(page).getByRole('button', { name: 'Сохранить', exact: true })).toBeVisible();
  complaints.length = 0;
});

test('what cannot be had now says so in every place of it, and is there again with the network', async ({
  open,
}) => {
  const page = await open('files');
  await page.evaluate(() => {
    window.gallery.store.failFiles = true;
  });
  const paper = log(page).locator('[data-file=other]').filter({ hasText: '.docx' });
  await paper.getByRole('button', { name: /^Сохранить/ }).click();
  await expect(paper).toContainText('Сейчас файл получить нельзя');
  await expect(paper.getByRole('button', { name: /^Открыть/ })).toHaveAccessibleName(
    /Сейчас файл получить нельзя$/,
  );
  await log(page)
    .getByRole('button', { name: /^Открыть <img src=x onerror=alert\(1\)>\.txt/ })
    .press('Enter');
  await expect(viewer(page).getByRole('status')).toHaveText('Сейчас файл получить нельзя');
  await viewer(page)
    .getByRole('button', { name: /^Сохранить <img/ })
    .click();
  await expect(viewer(page).getByRole('alert')).toHaveText('Сейчас файл получить нельзя');
  await page.evaluate(() => {
    window.gallery.store.failFiles = false;
  });
  await page.keyboard.press('ArrowLeft');
  // It was said of that file, and of no other.
  await expect(viewer(page).getByRole('alert')).toHaveCount(0);
  await page.keyboard.press('ArrowRight');
  await expect(viewer(page)).toContainText('Оплатить до пятницы');
});

test('what stands in the way of sending is named, and goes with the file it is about', async ({ open }) => {
  const page = await open('files');
  await field(page).fill('Вот файлы');
  await expect(field(page)).toHaveAccessibleDescription(/отправить нельзя\. Уберите его/);
  await field(page).press('Enter');
  await expect(field(page)).toHaveValue('Вот файлы');
  // What goes to colleagues goes through no channel: then it is the hub that takes no more.
  await expect(tray(page)).toContainText('канал принимает до');
  await page.getByRole('switch', { name: 'Скрытое сообщение' }).click();
  await expect(tray(page)).toContainText('52 МБ — слишком много: сервер принимает до');
  await page.getByRole('switch', { name: 'Скрытое сообщение' }).click();
  for (const trouble of ['trouble', 'trouble'])
    await tray(page)
      .locator(`[data-upload=${trouble}]`)
      .first()
      .getByRole('button', { name: /^Убрать/ })
      .click();
  await expect(tray(page).getByRole('listitem')).toHaveCount(2);
  await expect(send(page)).not.toHaveAttribute('aria-disabled', 'true');
  await field(page).press('Enter');
  await expect(field(page)).toHaveValue('');
  await expect(tray(page)).toHaveCount(0);
  const last = log(page).getByRole('article').last();
  await expect(last).toContainText('Вот файлы');
  await expect(last.locator('[data-file]')).toHaveCount(2);
});

test('what is pasted is attached under a name of its own, to the dialog and the mode where it was pasted', async ({
  open,
}) => {
  const page = await open('main');
  await page.getByRole('switch', { name: 'Скрытое сообщение' }).click();
  await field(page).evaluate((element) => {
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File(['x'], 'image.png', { type: 'image/png' }));
    clipboardData.items.add(new File(['{}'], 'order.json', { type: 'application/json' }));
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  });
  await expect(tray(page).getByRole('listitem')).toHaveCount(2);
  await expect(tray(page)).toContainText(/Снимок экрана.*\.png/);
  await expect(tray(page)).toContainText('order.json');
  await page.keyboard.press('Alt+ArrowDown');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ольга');
  await expect(tray(page)).toHaveCount(0);
  await page.keyboard.press('Alt+ArrowUp');
  await expect(tray(page).getByRole('listitem')).toHaveCount(2);
  await expect(page.getByRole('button', { name: 'Отправить скрыто' })).not.toHaveAttribute(
    'aria-disabled',
    'true',
  );
  await page.getByRole('button', { name: 'Отправить скрыто' }).click();
  await expect(log(page).getByRole('article').last()).toHaveAttribute('data-visibility', 'hidden');
});

test('more files than one message takes are counted, and one less is enough', async ({ open }) => {
  const page = await open('main', { language: 'en' });
  const english = page.getByRole('textbox', { name: 'Message', exact: true });
  await english.evaluate((element) => {
    const clipboardData = new DataTransfer();
    for (let n = 1; n <= 11; n += 1)
      clipboardData.items.add(new File(['x'], `scan ${n}.txt`, { type: 'text/plain' }));
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  });
  const chosen = page.getByRole('list', { name: 'Files to send' });
  await expect(chosen.getByRole('listitem')).toHaveCount(11);
  await expect(english).toHaveAccessibleDescription(/10 files/);
  await chosen.getByRole('button', { name: 'Remove scan 11.txt' }).click();
  await expect(page.getByRole('button', { name: 'Send', exact: true })).not.toHaveAttribute(
    'aria-disabled',
    'true',
  );
});

test('where nothing can be written nothing can be dropped', async ({ open }) => {
  const page = await open('closed');
  const region = page.locator('section[data-dialog-id]');
  await region.evaluate((element) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['x'], 'a.txt', { type: 'text/plain' }));
    for (const type of ['dragenter', 'dragover', 'drop'])
      element.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
  });
  await expect(tray(page)).toHaveCount(0);
  await expect(page.getByText('Отпустите файлы')).toHaveCount(0);
});
