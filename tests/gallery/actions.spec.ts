import { expect, test } from './test.ts';

test('Answer claims by button and by Ctrl+Enter, and leads to the message field', async ({ open }) => {
  const page = await open('unanswered');
  await page.getByRole('button', { name: 'Ответить' }).click();
  await expect(page.getByRole('textbox', { name: 'Сообщение' })).toBeFocused();
  await expect(page.getByRole('log')).toContainText('Вы взяли диалог');
  await page.getByRole('option', { name: /Клиент 2/ }).click();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('log')).toContainText('Вы взяли диалог');
});

test('who was slower is told who was faster, where he pressed', async ({ open }) => {
  const page = await open('faster');
  const notice = page.getByRole('alert').filter({ hasText: 'Вас опередили: диалог ведёт Борис Петров' });
  await expect(notice).toBeVisible();
  await expect(page.getByRole('button', { name: '1 действие не выполнено' })).toBeVisible();
  await notice.getByRole('button', { name: 'Скрыть' }).click();
  await expect(notice).toBeHidden();
  await expect(page.getByRole('button', { name: /не выполнено/ })).toBeHidden();
});

test('what may not be done says why, to eyes and to screen readers', async ({ open }) => {
  const page = await open('of-colleague');
  const transfer = page.getByRole('button', { name: 'Передать' });
  await expect(transfer).toHaveAttribute('aria-disabled', 'true');
  await expect(transfer).toHaveAccessibleDescription('Диалог ведёт Борис Петров');
  await transfer.hover();
  await expect(page.getByRole('tooltip')).toContainText('Диалог ведёт Борис Петров');
  // Playwright would wait for it to be enabled; people do not.
  await transfer.click({ force: true });
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('finishing over a waiting client asks first; otherwise it just finishes', async ({ open }) => {
  const page = await open('unanswered');
  await page.getByRole('button', { name: 'Завершить' }).click();
  const question = page.getByRole('alertdialog');
  await expect(question).toContainText('Клиент всё ещё ждёт ответа');
  await question.getByRole('button', { name: 'Отмена' }).click();
  await page.getByRole('button', { name: 'Отметить прочитанным' }).click();
  await page.keyboard.press('Alt+End');
  await expect(page.getByRole('log')).toContainText('Вы завершили диалог');
  await expect(page.getByRole('textbox', { name: 'Сообщение' })).toHaveAttribute('readonly', '');
});

test('whether the client waits is not decided by what is drawn: his word that has just come asks, an answer just sent does not', async ({
  open,
}) => {
  const page = await open('main');
  const finish = page.getByRole('button', { name: 'Завершить' });
  const question = page.getByRole('alertdialog');
  /** The replica knows it, and nothing has been drawn anew yet. */
  const waits = (since: number | null): Promise<void> =>
    page.evaluate((waitingSince) => {
      const { store, dialogId } = window.gallery;
      const dialog = store.world.dialogs.get(dialogId(5));
      if (dialog) store.world.dialogs.set(dialog.id, { ...dialog, waitingSince });
    }, since);
  await waits(1);
  await finish.click();
  await expect(question).toContainText('Клиент всё ещё ждёт ответа');
  await question.getByRole('button', { name: 'Отмена' }).click();
  await page.evaluate(() => window.gallery.store.changed());
  await waits(null);
  // Two presses in a hurry are one.
  await finish.dblclick();
  await expect(page.getByRole('log')).toContainText('Вы завершили диалог');
  await expect(question).toHaveCount(0);
  await expect(page.getByRole('button', { name: /не выполнено/ })).toHaveCount(0);
});

test('what is typed right after "Open again" is in the field when the dialog is open', async ({ open }) => {
  const page = await open('closed');
  const field = page.getByRole('textbox', { name: 'Сообщение' });
  const store = await page.evaluateHandle(() => {
    const { promise, resolve } = Promise.withResolvers<void>();
    window.gallery.store.storing = promise;
    return resolve;
  });
  await page.getByRole('button', { name: 'Открыть снова' }).click();
  await page.keyboard.type('Ещё раз');
  await expect(field).toHaveValue('Ещё раз');
  // Not before the dialog is open: it would be refused.
  await page.keyboard.press('Enter');
  await store.evaluate((resolve) => resolve());
  await expect(page.getByRole('log')).toContainText('Вы открыли диалог снова');
  await expect(field).toHaveValue('Ещё раз');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('log').getByRole('article').last()).toContainText('Ещё раз');
});

test('a dialog that is not opened after all is only to be read again, and keeps what was typed', async ({
  open,
}) => {
  const page = await open('closed');
  const field = page.getByRole('textbox', { name: 'Сообщение' });
  await page.evaluate(() => {
    window.gallery.store.failSends = true;
  });
  await page.getByRole('button', { name: 'Открыть снова' }).click();
  await page.keyboard.type('Ещё раз');
  await expect(field).toHaveAttribute('readonly', '');
  await expect(field).toHaveValue('Ещё раз');
});

test('the card shows facts, opens other dialogs, and goes when there is no room', async ({ open }) => {
  const page = await open('main');
  const card = page.getByRole('complementary', { name: 'Карточка клиента' });
  await expect(card).toContainText('client@mail.example');
  await expect(card).toContainText('Спасибо, кресло приехало!');
  await card.getByRole('button', { name: /кресло/ }).click();
  await expect(page.getByRole('log')).toContainText('Диалог завершён: Борис Петров');
  await page.keyboard.press('Alt+i');
  await expect(card).toBeHidden();
  await page.keyboard.press('Alt+i');
  await page.setViewportSize({ width: 1000, height: 700 });
  await expect(card).toBeHidden();
});

test('offline says so, counts what is unsent, and tries again when asked', async ({ open }) => {
  const page = await open('offline');
  await expect(page.getByRole('status')).toHaveText('Нет связи');
  await expect(page.getByText('2 не отправлено')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Сообщение' })).toHaveAccessibleDescription(
    /уйдёт, когда она появится/,
  );
  await page.getByRole('button', { name: 'Повторить' }).click();
  await expect(page.getByRole('status')).toHaveText('На связи');
});

test('signing out warns of what would be lost', async ({ open }) => {
  const page = await open('offline');
  await page.getByRole('button', { name: /^Меню/ }).click();
  await page.getByRole('menuitem', { name: 'Выйти', exact: true }).click();
  await expect(page.getByRole('alertdialog')).toContainText('2 действия не дошли до сервера. Они останутся');
  await page.getByRole('radio', { name: /^Удалить/ }).check();
  await expect(page.getByRole('alertdialog')).toContainText('они пропадут навсегда');
  await page.getByRole('button', { name: 'Выйти без отправки' }).click();
  await expect(page.getByRole('button', { name: 'Войти' })).toBeVisible();
});

test('theme and language change at once', async ({ open }) => {
  const page = await open('main');
  await page.getByRole('button', { name: /^Меню/ }).click();
  await page.getByRole('menuitemradio', { name: 'Тёмная' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.getByRole('menuitemradio', { name: 'English' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('log', { name: 'Conversation' })).toBeVisible();
});

test('one broken view does not take the window', async ({ open, complaints }) => {
  const page = await open('main');
  await page.evaluate(() => {
    const { store, dialogId } = window.gallery;
    const dialog = store.world.dialogs.get(dialogId(5));
    // What no replica may hold: the view cannot draw it.
    if (dialog !== undefined) store.world.dialogs.set(dialog.id, { ...dialog, createdAt: Number.NaN });
  });
  await page.getByRole('option', { name: /Ольга/ }).click();
  await page.getByRole('option', { name: /Дмитрий/ }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'перестала работать' })).toBeVisible();
  await expect(page.getByRole('listbox')).toBeVisible();
  await page.getByRole('option', { name: /Ольга/ }).click();
  await expect(page.getByRole('complementary')).toContainText('Этот диалог');
  expect(complaints.splice(0).join()).toContain('area.card');
});

test('a window over the window gives the keyboard back where it was', async ({ open }) => {
  const page = await open('main');
  const list = page.getByRole('listbox', { name: 'Диалоги' });
  await list.focus();
  await page.keyboard.press('F1');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(list).toBeFocused();
  const menu = page.getByRole('button', { name: /^Меню: / });
  await menu.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Выйти', exact: true }).press('Enter');
  await expect(page.getByRole('alertdialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(menu).toBeFocused();
});

test('the card adds what only the hub has, to be read over the window', async ({ open }) => {
  const page = await open('far-dialogs');
  const card = page.getByRole('complementary', { name: 'Карточка клиента' });
  await card.getByRole('button', { name: /распродажа/ }).click();
  const past = page.getByRole('dialog', { name: /Дмитрий К\./ });
  await expect(past.getByRole('article')).toContainText('Когда будет распродажа?');
  await page.keyboard.press('Escape');
  await expect(past).toBeHidden();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Дмитрий К.');
});

test('without a network the card says that older dialogs come with it', async ({ open }) => {
  const page = await open('offline');
  const card = page.getByRole('complementary', { name: 'Карточка клиента' });
  await expect(card).toContainText('Более старые хранятся на сервере');
  await page.getByRole('button', { name: 'Повторить' }).click();
  await expect(card).toContainText('Первый диалог этого клиента');
});

test('the menu says which client and which hub these are', async ({ open }) => {
  const page = await open('main');
  await page.getByRole('button', { name: /^Меню/ }).click();
  await expect(page.getByRole('menu')).toContainText('Отклик 0.1.0 · сервер 0.1.0');
});

test('who answers stays readable at 1280 beside the card; the name of the client gives way', async ({
  open,
}) => {
  const page = await open('of-colleague');
  const words = page.getByText('ведёт Борис Петров', { exact: true });
  await expect(words).toBeVisible();
  expect(await words.evaluate((element) => element.scrollWidth <= element.clientWidth)).toBe(true);
});
