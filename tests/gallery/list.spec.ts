import { expect, test } from './test.ts';

test('tabs, counters and the list go by their agreed names', async ({ open }) => {
  const page = await open('main', { language: 'en' });
  for (const name of ['Unanswered', 'Mine', 'All', 'Closed']) {
    await expect(page.getByRole('tab', { name, exact: true })).toBeVisible();
  }
  await expect(page.getByRole('tab', { name: 'Unanswered' })).toHaveAccessibleDescription('5 dialogs');
  await expect(page.getByRole('listbox', { name: 'Dialogs' })).toBeVisible();
  await expect(page.getByRole('status')).toHaveText('Online');
  await page.getByRole('tab', { name: 'Unanswered' }).click();
  await expect(
    page.getByRole('option', { name: /^Мария Соколова, .*Ау\?, 3 unread messages$/ }),
  ).toBeVisible();
  await expect(page.getByRole('option', { name: /^Client 2, / })).toBeVisible();
});

test('another list takes the keyboard over from the former', async ({ open }) => {
  const page = await open('main');
  const list = page.getByRole('listbox', { name: 'Диалоги' });
  await list.focus();
  for (const keys of ['Alt+3', 'Alt+1', 'Alt+2']) {
    await page.keyboard.press(keys);
    await expect(list).toBeFocused();
  }
  await page.getByRole('textbox', { name: 'Сообщение' }).focus();
  await page.keyboard.press('Alt+3');
  await expect(page.getByRole('tab', { name: 'Все' })).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('textbox', { name: 'Сообщение' })).toBeFocused();
});

test('the keyboard walks through a virtual list of any length', async ({ open }) => {
  const page = await open('main');
  await page.keyboard.press('Alt+3');
  const list = page.getByRole('listbox', { name: 'Диалоги' });
  await list.focus();
  const active = () =>
    list.evaluate((element) => {
      const id = element.getAttribute('aria-activedescendant');
      const option = id === null ? null : document.getElementById(id);
      return option === null ? null : Number(option.getAttribute('aria-posinset'));
    });
  await page.keyboard.press('Home');
  expect(await active()).toBe(1);
  await page.keyboard.press('ArrowDown');
  expect(await active()).toBe(2);
  await page.keyboard.press('PageDown');
  expect(await active()).toBeGreaterThan(8);
  // More rows arrive on the way to the end.
  await page.keyboard.press('End');
  await page.keyboard.press('End');
  const total = Number(await page.getByRole('option').first().getAttribute('aria-setsize'));
  await expect
    .poll(async () => {
      await page.keyboard.press('End');
      return active();
    })
    .toBe(total);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Сообщение' })).toBeFocused();
});

test('Space opens and stays, Alt+arrows step from the message field', async ({ open }) => {
  const page = await open('unanswered');
  const list = page.getByRole('listbox');
  await list.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Ольга');
  await expect(list).toBeFocused();
  await page.getByRole('textbox', { name: 'Сообщение' }).focus();
  await page.keyboard.press('Alt+ArrowUp');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Мария Соколова');
});

test('scrolled away from its top, a list stands still while others come above', async ({ open }) => {
  const page = await open('main');
  await page.keyboard.press('Alt+3');
  const list = page.getByRole('listbox', { name: 'Диалоги' });
  await list.evaluate((element) => element.scrollTo(0, 900));
  const middle = () =>
    list.evaluate((element) => {
      const { top, height } = element.getBoundingClientRect();
      const option = document.elementFromPoint(300, top + height / 2)?.closest('[role=option]');
      return { id: option?.id, top: option?.getBoundingClientRect().top };
    });
  await expect.poll(async () => (await middle()).id).toBeDefined();
  const before = await middle();
  const place = async () => Number(await page.locator(`[id="${before.id}"]`).getAttribute('aria-posinset'));
  const was = await place();
  await page.evaluate(() => {
    const { world } = window.gallery.store;
    const oldest = [...world.dialogs.values()].toSorted((a, b) => a.lastActivityAt - b.lastActivityAt);
    const below = oldest.filter(({ state }) => state.status !== 'closed').slice(0, 3);
    for (const dialog of below) world.dialogs.set(dialog.id, { ...dialog, lastActivityAt: Date.now() });
    window.gallery.store.changed();
  });
  await expect.poll(place).toBe(was + 3);
  expect(await middle()).toEqual(before);
});

test('every list keeps its place; the open dialog outlives its list', async ({ open }) => {
  const page = await open('main');
  await page.keyboard.press('Alt+3');
  const list = page.getByRole('listbox');
  await expect(list).toHaveAttribute('data-list', 'all');
  await list.evaluate((element) => element.scrollTo(0, 1500));
  await expect.poll(() => list.evaluate((element) => element.scrollTop)).toBe(1500);
  await page.keyboard.press('Alt+4');
  await expect(list).toHaveAttribute('data-list', 'closed');
  expect(await list.evaluate((element) => element.scrollTop)).toBe(0);
  await page.keyboard.press('Alt+3');
  await expect.poll(() => list.evaluate((element) => element.scrollTop)).toBe(1500);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Дмитрий К.');
});

test('letters are never taken from the message field', async ({ open }) => {
  const page = await open('main');
  const field = page.getByRole('textbox', { name: 'Сообщение' });
  await field.focus();
  await page.keyboard.type('jkmiJK?1234');
  await expect(field).toHaveValue('jkmiJK?1234');
});

test('F6 goes round list, conversation, message field and card', async ({ open }) => {
  const page = await open('main');
  const area = () => page.evaluate(() => document.activeElement?.getAttribute('data-area'));
  // Where the keyboard is from the start: the first screen says that arrows lead through the list.
  const seen = [await area()];
  for (let i = 0; i < 4; i += 1) {
    await page.keyboard.press('F6');
    seen.push(await area());
  }
  expect(seen).toEqual(['list', 'transcript', 'composer', 'card', 'list']);
  await page.keyboard.press('Shift+F6');
  expect(await area()).toBe('card');
});

test('columns are resized by keyboard and keep their width', async ({ open, page }) => {
  await open('main');
  const border = page.getByRole('separator', { name: 'Ширина списка' });
  await border.focus();
  await page.keyboard.press('ArrowRight');
  await expect(border).toHaveAttribute('aria-valuenow', '360');
  await page.keyboard.press('End');
  await expect(border).toHaveAttribute('aria-valuenow', '520');
  // Written once the border rests.
  await expect
    .poll(() => page.evaluate(() => localStorage.getItem('otklik.view')))
    .toContain('"listWidth":520');
  await page.reload();
  await expect(page.getByRole('separator', { name: 'Ширина списка' })).toHaveAttribute(
    'aria-valuenow',
    '520',
  );
});

test('the window’s counter is the number of unanswered', async ({ open }) => {
  const page = await open('unanswered');
  const counts = () => page.evaluate(() => window.gallery.platform.counts.at(-1));
  await expect.poll(counts).toBe(5);
  await page.keyboard.press('Alt+m');
  await expect.poll(counts).toBe(4);
});

test('reading alone answers nothing: opening leaves counters and unread as they are', async ({ open }) => {
  const page = await open('nothing-open');
  await page.getByRole('option', { name: /Мария Соколова/ }).click();
  await expect(page.getByRole('log')).toContainText('Ау?');
  await expect(page.getByRole('tab', { name: 'Неотвеченные' })).toHaveAccessibleDescription('5 диалогов');
  await expect(page.getByRole('option', { name: /Мария Соколова.*3 непрочитанных/ })).toBeVisible();
});

test('an empty list is called empty only once the hub was heard', async ({ open }) => {
  const silent = await open('connecting', { language: 'en' });
  await expect(silent.getByRole('listbox', { name: 'Dialogs' })).toBeVisible();
  await expect(silent.getByRole('status')).toHaveText('Connecting');
  await expect(silent.getByText('Everybody has been answered')).toBeHidden();
  const heard = await open('empty-unanswered', { language: 'en' });
  await expect(heard.getByText('Everybody has been answered')).toBeVisible();
});

test('where there is no room for both, list and dialog take turns', async ({ open }) => {
  const page = await open('main', { language: 'en', size: { width: 640, height: 400 } });
  const list = page.getByRole('listbox', { name: 'Dialogs' });
  const composer = page.getByRole('textbox', { name: 'Message' });
  await expect(composer).toBeVisible();
  await expect(list).toHaveCount(0);
  for (const part of [composer, page.getByRole('button', { name: 'Send', exact: true })]) {
    await expect(part).toBeInViewport({ ratio: 1 });
  }
  await page.getByRole('button', { name: /^Back to/ }).click();
  await expect(composer).toHaveCount(0);
  await list.getByRole('option').first().click();
  await expect(composer).toBeVisible();
});

for (const language of ['ru', 'en'] as const)
  test(`what can be looked for is said whole in a list of the usual width (${language})`, async ({
    open,
  }) => {
    const page = await open('main', { language });
    const field = page.getByRole('combobox', { name: language === 'ru' ? 'Поиск' : 'Search' });
    const over = await field.evaluate((input: HTMLInputElement) => {
      const { font, paddingLeft, paddingRight } = getComputedStyle(input);
      const pen = document.createElement('canvas').getContext('2d');
      if (pen === null) return Infinity;
      pen.font = font;
      const room = input.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight);
      return pen.measureText(input.placeholder).width - room;
    });
    expect(over).toBeLessThanOrEqual(0);
  });
