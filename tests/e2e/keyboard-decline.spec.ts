import { expect, test } from './hub-fixture.ts';
import { annaHas, BORIS, offer } from './keyboard-desk.ts';

test('declined with a word: thought better of first, and the keyboard is where it was; then it is in the talk', async ({
  browser,
  hub,
}) => {
  const { anna, boris, visitor, question, presses } = await annaHas(browser, hub, 'Too much work?');
  await anna.transfer('Борис', 'Lunch');
  await expect(anna.composer).toBeFocused();
  await boris.enterByKeyboard(question);
  await expect(boris.button('Accept')).toBeFocused();
  await boris.page.keyboard.press('Tab');
  await expect(boris.button('Decline')).toBeFocused();
  const why = boris.page.getByRole('dialog', { name: 'Decline the dialog' });
  await boris.page.keyboard.press('Enter');
  await expect(why.getByLabel('Why')).toBeFocused();
  await boris.page.keyboard.press('Escape');
  await expect(why).toHaveCount(0);
  await expect(boris.button('Decline')).toBeFocused();

  await boris.page.keyboard.press('Enter');
  await expect(why.getByLabel('Why')).toBeFocused();
  await boris.page.keyboard.type('Twelve are waiting here');
  await boris.page.keyboard.press('Enter');
  await expect(why).toHaveCount(0);
  await expect(offer(boris)).toHaveCount(0);
  await expect(boris.composer).toBeFocused();
  await expect(anna.transcript).toContainText(`${BORIS} declined the dialog`);
  await expect(anna.transcript).toContainText('Twelve are waiting here');
  await expect(anna.page.getByText('you answer', { exact: true })).toBeVisible();
  await anna.page.keyboard.type('Then it is me');
  await anna.page.keyboard.press('Enter');
  await expect(visitor.message('Then it is me')).toBeVisible();
  expect(await presses()).toEqual([0, 0]);
});
