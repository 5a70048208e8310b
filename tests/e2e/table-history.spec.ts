import { HubProcess, MOVABLE_CLOCK } from '#tests/support/hub-process.ts';
import { expect, test } from './hub-fixture.ts';
import { OperatorPage } from './operator-page.ts';
import { tableOf } from './table-page.ts';
import { VisitorPage } from './visitor-page.ts';

const DAY = 24 * 3_600_000;

test('what was closed long ago is with the hub alone: all history finds it, and one reads it', async ({
  browser,
}) => {
  test.slow();
  const hub = await HubProcess.start({ RATE_LIMITS: 'off', ...MOVABLE_CLOCK });
  const mark = `barometer${Date.now()}`;
  const visitor = await VisitorPage.openShop(browser, hub);
  await visitor.say(`Do you mend a ${mark}?`);
  const then = await OperatorPage.signIn(browser, hub, 'anna');
  await then.open(mark);
  await then.button('Answer').click();
  await then.reply(`We do mend a ${mark}`);
  await expect(visitor.message(`We do mend a ${mark}`)).toBeVisible();
  // Until her own copy has the answer, too, she would be asked whether to finish over a waiting client's head.
  await expect(then.message(`We do mend a ${mark}`)).toHaveAttribute('data-delivery', /sent|delivered|read/);
  await then.finish();
  await expect(then.transcript.getByText('You finished the dialog')).toBeVisible();
  await Promise.all([then.context.close(), visitor.context.close()]);
  await hub.passTime(120 * DAY);

  const table = await tableOf(browser, hub, 'anna');
  const { who: anna } = table;
  await table.words.fill(mark);
  await expect(anna.page.getByText('No such dialogs')).toBeVisible();
  await anna.page.getByRole('button', { name: 'Look in all history' }).click();
  await expect(anna.page.getByRole('button', { name: 'All history' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await table.expectLines(1);
  await expect(table.line(mark)).toContainText('Finished');
  await expect(anna.page.getByRole('status').filter({ hasText: '1 dialog' })).toBeVisible();

  // What the hub has told of stays on the screen without it.
  await anna.context.setOffline(true);
  await expect(anna.connection('Offline')).toBeVisible();
  await expect(table.line(mark)).toBeVisible();
  await anna.context.setOffline(false);
  await expect(anna.connection('Online')).toBeVisible();

  await table.grid.focus();
  await anna.page.keyboard.press('Enter');
  await expect(anna.page.getByText(`Do you mend a ${mark}?`)).toBeVisible();
  await expect(anna.page.getByText(`We do mend a ${mark}`).last()).toBeVisible();
  await hub.stop();
});
