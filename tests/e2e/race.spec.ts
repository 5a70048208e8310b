import type { Locator } from '@playwright/test';
import { expect, test } from './hub-fixture.ts';
import { OperatorPage } from './operator-page.ts';
import { VisitorPage } from './visitor-page.ts';

test('two operators press Answer together: one wins, the other is told who', async ({ browser, hub }) => {
  const question = `Who is faster? ${Date.now()}`;
  const [anna, boris, visitor] = await Promise.all([
    OperatorPage.signIn(browser, hub, 'anna'),
    OperatorPage.signIn(browser, hub, 'boris'),
    VisitorPage.openShop(browser, hub),
  ]);
  await visitor.say(question);
  await Promise.all([anna.open(question), boris.open(question)]);
  // Both press before either can hear of the other: the intents are held on the way and let go together.
  const release = await Promise.all([anna.holdIntents(), boris.holdIntents()]);
  await Promise.all([anna.button('Answer').click(), boris.button('Answer').click()]);
  for (const letGo of release) letGo();

  const told = (operator: OperatorPage): Locator => operator.page.getByText(/was faster/i);
  await expect
    .poll(
      async () => [(await told(anna).count()) > 0, (await told(boris).count()) > 0].filter(Boolean).length,
    )
    .toBe(1);
  const annaLost = (await told(anna).count()) > 0;
  const [winner, loser] = annaLost ? [boris, anna] : [anna, boris];
  const winnerName = hub.ready.logins.find((one) => one.login === (annaLost ? 'boris' : 'anna'))?.name ?? '';
  await expect(told(loser).first()).toContainText(winnerName);
  await expect(told(winner)).toHaveCount(0);

  await loser.switchTo('Unanswered');
  await expect(loser.dialog(question)).toHaveCount(0);
  await winner.switchTo('Mine');
  await expect(winner.dialog(question)).toBeVisible();
});

test('a claimed dialog leaves the other operator’s list at once, without a reload', async ({
  browser,
  hub,
}) => {
  const question = `Leaves at once ${Date.now()}`;
  const anna = await OperatorPage.signIn(browser, hub, 'anna');
  const boris = await OperatorPage.signIn(browser, hub, 'boris');
  const visitor = await VisitorPage.openShop(browser, hub);
  await visitor.say(question);
  await boris.reveal(question);
  await anna.open(question);
  await anna.button('Answer').click();
  await expect(boris.dialog(question)).toHaveCount(0);
});
