import { expect, test } from './hub-fixture.ts';
import { OperatorPage } from './operator-page.ts';
import { VisitorPage } from './visitor-page.ts';

test('an answer written offline does not go out over a colleague’s: its author is told and decides', async ({
  browser,
  hub,
}) => {
  const visitor = await VisitorPage.openShop(browser, hub);
  const anna = await OperatorPage.signIn(browser, hub, 'anna');
  const vera = await OperatorPage.signIn(browser, hub, 'vera');
  const question = `Is it in stock? ${Date.now()}`;
  await visitor.say(question);
  await anna.open(question);
  await anna.button('Answer').click();
  await vera.switchTo('All');
  await vera.open(question);
  await expect(vera.transcript.getByText(/took the dialog/)).toBeVisible();

  await vera.context.setOffline(true);
  await expect(vera.connection('Offline')).toBeVisible();
  await vera.reply('Yes, in stock (Vera)');
  await vera.reply('Twelve of them (Vera)');
  await anna.reply('Yes, it is (Anna)');
  await expect(visitor.message('Yes, it is (Anna)')).toBeVisible();
  await vera.context.setOffline(false);

  const held = vera.message('Yes, in stock (Vera)');
  await expect(held.getByText(/answered meanwhile/)).toBeVisible();
  await expect(vera.message('Twelve of them (Vera)').getByText(/answered meanwhile/)).toBeVisible();
  await expect(vera.message('Yes, it is (Anna)')).toBeVisible();
  await expect(visitor.message('Yes, in stock (Vera)')).toHaveCount(0);

  await held.getByRole('button', { name: 'Discard' }).click();
  await expect(held).toHaveCount(0);
  await vera.message('Twelve of them (Vera)').getByRole('button', { name: 'Send anyway' }).click();
  await expect(visitor.message('Twelve of them (Vera)')).toHaveCount(1);
  await expect(visitor.message('Yes, in stock (Vera)')).toHaveCount(0);
  await expect(vera.message('Twelve of them (Vera)')).toHaveCount(1);
});
