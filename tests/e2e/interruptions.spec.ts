import { expect, testWithOwnHub as test } from './hub-fixture.ts';
import { OperatorPage } from './operator-page.ts';
import { VisitorPage } from './visitor-page.ts';

test('the hub is killed in the middle: both sides go on writing, everything arrives once and in order', async ({
  browser,
  hub,
}) => {
  const visitor = await VisitorPage.openShop(browser, hub);
  const anna = await OperatorPage.signIn(browser, hub, 'anna');
  await visitor.say('before the cut');
  await anna.open('before the cut');
  await anna.button('Answer').click();
  await anna.reply('answer before the cut');
  await expect(visitor.message('answer before the cut')).toBeVisible();

  await hub.kill();
  await expect(anna.connection('Offline').or(anna.connection('Reconnecting'))).toBeVisible();
  await anna.reply('answer in the dark 1');
  await anna.reply('answer in the dark 2');
  await expect(anna.message('answer in the dark 2')).toHaveAttribute('data-delivery', 'pending');
  await visitor.say('question in the dark 1');
  await visitor.say('question in the dark 2');

  await hub.restart();
  await expect(anna.connection('Online')).toBeVisible();
  await expect(visitor.message('answer in the dark 2')).toBeVisible();
  await expect(anna.message('question in the dark 2')).toBeVisible();
  for (const text of ['answer in the dark 1', 'answer in the dark 2']) {
    await expect(visitor.message(text)).toHaveCount(1);
    await expect(anna.message(text)).toHaveCount(1);
  }
  for (const said of [
    ['question in the dark 1', 'question in the dark 2'],
    ['answer in the dark 1', 'answer in the dark 2'],
  ]) {
    expect(await anna.orderOf(said)).toEqual(said);
  }
});

test('the operator’s browser goes offline in the middle: she reads and writes on, nothing is lost or doubled', async ({
  browser,
  hub,
}) => {
  const visitor = await VisitorPage.openShop(browser, hub);
  const anna = await OperatorPage.signIn(browser, hub, 'anna');
  await visitor.say('are you there?');
  await anna.open('are you there?');
  await anna.context.setOffline(true);
  await expect(anna.connection('Offline')).toBeVisible();

  await anna.button('Answer').click();
  await anna.reply('yes, written offline');
  await expect(anna.message('yes, written offline')).toHaveAttribute('data-delivery', 'pending');
  await anna.switchTo('Mine');
  await expect(anna.dialog('yes, written offline')).toBeVisible();
  await visitor.say('hello?');

  await anna.context.setOffline(false);
  await expect(anna.connection('Online')).toBeVisible();
  await expect(visitor.message('yes, written offline')).toHaveCount(1);
  await expect(anna.message('hello?')).toHaveCount(1);
  await expect(anna.message('yes, written offline')).toHaveCount(1);
});

test('the client goes offline in the middle: his words wait and arrive once', async ({ browser, hub }) => {
  const anna = await OperatorPage.signIn(browser, hub, 'anna');
  const visitor = await VisitorPage.openShop(browser, hub);
  await visitor.say('first');
  await anna.open('first');
  await visitor.context.setOffline(true);
  await visitor.say('second, in the tunnel');
  await visitor.say('third, in the tunnel');
  await visitor.context.setOffline(false);
  await expect(anna.message('third, in the tunnel')).toHaveCount(1);
  const said = ['second, in the tunnel', 'third, in the tunnel'];
  expect(await anna.orderOf(said)).toEqual(said);
});
