import { expect, test } from './hub-fixture.ts';
import { OperatorPage } from './operator-page.ts';
import { VisitorPage } from './visitor-page.ts';

/** The path a newcomer walks after `npm start`, for real. */
test('a client asks in the shop, an operator answers, the client reads the answer', async ({
  browser,
  hub,
}) => {
  const visitor = await VisitorPage.openShop(browser, hub);
  const anna = await OperatorPage.signIn(browser, hub, 'anna');
  const question = `Do you have Da Hong Pao? ${Date.now()}`;

  await test.step('the question arrives in Unanswered', async () => {
    await visitor.say(question);
    await anna.reveal(question);
  });

  await test.step('opening it does not make it read', async () => {
    const counter = await anna.counter('Unanswered');
    await anna.open(question);
    await expect(anna.dialog(question)).toHaveAccessibleName(/1 unread/);
    expect(await anna.counter('Unanswered')).toBe(counter);
  });

  await test.step('Answer claims it', async () => {
    await anna.button('Answer').click();
    await expect(anna.transcript).toContainText(/you took the dialog|took the dialog/i);
    await anna.switchTo('Mine');
    await expect(anna.dialog(question)).toBeVisible();
  });

  await test.step('the reply reaches the shop and is marked read there', async () => {
    await anna.reply('We do, 900 ₽ for 50 g.');
    await expect(visitor.message('We do, 900 ₽ for 50 g.')).toBeVisible();
    await expect(anna.message('We do, 900 ₽')).toHaveAttribute('data-delivery', 'read');
    await anna.switchTo('Unanswered');
    await expect(anna.dialog(question)).toHaveCount(0);
  });

  await test.step('finished, it lies in Closed, and a new question opens a new dialog that knows the old one', async () => {
    await anna.finish();
    await anna.switchTo('Closed');
    await expect(anna.dialog('We do, 900 ₽')).toBeVisible();
    const again = `One more thing ${Date.now()}`;
    await visitor.say(again);
    await anna.switchTo('Unanswered');
    await anna.open(again);
    await expect(anna.message('We do, 900 ₽')).toHaveCount(0);
    await expect(anna.previousDialogs).toHaveCount(1);
  });
});

test('the talk goes on after a reload and on another page of the shop', async ({ browser, hub }) => {
  const visitor = await VisitorPage.openShop(browser, hub);
  await visitor.say('Is it fresh?');
  await expect(visitor.message('Is it fresh?')).toBeVisible();
  await visitor.page.reload();
  await visitor.openChat();
  await expect(visitor.message('Is it fresh?')).toHaveCount(1);
});
