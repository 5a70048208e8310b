import { CHANNELS } from '#server/seed/company.ts';
import { World } from '#tests/integration/sitechat-world.ts';
import { HubProcess } from '#tests/support/hub-process.ts';
import { expect, test } from './hub-fixture.ts';
import { talk } from './upload-desk.ts';

test('a message that did not arrive says why in plain words, with each attempt; once more brings it once', async ({
  browser,
}) => {
  test.slow();
  const world = await World.start();
  const hub = await HubProcess.start({ DATABASE_URL: world.url, RATE_LIMITS: 'off' });
  const { anna, visitor } = await talk(browser, hub, 'Is it on?');
  const channel = (active: boolean) =>
    world.pool.query('update channels set active = $1 where id = $2', [active, CHANNELS.shop.id]);

  await channel(false);
  await anna.reply('It is not on');
  const message = anna.message('It is not on');
  await expect(message).toHaveAttribute('data-delivery', 'failed');
  await expect(message).toContainText('Not delivered: the channel is switched off');
  await expect(visitor.talk).not.toContainText('It is not on');

  const doctor = anna.page.getByRole('dialog', { name: 'Delivery' });
  await message.getByRole('button', { name: /^Not delivered/ }).click();
  const attempts = doctor.getByRole('listitem');
  await expect(attempts).toHaveText([/Message: failed: the channel is switched off/]);
  // Still off: it was tried, and the second attempt stands below the first.
  await doctor.getByRole('button', { name: 'Send once more' }).click();
  await expect(doctor).toHaveCount(0);
  await expect
    .poll(async () => {
      const tried = await world.pool.query('select 1 from delivery_attempts where message_id = $1', [
        await message.getAttribute('data-message-id'),
      ]);
      return tried.rowCount;
    })
    .toBe(2);
  await expect(message).toHaveAttribute('data-delivery', 'failed');

  await channel(true);
  await message.getByRole('button', { name: 'Send once more' }).click();
  await expect(visitor.message('It is not on')).toBeVisible();
  await expect(message).toHaveAttribute('data-delivery', /sent|delivered|read/);
  await expect(message).not.toContainText('Not delivered');
  await message.getByRole('button', { name: /Sent|Delivered|Read/ }).click();
  await expect(attempts).toHaveText([
    /failed: the channel is switched off/,
    /failed: the channel is switched off/,
    /taken by the messenger/,
  ]);
  await anna.page.keyboard.press('Escape');
  await visitor.page.reload();
  await visitor.openChat();
  await expect(visitor.message('It is not on')).toHaveCount(1);
  await Promise.all([anna.context.close(), visitor.context.close()]);
  await hub.stop();
  await world.stop();
});
