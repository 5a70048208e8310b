import { expect, test } from './hub-fixture.ts';
import { ANNA, annaHas, BORIS, offer } from './keyboard-desk.ts';

/** Scenarios C2 and H3: a dialog goes from one to another without a mouse, and the keyboard never gets lost on the way. */

test('given away with a card, accepted, and handed back; who it comes back to goes on typing where he was', async ({
  browser,
  hub,
}) => {
  test.slow();
  const { anna, boris, visitor, question, presses } = await annaHas(browser, hub, 'Which tea?');

  await test.step('to whom: how it stands with each is said; what he has to know', async () => {
    const { page } = anna;
    await page.keyboard.press('Alt+KeyT');
    await expect(page.getByRole('combobox', { name: 'Colleague or line' })).toBeFocused();
    const found = page.getByRole('listbox', { name: 'Colleagues and lines' });
    await expect(found.getByRole('option').filter({ hasText: BORIS })).toContainText(/Available.*\d+ open/);
    await expect(found.getByRole('option').filter({ hasText: 'Тимур' })).toContainText('Not connected');
    await page.keyboard.type('Бор');
    await expect(found.getByRole('option', { selected: true })).toContainText(BORIS);
    await page.keyboard.press('Enter');
    await expect(page.getByLabel('Why')).toBeFocused();
    await page.keyboard.type('You know oolong');
    await page.keyboard.press('Tab');
    await expect(page.getByLabel('What the client was promised')).toBeFocused();
    await page.keyboard.type('Samples by mail');
    await page.keyboard.press('Tab');
    await expect(page.getByLabel('Until when')).toBeFocused();
    await page.keyboard.type('10:35');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(page.getByText(`you offered it to ${BORIS}`)).toBeVisible();
    await expect(anna.composer).toBeFocused();
  });

  await test.step('who enters it has the answer under the Enter key, and then writes', async () => {
    await boris.enterByKeyboard(question);
    for (const words of [ANNA, 'You know oolong', 'Samples by mail', '10:35'])
      await expect(offer(boris)).toContainText(words);
    await expect(boris.button('Accept')).toBeFocused();
    await boris.page.keyboard.press('Enter');
    await expect(offer(boris)).toHaveCount(0);
    await expect(boris.composer).toBeFocused();
    await boris.page.keyboard.type('Oolong, of course');
    await boris.page.keyboard.press('Enter');
    await expect(visitor.message('Oolong, of course')).toBeVisible();
    await expect(anna.transcript).toContainText(`${BORIS} accepted the dialog from you`);
  });

  await test.step('handed back with a word', async () => {
    await boris.command('Hand back');
    await expect(boris.page.getByRole('dialog').getByLabel('Note', { exact: true })).toBeFocused();
    await boris.page.keyboard.type('The parcel is yours');
    await boris.page.keyboard.press('Enter');
    await expect(boris.page.getByRole('dialog')).toHaveCount(0);
    await expect(boris.composer).toBeFocused();
    await expect(anna.transcript).toContainText('handed the dialog back to you');
    await expect(anna.transcript).toContainText('The parcel is yours');
    await expect(anna.composer).toBeFocused();
    await anna.page.keyboard.type('It is on its way');
    await anna.page.keyboard.press('Enter');
    await expect(visitor.message('It is on its way')).toBeVisible();
  });

  await expect(visitor.talk).not.toContainText('The parcel is yours');
  expect(await presses()).toEqual([0, 0]);
});
