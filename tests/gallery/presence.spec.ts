/** Presence, collisions and the end of a shift, before a fixture: the states of the screens and what keys do in them. */
import { axe } from '#tests/support/axe.ts';
import { expect, test } from './test.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

test('presence is chosen by keys, and its menu has no violation', async ({ open }) => {
  const page = await open('main');
  const own = page.getByRole('button', { name: /^Присутствие:/ });
  await expect(own).toHaveAccessibleName('Присутствие: На месте');
  await page.keyboard.press('Alt+p');
  await page.getByRole('menu').waitFor();
  const { violations } = await axe(page).withTags(RULES).include('[role=menu]').analyze();
  expect(violations.map((violation) => violation.id)).toEqual([]);
  await page.getByRole('menuitemradio', { name: 'Не на смене' }).press('Enter');
  await expect(own).toHaveAccessibleName('Присутствие: Не на смене');
  await expect(page.getByRole('menu')).toHaveCount(0);
});

test('every state of a colleague has a shape and words of its own', async ({ open }) => {
  const page = await open('of-colleague', { language: 'en' });
  const dot = page.locator('header').getByRole('img');
  const shapes = new Set<string>();
  for (const state of ['online', 'away', 'break', 'off', 'offline', 'unknown'] as const) {
    await page.evaluate((next) => {
      const { store } = window.gallery;
      const boris = [...store.world.operators.values()].find(({ name }) => name.startsWith('Борис'));
      store.world.presences.set(boris?.id ?? '', { state: next, connected: null, since: null });
      store.changed();
    }, state);
    await expect(dot).toHaveAttribute('data-presence', state);
    await expect(dot).not.toHaveAccessibleName('');
    shapes.add(await dot.innerHTML());
  }
  expect(shapes.size).toBe(6);
});

test('Send asks while a colleague answers, once; when he stops, what was held back is said to be unsent', async ({
  open,
}) => {
  const page = await open('answering');
  const field = page.getByRole('textbox', { name: 'Сообщение' });
  const bar = page.locator('[data-collision]');
  await expect(bar).toHaveText('Борис Петров отвечает');
  // Beside the colleagues who look and all the buttons there is room for the client's name.
  const name = page.getByRole('heading', { level: 1 });
  expect(await name.evaluate((heading) => heading.scrollWidth - heading.clientWidth)).toBe(0);
  await field.press('Enter');
  await expect(bar).toContainText('Всё равно отправить?');
  await expect(field).toHaveValue('Добрый день! Да, есть');
  await expect(field).toBeFocused();
  // Who types on has read it: the next press sends.
  await field.pressSequentially('!');
  await expect(bar).toHaveText('Борис Петров отвечает');
  await field.press('Enter');
  await expect(field).toHaveValue('');
  await field.fill('Ещё одно');
  await field.press('Enter');
  await expect(bar).toHaveAttribute('data-collision', 'asking');
  await page.evaluate(() => {
    window.gallery.store.world.typing.clear();
    window.gallery.store.changed();
  });
  await expect(bar).toHaveText(
    'Борис Петров больше не пишет. Ваш ответ ещё не отправлен: Enter — отправить.Всё равно отправить',
  );
  await expect(field).toHaveValue('Ещё одно');
  await field.press('Enter');
  await expect(field).toHaveValue('');
  await expect(bar).toHaveCount(0);
});

test('an answer that lands while one writes is shown with its words; the text stays', async ({ open }) => {
  const page = await open('main', { language: 'en' });
  const field = page.getByRole('textbox', { name: 'Message' });
  await field.fill('My words');
  await page.evaluate(() => {
    const { store, dialogId } = window.gallery;
    const dialog = store.world.dialogs.get(dialogId(5));
    const boris = [...store.world.operators.values()].find(({ name }) => name.startsWith('Борис'));
    if (!dialog?.lastMessage || !boris) throw new Error('the seed has changed');
    const seq = dialog.lastSeq + 1;
    const author = { kind: 'operator', operatorId: boris.id } as const;
    const lastMessage = {
      ...dialog.lastMessage,
      seq,
      author,
      preview: 'His words',
      visibility: 'public',
    } as const;
    const lastTurn = { seq, operatorId: boris.id, what: 'answered' } as const;
    store.world.dialogs.set(dialog.id, {
      ...dialog,
      lastSeq: seq,
      lastMessage,
      lastTurn,
      rev: dialog.rev + 1,
    });
    store.changed();
  });
  const bar = page.locator('[data-collision=landed]');
  await expect(bar).toContainText('Борис Петров has answered: His words');
  await expect(field).toHaveValue('My words');
  const { violations } = await axe(page).withTags(RULES).include('[data-collision]').analyze();
  expect(violations.map((violation) => violation.id)).toEqual([]);
  await bar.getByRole('button', { name: 'Dismiss' }).click();
  await expect(bar).toHaveCount(0);
  await expect(field).toBeFocused();
});

test('the end of a shift: what waits comes first and is handed over in one step, then one is off', async ({
  open,
}) => {
  const page = await open('main');
  await page.getByRole('button', { name: /^Меню/ }).click();
  await page.getByRole('menuitem', { name: 'Конец смены' }).click();
  const dialog = page.getByRole('dialog', { name: 'Конец смены' });
  const rows = dialog.getByRole('list', { name: 'За вами' }).getByRole('listitem');
  await expect(rows.first()).toContainText(/ждёт \d/);
  const { violations } = await axe(page).withTags(RULES).include('[role=dialog]').analyze();
  expect(violations.map((violation) => violation.id)).toEqual([]);
  const waiting = await rows.filter({ hasText: /ждёт \d/ }).count();
  const fates = await rows
    .getByRole('combobox')
    .evaluateAll((all) => all.map((one) => (one as HTMLSelectElement).value.split(' ')[0]));
  expect(fates.filter((fate) => fate === 'line')).toHaveLength(waiting);

  const all = dialog.getByRole('combobox', { name: 'Со всеми' });
  const toBoris = all.locator('option', { hasText: /^Борис Петров · Перерыв/ });
  await all.selectOption({ value: (await toBoris.getAttribute('value')) ?? '' });
  await dialog.getByRole('button', { name: 'Закончить смену' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.getByRole('button', { name: /^Присутствие:/ })).toHaveAccessibleName(
    'Присутствие: Не на смене',
  );
  const offered = await page.evaluate(() => {
    const { world } = window.gallery.store;
    return [...world.dialogs.values()].filter(({ handOver }) => handOver?.state === 'offered').length;
  });
  expect(offered).toBeGreaterThanOrEqual(waiting);
});
