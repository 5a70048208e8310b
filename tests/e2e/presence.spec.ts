/** Colleagues see each other: who is there, who looks, who writes, and what happens before two answers go out. */
import type { Locator } from '@playwright/test';
import { expect, test } from './hub-fixture.ts';
import { OperatorPage } from './operator-page.ts';
import { VisitorPage } from './visitor-page.ts';

const ANNA = 'Анна Соколова';
const BORIS = 'Борис Ким';

/** Who is before the open dialog, in the words of its header. */
const here = (operator: OperatorPage): Locator =>
  operator.page.getByRole('main').getByRole('img', { name: /^Here now/ });
const bar = (operator: OperatorPage): Locator => operator.page.locator('[data-collision]');
const own = (operator: OperatorPage): Locator => operator.page.getByRole('button', { name: /^Presence:/ });

test.describe('two colleagues before one dialog', () => {
  test.setTimeout(90_000);

  test('see each other look and write; before two answers go out the second is asked, once', async ({
    browser,
    hub,
  }) => {
    const question = `Who answers? ${Date.now()}`;
    const [anna, boris, visitor] = await Promise.all([
      OperatorPage.signIn(browser, hub, 'anna'),
      OperatorPage.signIn(browser, hub, 'boris'),
      VisitorPage.openShop(browser, hub),
    ]);
    await visitor.say(question);
    await anna.open(question);
    // In the list first: he has not opened it himself.
    await expect(await boris.reveal(question)).toHaveAccessibleDescription(/Анна Соколова is looking/);
    await boris.open(question);
    await expect(here(boris)).toHaveAccessibleName(`Here now: ${ANNA} is looking`);
    await expect(here(anna)).toHaveAccessibleName(`Here now: ${BORIS} is looking`);

    await anna.composer.pressSequentially('I can');
    await expect(bar(boris)).toHaveText(`${ANNA} is answering`);
    await expect(here(boris)).toHaveAccessibleName(`Here now: ${ANNA} is answering`);
    await boris.composer.fill('My answer');
    await boris.composer.press('Enter');
    await expect(bar(boris)).toContainText(`${ANNA} is typing an answer. Send anyway?`);
    await expect(boris.composer).toHaveValue('My answer');
    await expect(visitor.talk).not.toContainText('My answer');
    await boris.composer.press('Enter');
    await expect(visitor.talk).toContainText('My answer');
    await expect(boris.composer).toHaveValue('');

    // She learns what he wrote, and what she wrote stays.
    await expect(bar(anna)).toContainText(`${BORIS} has answered:`);
    await expect(bar(anna)).toContainText('My answer');
    await expect(anna.composer).toHaveValue('I can');
    await bar(anna).getByRole('button', { name: 'Dismiss' }).click();
    await expect(bar(anna)).toHaveCount(0);
    await expect(anna.composer).toHaveValue('I can');

    await anna.page.keyboard.press('Alt+ArrowDown');
    await expect(here(boris)).toHaveCount(0);
  });

  test('a hidden message is asked about nothing, and nobody is asked because of one', async ({
    browser,
    hub,
  }) => {
    const question = `Among us? ${Date.now()}`;
    const [anna, boris, visitor] = await Promise.all([
      OperatorPage.signIn(browser, hub, 'anna'),
      OperatorPage.signIn(browser, hub, 'boris'),
      VisitorPage.openShop(browser, hub),
    ]);
    await visitor.say(question);
    await Promise.all([anna.open(question), boris.open(question)]);
    await anna.page.getByRole('switch', { name: 'Hidden message' }).click();
    await anna.composer.pressSequentially('a note');
    await expect(here(boris)).toHaveAccessibleName(`Here now: ${ANNA} is writing a hidden message`);
    await expect(bar(boris)).toHaveCount(0);
    await boris.composer.pressSequentially('an answer');
    await expect(here(anna)).toHaveAccessibleName(`Here now: ${BORIS} is answering`);
    await anna.composer.press('Enter');
    await expect(boris.message('a note')).toBeVisible();
    await expect(visitor.talk).not.toContainText('a note');
  });
});

test('presence is seen by colleagues at once, and what was chosen offline when the network is back', async ({
  browser,
  hub,
}) => {
  const question = `Is she there? ${Date.now()}`;
  const [anna, boris, visitor] = await Promise.all([
    OperatorPage.signIn(browser, hub, 'anna'),
    OperatorPage.signIn(browser, hub, 'boris'),
    VisitorPage.openShop(browser, hub),
  ]);
  await visitor.say(question);
  await anna.open(question);
  await anna.button('Answer').click();
  await boris.switchTo('All');
  await boris.open(question);
  const hers = (state: string): Locator =>
    boris.page
      .getByRole('main')
      .locator('header')
      .getByRole('img', { name: new RegExp(`^${state}`) });
  await expect(hers('Available')).toBeVisible();

  // By the keyboard alone.
  await anna.page.keyboard.press('Alt+p');
  await anna.page.getByRole('menuitemradio', { name: 'Break' }).press('Enter');
  await expect(own(anna)).toHaveAccessibleName('Presence: Break');
  await expect(hers('Break')).toBeVisible();

  await anna.context.setOffline(true);
  await expect(anna.connection('Offline')).toBeVisible();
  await own(anna).click();
  await anna.page.getByRole('menuitemradio', { name: 'Away' }).click();
  await expect(own(anna)).toHaveAccessibleName('Presence: Away');
  await anna.context.setOffline(false);
  await expect(hers('Away')).toBeVisible();

  await own(anna).click();
  await anna.page.getByRole('menuitemradio', { name: 'Available' }).click();
  await expect(hers('Available')).toBeVisible();
  await anna.context.close();
  await expect(hers('Not connected')).toBeVisible({ timeout: 20_000 });
});

test('the end of a shift: what waits goes to the line or to a colleague in one step, and everybody sees that she is off', async ({
  browser,
  hub,
}) => {
  const stamp = Date.now();
  const [toLine, toBoris] = [`Into the queue ${stamp}`, `To Boris ${stamp}`];
  const [anna, boris, first, second] = await Promise.all([
    OperatorPage.signIn(browser, hub, 'anna'),
    OperatorPage.signIn(browser, hub, 'boris'),
    VisitorPage.openShop(browser, hub),
    VisitorPage.openShop(browser, hub),
  ]);
  await Promise.all([first.say(toLine), second.say(toBoris)]);
  for (const question of [toLine, toBoris]) {
    await anna.open(question);
    await anna.button('Answer').click();
    await expect(boris.dialog(question)).toHaveCount(0);
  }

  await anna.page.getByRole('button', { name: /^Menu:/ }).click();
  await anna.page.getByRole('menuitem', { name: 'End of shift' }).click();
  const shift = anna.page.getByRole('dialog', { name: 'End of shift' });
  const fate = (question: string): Locator =>
    shift.getByRole('listitem').filter({ hasText: question }).getByRole('combobox');
  await expect(fate(toLine)).toHaveValue(/^line /);
  const him = fate(toBoris).locator('option', { hasText: new RegExp(`^${BORIS} · Available`) });
  await expect(him).toHaveText(/\d+ open/);
  await fate(toBoris).selectOption((await him.getAttribute('value')) ?? '');
  await shift.getByRole('button', { name: 'End the shift' }).click();
  await expect(shift).toHaveCount(0);
  await expect(own(anna)).toHaveAccessibleName('Presence: Off');

  // The one waits for whoever is there, the other stays with her until he takes it.
  await expect(await boris.reveal(toLine)).toBeVisible();
  await boris.switchTo('All');
  await boris.open(toBoris);
  await expect(
    boris.page.getByRole('main').locator('header').getByRole('img', { name: /^Off/ }),
  ).toBeVisible();
});
