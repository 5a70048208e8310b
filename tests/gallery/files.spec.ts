import { axe } from '#tests/support/axe.ts';
import { expect, test } from './test.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

test('names of every length and direction stay inside; what failed says why and can be tried again', async ({
  open,
}) => {
  const page = await open('files', { size: { width: 1280, height: 800 } });
  const tray = page.getByRole('list', { name: 'Файлы к отправке' });
  await expect(tray.getByRole('listitem')).toHaveCount(4);
  await expect(tray.locator('[data-upload=failed], [data-upload=trouble]')).toHaveCount(2);
  await expect(tray.getByText('Сервер не принял файл')).toBeVisible();
  await expect(tray.getByRole('button', { name: 'Загрузить وثيقة.zip ещё раз' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Отправить', exact: true })).toHaveAttribute(
    'aria-disabled',
    'true',
  );
  const sideways = await page.evaluate(
    () =>
      [...document.querySelectorAll('[data-upload], [data-file]')].filter(
        (node) => node.scrollWidth > node.clientWidth + 1 || node.getBoundingClientRect().right > innerWidth,
      ).length,
  );
  expect(sideways).toBe(0);
});

for (const theme of ['light', 'dark'] as const) {
  test(`the viewer goes through all kinds by arrows without a violation: ${theme}`, async ({ open }) => {
    const page = await open('files', { theme });
    await page.getByRole('log').getByRole('button', { name: 'Открыть упаковка.jpg' }).press('Enter');
    const viewer = page.getByRole('dialog');
    await expect(viewer.getByRole('img', { name: 'упаковка.jpg' })).toBeVisible();
    const found: string[] = [];
    const look = async (): Promise<void> => {
      const { violations } = await axe(page).withTags(RULES).include('[role=dialog]').analyze();
      found.push(...violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`));
    };
    await look();
    for (let i = 0; i < 3; i += 1) await page.keyboard.press('ArrowRight');
    await expect(
      viewer.getByRole('region', { name: 'Страница 1 из 2', exact: true }).getByText('page 1'),
    ).toBeAttached();
    await look();
    await page.keyboard.press('ArrowRight');
    await expect(viewer.getByText('Здесь его не показать, только сохранить.')).toBeVisible();
    await look();
    await page.keyboard.press('ArrowRight');
    await expect(viewer.getByText('Счёт № 1042')).toBeVisible();
    await look();
    await page.keyboard.press('Escape');
    await expect(viewer).toHaveCount(0);
    expect(found).toEqual([]);
  });
}

test('the files of a message stay within it, however many they are', async ({ open }) => {
  const page = await open('files');
  await page.locator('[data-file]').first().waitFor();
  const outside = await page
    .locator('article [data-file]')
    .evaluateAll(
      (files) =>
        files.filter(
          (file) =>
            file.getBoundingClientRect().right >
            (file.closest('article')?.getBoundingClientRect().right ?? 0),
        ).length,
    );
  expect(outside).toBe(0);
  expect(await page.locator('article [data-file=image]').count()).toBeGreaterThan(3);
});

test('files are chosen by keys or dropped, and the keyboard is in the field then: words go with them, and Enter sends', async ({
  open,
}) => {
  const page = await open('main');
  const field = page.getByRole('textbox', { name: 'Сообщение' });
  const tray = page.getByRole('list', { name: 'Файлы к отправке' });
  const list = page.getByRole('listbox', { name: 'Диалоги' });
  await list.focus();
  const chooser = page.waitForEvent('filechooser');
  await page.keyboard.press('Alt+KeyO');
  const buffer = Buffer.from('Прайс');
  await (await chooser).setFiles({ name: 'прайс.txt', mimeType: 'text/plain', buffer });
  await expect(tray).toContainText('прайс.txt');
  await expect(field).toBeFocused();
  await list.focus();
  await page.getByRole('log').evaluate((log) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(['Счёт'], 'счёт.txt', { type: 'text/plain' }));
    log.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  });
  await expect(tray).toContainText('счёт.txt');
  await expect(field).toBeFocused();
});

test('files and the voice are found among the commands', async ({ open }) => {
  const page = await open('main');
  const field = page.getByRole('textbox', { name: 'Сообщение' });
  for (const [typed, name] of [
    ['/файл', 'Прикрепить файлы'],
    ['/голос', 'Записать голосовое сообщение'],
  ] as const) {
    await field.fill(typed);
    await expect(page.getByRole('option', { selected: true }).filter({ hasText: name })).toBeVisible();
  }
  const chooser = page.waitForEvent('filechooser');
  await page.keyboard.press('Control+KeyK');
  await page.keyboard.type('прикрепить');
  await expect(page.locator('#palette-list [aria-selected=true]')).toContainText('Прикрепить файлы');
  await page.keyboard.press('Enter');
  await chooser;
});
