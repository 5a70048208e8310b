import type { Locator, Page } from '@playwright/test';
import { expect, test } from './test.ts';

// The end of a shift, and what a person says of himself, where things do not go as they should.

const form = (page: Page): Locator => page.getByRole('dialog', { name: 'Конец смены' });
const rows = (page: Page): Locator => form(page).getByRole('list', { name: 'За вами' }).getByRole('listitem');
const all = (page: Page): Locator => form(page).getByRole('combobox', { name: 'Со всеми' });
const own = (page: Page): Locator => page.getByRole('button', { name: /^Присутствие:/ });
const end = (page: Page): Locator => form(page).getByRole('button', { name: 'Закончить смену' });

/** By the palette, as a command is found. */
async function openShift(page: Page, words = 'Конец смены'): Promise<void> {
  await page.keyboard.press('Control+KeyK');
  await page.keyboard.type(words);
  await page.getByRole('option', { name: words }).first().click();
}
const store = (page: Page, failing: boolean): Promise<void> =>
  page.evaluate((fails) => {
    window.gallery.store.failSends = fails;
  }, failing);

test('what cannot be stored leaves the shift open and says so; pressed again it goes through', async ({
  open,
}) => {
  const page = await open('main');
  await openShift(page);
  const before = await rows(page).count();
  await store(page, true);
  await end(page).click();
  await expect(form(page).getByRole('alert')).toHaveText(
    'Не всё удалось сохранить на этом компьютере: QuotaExceededError',
  );
  await expect(rows(page)).toHaveCount(before);
  await expect(end(page)).not.toHaveAttribute('aria-disabled', 'true');
  await store(page, false);
  await end(page).click();
  await expect(form(page)).toHaveCount(0);
  await expect(own(page)).toHaveAccessibleName('Присутствие: Не на смене');
});

test('a client who waits is not finished behind his back, not even with all the others', async ({ open }) => {
  const page = await open('main');
  await openShift(page);
  const waiting = rows(page).filter({ hasText: /ждёт \d/ });
  await expect(waiting.first().getByRole('combobox').locator('option[value=finish]')).toHaveCount(0);
  await all(page).selectOption('finish');
  const fates = (of: Locator): Promise<string[]> =>
    of.getByRole('combobox').evaluateAll((selects) => selects.map((one) => (one as HTMLSelectElement).value));
  expect((await fates(waiting)).filter((fate) => fate === 'finish')).toEqual([]);
  const others = rows(page).filter({ hasNotText: /ждёт \d/ });
  expect(new Set(await fates(others))).toEqual(new Set(['finish']));
  // Written to meanwhile, it is a waiting one as well: what was chosen for it does not hold any more.
  const name = await others.first().locator('bdi').first().innerText();
  await page.evaluate((client) => {
    const { world } = window.gallery.store;
    for (const dialog of world.dialogs.values())
      if (world.contacts.get(dialog.contactId)?.name === client && dialog.state.status === 'active')
        world.dialogs.set(dialog.id, { ...dialog, waitingSince: Date.now() - 60_000, unread: 1 });
    window.gallery.store.changed();
  }, name);
  const written = rows(page).filter({ hasText: name });
  await expect(written).toContainText(/ждёт/);
  expect(await fates(written)).not.toContain('finish');
});

test('what is put off rests until nine in the morning, and stays with the person', async ({ open }) => {
  const page = await open('main');
  await openShift(page);
  await all(page).selectOption('rest');
  await end(page).click();
  await expect(form(page)).toHaveCount(0);
  const rests = await page.evaluate(() => {
    const { world } = window.gallery.store;
    return [...world.dialogs.values()].flatMap(({ state, snoozed }) =>
      state.status === 'active' && state.responsibleId === world.me.id && snoozed !== null
        ? [new Date(snoozed.until).toTimeString().slice(0, 5)]
        : [],
    );
  });
  expect(rests.length).toBeGreaterThan(0);
  expect(new Set(rests)).toEqual(new Set(['09:00']));
});

test('who has nothing left just goes, and Cancel changes nothing', async ({ open }) => {
  const page = await open('main');
  await openShift(page);
  await form(page).getByRole('button', { name: 'Отмена' }).click();
  await expect(own(page)).toHaveAccessibleName('Присутствие: На месте');
  await page.evaluate(() => {
    const { world } = window.gallery.store;
    for (const dialog of world.dialogs.values())
      if (dialog.state.status === 'active' && dialog.state.responsibleId === world.me.id)
        world.dialogs.delete(dialog.id);
    window.gallery.store.changed();
  });
  await openShift(page);
  await expect(form(page)).toContainText('За вами ничего не осталось.');
  await expect(form(page).getByRole('combobox')).toHaveCount(0);
  await end(page).click();
  await expect(own(page)).toHaveAccessibleName('Присутствие: Не на смене');
});

test('in English it counts in English, and goes to the queue of a line', async ({ open }) => {
  const page = await open('main', { language: 'en' });
  await openShift(page, 'End of shift');
  const english = page.getByRole('dialog', { name: 'End of shift' });
  await expect(english).toContainText(/\d+ dialogs are still with you\. What shall become of them\?/);
  await english.getByRole('button', { name: 'End the shift' }).click();
  await expect(english).toHaveCount(0);
});

test('a presence that cannot be stored is not shown as said', async ({ open }) => {
  const page = await open('main');
  await store(page, true);
  await own(page).click();
  await page.getByRole('menuitemradio', { name: 'Перерыв' }).click();
  await expect(
    page.getByText('Не сохранено: компьютер не смог это записать. QuotaExceededError'),
  ).toBeVisible();
  await expect(own(page)).toHaveAccessibleName('Присутствие: На месте');
});

test('who begins to work while he is said to be off is reminded once, and is back by one press', async ({
  open,
}) => {
  const off = await open('day-off');
  const reminder = off.getByText('Для коллег вы всё ещё «не на смене»');
  await expect(reminder).toBeVisible();
  await off.getByRole('button', { name: 'Я на месте' }).click();
  await expect(own(off)).toHaveAccessibleName('Присутствие: На месте');
  await expect(reminder).toHaveCount(0);
});
